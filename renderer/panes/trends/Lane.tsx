import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PencilLine, X } from 'lucide-react'
import type { HistorySeries } from '../../../domain/contract'
import { totalUnitOf } from '../../../domain/things/meter'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useRegistry } from '../../feed'
import { decimalsOf, unknown, useFormat } from '../../i18n'
import { useColours } from '../../theme/theme'
import tokens from '../../theme/tokens.json'
import { Chart } from '../../widgets/Chart'
import { trendOption } from '../../widgets/trend/trendOption'
import { trendPoints } from '../../widgets/trend/trendPoints'
import { laneFigures } from './laneFigures'
import { LaneValues } from './LaneValues'
import { type Comparison, earlier, plotLeftPx, plotRightPx, spanOf, type TimeRange } from './timeRange'
import type { Stretch } from './correctionDraft'
import { correctionsKey, useCorrections } from './useCorrections'
import { type LanePoint, useSeries } from './useSeries'
import styles from './TrendsPane.module.css'

const minuteMs = 60_000
const dayMs = 86_400_000
/** More than a lane has pixels for would be drawn one over the other. */
const mostRows = 600

/** One point over the common stretch of time: its line with gaps, what it was at the pointer, and its figures. */
export function Lane({
  point,
  range,
  comparison,
  cursorMs,
  drawn: drawnStretch,
  madeHere,
  isCorrecting,
  onCorrect,
  onRemove,
}: {
  point: LanePoint
  range: TimeRange
  /** How much earlier the line is that is laid beside it. */
  comparison: Comparison | undefined
  cursorMs: number | undefined
  /** The stretch that is about to be corrected. */
  drawn: Stretch | undefined
  /** Corrections made and withdrawn at this pane: each one lets the line be read anew. */
  madeHere: number
  isCorrecting: boolean
  onCorrect(): void
  onRemove(): void
}) {
  const { t } = useTranslation(['trends', 'error', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const words = useAlarmWords()
  const colours = useColours()
  const { corrections } = useCorrections(point)
  const version = `${madeHere} ${correctionsKey(corrections)}`
  const { series, code } = useSeries(point, range, mostRows, version)
  const then = comparison && earlier(range, comparison.ms)
  const { series: before } = useSeries(point, then, mostRows, version, comparison?.id)
  const standing = useMemo(() => corrections.filter(({ withdrawn }) => !withdrawn), [corrections])
  const property = registry.property(point.deviceId, point.property)?.property
  const span = spanOf(range)
  const isLong = span > dayMs
  const formatTime = (atMs: number) => (isLong ? format.moment(atMs, range.toMs) : format.clock(atMs))
  const option = useMemo(() => {
    if (!series || !property) return undefined
    const { values } = property
    const stretches = standing.map(({ fromMs, toMs }) => ({ fromMs, toMs, label: t('correction.label') }))
    const pointsOf = (of: HistorySeries) => trendPoints(of, [], Math.max(10_000, 3 * property.reportPeriodMs))
    const drawn = trendOption({
      points: pointsOf(series),
      ...(before && comparison && { before: { points: pointsOf(before), byMs: comparison.ms } }),
      limits: [],
      fromMs: range.fromMs,
      toMs: range.toMs,
      colours,
      fontFamily: tokens.font.family,
      ...(values && { names: new Map(values.map(({ value, name }) => [value, format.text(name)])) }),
      badLabel: t('bad'),
      stretches: drawnStretch
        ? [...stretches, { ...drawnStretch, label: t('correction.draft'), isDraft: true }]
        : stretches,
      formatValue: (value) => format.number(value, property.decimals ?? decimalsOf(value)),
      // Below the lines no more than tells the ticks apart, and the same form for all of them.
      formatTime: (atMs) =>
        isLong ? format.moment(atMs, atMs + 2 * dayMs) : format.clock(atMs, { seconds: span < 10 * minuteMs }),
    })
    // One time stands at one place in all lanes, however long the numbers of their axes are.
    const grid = { left: plotLeftPx, right: plotRightPx, top: 18, bottom: 22, containLabel: false }
    // The values at the pointer stand above, those of all lanes at a glance.
    return { ...drawn, grid, tooltip: { show: false } }
  }, [
    series,
    before,
    comparison,
    property,
    range.fromMs,
    range.toMs,
    colours,
    format,
    isLong,
    span,
    standing,
    drawnStretch,
    t,
  ])
  if (!property) return undefined
  const shown = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? unknown : format.number(value, property.decimals ?? decimalsOf(value))
  const figures = series && laneFigures(series)
  const shareOf = (atMs: number) => (atMs - range.fromMs) / span
  const name = `${words.device(point.deviceId)} · ${format.text(property.name)}`
  return (
    <section className={styles.lane} aria-label={name}>
      <header className={styles.laneHead}>
        <b className={styles.laneName}>{name}</b>
        <span className={styles.unit}>{property.unit === undefined ? '' : format.unit(property.unit)}</span>
        <LaneValues {...{ series, before, comparison, cursorMs, formatTime }} decimals={property.decimals} />
        <span className={styles.spring} />
        {figures && !property.values && (
          <dl className={styles.figures}>
            {(['minimum', 'average', 'maximum'] as const).map((figure) => (
              <div key={figure}>
                <dt>{t(`figure.${figure}`)}</dt>
                <dd>{shown(figures[figure])}</dd>
              </div>
            ))}
            {figures.total !== undefined && (
              <div>
                <dt>{t('figure.total')}</dt>
                <dd>
                  {format.number(figures.total, decimalsOf(figures.total))} {totalUnitOf(property)}
                </dd>
              </div>
            )}
          </dl>
        )}
        <button
          type="button"
          className={styles.correct}
          aria-pressed={isCorrecting}
          aria-label={t('correction.of', { name, count: standing.length })}
          onClick={onCorrect}
        >
          <PencilLine size={14} aria-hidden />
          {standing.length > 0 ? t('correction.openCount', { count: standing.length }) : t('correction.open')}
        </button>
        <button type="button" className={styles.remove} aria-label={t('remove', { name })} onClick={onRemove}>
          <X size={14} aria-hidden />
        </button>
      </header>
      <div className={styles.chart}>
        {option && <Chart option={option} label={name} />}
        {cursorMs !== undefined && (
          <div
            className={styles.pointer}
            style={{ left: `calc(${plotLeftPx}px + (100% - ${plotLeftPx + plotRightPx}px) * ${shareOf(cursorMs)})` }}
          />
        )}
        {code && <p className={styles.over}>{t(`error:${code}`)}</p>}
        {series?.timesMs.length === 0 && <p className={styles.over}>{t('nothing')}</p>}
      </div>
    </section>
  )
}

import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceId } from '../../../domain/contract'
import { useNow, useRegistry } from '../../feed'
import { formatNumber, useFormat } from '../../i18n'
import tokens from '../../theme/tokens.json'
import { useColours } from '../../theme/theme'
import { Chart } from '../Chart'
import { Failed, Loading } from '../PaneState'
import { trendOption, type TrendLimit } from './trendOption'
import { useTrend } from './useTrend'
import styles from './Trend.module.css'

const minute = 60_000
const spans = [
  { key: 'quarter', ms: 15 * minute },
  { key: 'hour', ms: 60 * minute },
  { key: 'shift', ms: 8 * 60 * minute },
  { key: 'week', ms: 7 * 24 * 60 * minute },
] as const

export interface TrendProps {
  deviceId: DeviceId
  propertyId: string
  /** Limits of the thing model, drawn as lines. */
  limits?: readonly TrendLimit[]
}

const noLimits: readonly TrendLimit[] = []

/** Trend of one property over a quarter, an hour, a shift or a week, with its limits, bad stretches and gaps; goes on live. */
export function Trend({ deviceId, propertyId, limits = noLimits }: TrendProps) {
  const { t } = useTranslation()
  const registry = useRegistry()
  const format = useFormat()
  const [span, setSpan] = useState<(typeof spans)[number]>(spans[0])
  const property = registry.property(deviceId, propertyId)?.property
  if (!property) return undefined
  const name = format.text(property.name)
  return (
    <figure className={styles.trend}>
      <figcaption className={styles.head}>
        <span className={styles.name}>{name}</span>
        <span className={styles.unit}>{property.unit === undefined ? '' : format.unit(property.unit)}</span>
        <span className={styles.spring} />
        {spans.map((each) => (
          <button
            key={each.key}
            type="button"
            className={styles.span}
            aria-pressed={each === span}
            onClick={() => setSpan(each)}
          >
            {t(`trend.${each.key}`)}
          </button>
        ))}
      </figcaption>
      <div className={styles.chart}>
        <TrendChart
          key={`${deviceId} ${propertyId} ${span.key}`}
          {...{ deviceId, propertyId, limits, property, name }}
          spanMs={span.ms}
        />
      </div>
    </figure>
  )
}

interface TrendChartProps extends Required<TrendProps> {
  property: {
    type: string
    decimals?: number | undefined
    values?: readonly { value: number; name: { zh: string; en: string } }[] | undefined
  }
  name: string
  spanMs: number
}

function TrendChart({ deviceId, propertyId, limits, property, name, spanMs }: TrendChartProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const colours = useColours()
  const trend = useTrend(deviceId, propertyId, spanMs)
  const now = useNow()
  // A week's line does not move visibly in a second: one step a pixel or so is enough.
  const toMs = Math.ceil(now / (spanMs / 400)) * (spanMs / 400)
  const option = useMemo(() => {
    if (trend.status !== 'ready') return undefined
    return trendOption({
      points: trend.points,
      limits,
      fromMs: toMs - spanMs,
      toMs,
      colours,
      fontFamily: tokens.font.family.replaceAll('"', "'"),
      names:
        property.type === 'number'
          ? undefined
          : new Map(property.values?.map(({ value, name: each }) => [value, format.text(each)])),
      badLabel: t('quality.bad'),
      formatValue: (value) => {
        const named = property.values?.find((each) => each.value === value)
        return named ? format.text(named.name) : formatNumber(value, property.decimals ?? 1)
      },
      formatTime: (atMs) =>
        spanMs > 24 * 60 * minute ? format.dateTime(atMs).slice(5, 16) : format.clock(atMs, { seconds: false }),
    })
  }, [trend, limits, toMs, spanMs, colours, property, t, format])
  if (trend.status === 'failed') return <Failed code={trend.code} />
  return option ? <Chart option={option} label={t('trend.label', { name })} /> : <Loading />
}

import { useEffect, useRef, useState } from 'react'
import { LineChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceType, ErrorCode, HistorySeries, Property } from '../../../domain/contract'
import { refusalCode, seatNow, useClient } from '../../feed'
import { decimalsOf, useFormat } from '../../i18n'
import { useColours } from '../../theme/theme'
import tokens from '../../theme/tokens.json'
import { Section, SelectField } from '../../widgets'
import { trendOption } from './trendOption'
import styles from './DevicePanel.module.css'

register([LineChart, GridComponent, TooltipComponent, MarkLineComponent, MarkAreaComponent, CanvasRenderer])

const ranges = [
  { id: 'quarter', ms: 15 * 60_000, refreshMs: 5_000 },
  { id: 'hour', ms: 60 * 60_000, refreshMs: 10_000 },
  { id: 'shift', ms: 8 * 3_600_000, refreshMs: 60_000 },
  { id: 'day', ms: 24 * 3_600_000, refreshMs: 60_000 },
] as const
type Range = (typeof ranges)[number]

/** More than a chart of this width can show is not asked for. */
const maxPoints = 360

/** How one property went, 15 minutes to a day. */
export function Trend({
  deviceId,
  type,
  property,
  onProperty,
}: {
  deviceId: DeviceId
  type: DeviceType
  property: Property
  onProperty(propertyId: string): void
}) {
  const { t } = useTranslation(['device', 'error'])
  const format = useFormat()
  const [range, setRange] = useState<Range>(ranges[0])
  const { series, code } = useHistory(deviceId, property, range)
  return (
    <Section
      title={
        <SelectField
          label={t('trendOf')}
          isLabelHidden
          size="small"
          value={property.id}
          options={type.properties.map(({ id, name }) => [id, format.text(name)])}
          onChange={onProperty}
        />
      }
      meta={
        <span className={styles.ranges} role="group" aria-label={t('range.title')}>
          {ranges.map((each) => (
            <button
              key={each.id}
              type="button"
              className={each === range ? styles.rangeOn : styles.range}
              aria-pressed={each === range}
              onClick={() => setRange(each)}
            >
              {t(`range.${each.id}`)}
            </button>
          ))}
        </span>
      }
    >
      {code !== undefined && <p className={styles.refused}>{t(`error:${code}`)}</p>}
      {series && series.timesMs.length === 0 && <p className={styles.meta}>{t('noHistory')}</p>}
      <Chart series={series} property={property} type={type} />
    </Section>
  )
}

function Chart({
  series,
  property,
  type,
}: {
  series: HistorySeries | undefined
  property: Property
  type: DeviceType
}) {
  const format = useFormat()
  const colours = useColours()
  const host = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<ReturnType<typeof init>>()
  useEffect(() => {
    if (!host.current) return
    const made = init(host.current)
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(host.current)
    setChart(made)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    if (!series) return chart?.clear()
    chart?.setOption(
      trendOption({
        series,
        property,
        alarms: type.alarms,
        colours,
        fontFamily: tokens.font.family,
        clock: format.clock,
        number: (value) => format.number(value, property.decimals ?? decimalsOf(value)),
      }),
      { notMerge: true },
    )
  }, [chart, series, property, type, colours, format])
  return <div ref={host} className={styles.chart} role="img" aria-label={format.text(property.name)} />
}

/** History of the range up to now, asked for again as it grows. */
function useHistory(
  deviceId: DeviceId,
  property: Property,
  range: Range,
): { series?: HistorySeries; code?: ErrorCode } {
  const client = useClient()
  const [answer, setAnswer] = useState<{ key: string; series?: HistorySeries; code?: ErrorCode }>()
  const propertyId = property.id
  const key = `${deviceId} ${propertyId} ${range.id}`
  useEffect(() => {
    let isGone = false
    const ask = async () => {
      const toMs = Math.round(seatNow())
      try {
        const series = await client.call('history.read', {
          deviceId,
          property: propertyId,
          fromMs: toMs - range.ms,
          toMs,
          maxPoints,
        })
        if (!isGone) setAnswer({ key, series })
      } catch (error) {
        if (!isGone) setAnswer({ key, code: refusalCode(error) })
      }
    }
    void ask()
    const timer = setInterval(() => void ask(), range.refreshMs)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [client, deviceId, propertyId, range, key])
  return answer?.key === key ? answer : {}
}

import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceType } from '../../../domain/contract'
import { readQuality, useNow, type LatestSample } from '../../feed'
import { useFormat } from '../../i18n'
import { Age, Section, Sparkline, StateMark, Value } from '../../widgets'
import { pointGroups } from './pointGroups'
import { shownValue } from './shownValue'
import { useSparklines } from './useSparklines'
import styles from './DevicePanel.module.css'

/** All points of a device in the groups of its panel: name, last hour, value, unit and age, drawn as their quality allows. A name opens the trend. */
export function PointList({
  deviceId,
  type,
  firstPoint,
  samples,
  trendOf,
  onTrend,
}: {
  deviceId: DeviceId
  type: DeviceType
  firstPoint: number
  samples: ReadonlyMap<number, LatestSample>
  /** Property that the trend shows. */
  trendOf: string | undefined
  onTrend(propertyId: string): void
}) {
  const { t } = useTranslation('device')
  const format = useFormat()
  const nowMs = useNow()
  const lines = useSparklines(deviceId, type.properties)
  if (type.properties.length === 0) return undefined
  return (
    <Section title={t('points')} meta={t('pointsMeta')}>
      {pointGroups(type).map(({ name, points }) => (
        <Fragment key={points[0]?.property.id}>
          {name && <h4 className={styles.pointGroup}>{format.text(name)}</h4>}
          <ul>
            {points.map(({ property, at }) => {
              const sample = samples.get(firstPoint + at)
              const quality = sample
                ? readQuality(sample.quality, sample.timeMs, property.reportPeriodMs, nowMs)
                : 'never'
              const line = lines.get(property.id)
              return (
                <li key={property.id} className={styles.point}>
                  <button
                    type="button"
                    className={property.isMain ? styles.pointMain : styles.pointName}
                    aria-pressed={property.id === trendOf}
                    title={t('showTrend')}
                    onClick={() => onTrend(property.id)}
                  >
                    {format.text(property.name)}
                  </button>
                  {line?.some((value) => value !== null) && <Sparkline values={line} widthPx={56} heightPx={18} />}
                  {(quality === 'stale' || quality === 'bad') && <StateMark state={quality} size={12} />}
                  <Value
                    shown={sample && shownValue(property, sample.value, format)}
                    unit={property.unit}
                    quality={quality}
                    className={styles.pointValue}
                  />
                  <Age atMs={sample?.timeMs} className={styles.age} />
                </li>
              )
            })}
          </ul>
        </Fragment>
      ))}
    </Section>
  )
}

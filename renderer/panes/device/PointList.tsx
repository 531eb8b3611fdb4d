import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceType } from '../../../domain/contract'
import { readQuality, useNow, type LatestSample } from '../../feed'
import { useFormat } from '../../i18n'
import { Age, Section, StateMark, Value } from '../../widgets'
import { pointGroups } from './pointGroups'
import { shownValue } from './shownValue'
import styles from './DevicePanel.module.css'

/** All points of a device: name, value, unit and age, drawn as their quality allows. */
export function PointList({
  type,
  firstPoint,
  samples,
}: {
  type: DeviceType
  firstPoint: number
  samples: ReadonlyMap<number, LatestSample>
}) {
  const { t } = useTranslation('device')
  const format = useFormat()
  const nowMs = useNow()
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
              return (
                <li key={property.id} className={styles.point}>
                  <span className={property.isMain ? styles.pointMain : styles.pointName}>
                    {format.text(property.name)}
                  </span>
                  {(quality === 'stale' || quality === 'bad') && <StateMark state={quality} size={12} />}
                  <Value
                    shown={sample && shownValue(property, sample.value, format)}
                    unit={property.unit}
                    quality={quality}
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

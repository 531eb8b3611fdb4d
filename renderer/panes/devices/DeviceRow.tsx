import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceStateName, DeviceType } from '../../../domain/contract'
import type { useAlarmWords } from '../../alarms/useAlarmWords'
import { readQuality, useNow, type LatestSample } from '../../feed'
import { useFormat } from '../../i18n'
import { Age, Checkbox, Sign, StateMark, SystemIcon, Value } from '../../widgets'
import { shownValue } from '../device/shownValue'
import type { DeviceColumn } from './columns'
import type { StandingAlarms } from './standingAlarms'
import styles from './DeviceRow.module.css'

export interface DeviceRowProps {
  id: DeviceId
  type: DeviceType | undefined
  state: DeviceStateName
  alarms: StandingAlarms | undefined
  firstPoint: number
  samples: ReadonlyMap<number, LatestSample>
  words: ReturnType<typeof useAlarmWords>
  columns: readonly DeviceColumn[]
  isSelected: boolean
  isTicked: boolean
  onTick(id: DeviceId): void
}

/** At most so many main values stand in a row. */
const mostValues = 2

/** One device in a line: state, name, type, place, its main values with age, what stands alarmed. */
export const DeviceRow = memo(function DeviceRow(props: DeviceRowProps) {
  const { id, state, words, columns, isSelected, isTicked, onTick } = props
  const { t } = useTranslation('devices')
  const cells = useCells(props)
  return (
    <div className={[styles.row, isTicked && styles.ticked, isSelected && styles.selected].filter(Boolean).join(' ')}>
      <span className={styles.tick} role="gridcell">
        <Checkbox isChecked={isTicked} label={t('tick', { name: words.device(id) })} onChange={() => onTick(id)} />
      </span>
      <span className={styles.mark} role="gridcell">
        <StateMark state={state} size={14} />
      </span>
      {columns.map((column) => (
        <span key={column} className={`${styles.cell} ${styles[column]}`} role="gridcell">
          {cells[column]()}
        </span>
      ))}
    </div>
  )
})

function useCells(props: DeviceRowProps): Record<DeviceColumn, () => ReactNode> {
  const { id, type, state, alarms, words } = props
  const { t } = useTranslation('common')
  const format = useFormat()
  return {
    name: () => words.device(id),
    type: () => (
      <>
        <SystemIcon symbol={type?.symbol ?? ''} size={16} />
        <span className={styles.cut}>{type && format.text(type.name)}</span>
      </>
    ),
    place: () => words.place(id),
    value: () => <MainValues {...props} />,
    age: () => <NewestAge {...props} />,
    alarms: () =>
      alarms && (
        <>
          <Sign priority={alarms.worst} state={alarms.isWaiting ? 'unacknowledged' : 'acknowledged'} size={16} />
          {alarms.count > 1 && alarms.count}
        </>
      ),
    state: () => t(`deviceState.${state}`),
    id: () => id,
  }
}

/** The main points of a type with their places; the first one of a type that calls none its main. */
function mainPoints(type: DeviceType | undefined) {
  const all = (type?.properties ?? []).map((property, at) => ({ property, at }))
  const main = all.filter(({ property }) => property.isMain)
  return (main.length > 0 ? main : all).slice(0, main.length > 0 ? mostValues : 1)
}

function MainValues({ type, firstPoint, samples }: DeviceRowProps) {
  const format = useFormat()
  const nowMs = useNow()
  return mainPoints(type).map(({ property, at }) => {
    const sample = samples.get(firstPoint + at)
    return (
      <span key={property.id} className={styles.mainValue}>
        <span className={styles.pointName}>{format.text(property.name)}</span>
        <Value
          shown={sample && shownValue(property, sample.value, format)}
          unit={property.unit}
          quality={sample ? readQuality(sample.quality, sample.timeMs, property.reportPeriodMs, nowMs) : 'never'}
        />
      </span>
    )
  })
}

function NewestAge({ type, firstPoint, samples }: DeviceRowProps) {
  const nowMs = useNow()
  const [point] = mainPoints(type)
  const sample = point && samples.get(firstPoint + point.at)
  const isStale = sample && readQuality(sample.quality, sample.timeMs, point.property.reportPeriodMs, nowMs) === 'stale'
  return <Age atMs={sample?.timeMs} {...(isStale && { isStale })} />
}

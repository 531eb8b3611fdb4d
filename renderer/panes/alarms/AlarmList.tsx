import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../domain/contract'
import { usePendingAcknowledgements } from '../../alarms/acknowledge'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { select, useRight, useSelection } from '../../feed'
import { Empty, Loading, VirtualList } from '../../widgets'
import { AlarmColumns, AlarmRow } from './AlarmRow'
import { GroupRow } from './GroupRow'
import { isFiltered } from './facets'
import type { AlarmListState } from './useAlarmList'
import styles from './AlarmList.module.css'

const pageRows = 15

/** The list of alarms: arrows move, Space ticks, Enter makes the map go there. */
export function AlarmList({ list }: { list: AlarmListState }) {
  const { t } = useTranslation('alarms')
  const words = useAlarmWords()
  const mayAcknowledge = useRight('alarm.acknowledge')
  const pending = usePendingAcknowledgements()
  const { alarmId } = useSelection()
  const { rows } = list
  const at = rows.findIndex((row) => row.kind === 'alarm' && row.alarm.id === alarmId)

  const open = (alarm: Alarm, locate: boolean) =>
    select(
      { alarmId: alarm.id, deviceId: alarm.deviceId, ...(alarm.incidentId && { incidentId: alarm.incidentId }) },
      { locate },
    )

  /** The next alarm in a direction; headers are stepped over. */
  const move = (from: number, step: number) => {
    const direction = Math.sign(step)
    let index = Math.max(0, Math.min(rows.length - 1, from + step))
    while (rows[index]?.kind === 'group') index += direction
    const row = rows[index]
    if (row?.kind === 'alarm') open(row.alarm, false)
  }
  const steps: Partial<Record<string, () => void>> = {
    ArrowDown: () => move(at, 1),
    ArrowUp: () => move(at === -1 ? rows.length : at, -1),
    PageDown: () => move(at, pageRows),
    PageUp: () => move(at, -pageRows),
    Home: () => move(-1, 1),
    End: () => move(rows.length, -1),
  }
  const press = (event: KeyboardEvent) => {
    const row = rows[at]
    const step = steps[event.key]
    if (step) step()
    else if (event.key === 'a' && event.ctrlKey) list.tickAll()
    else if (row?.kind !== 'alarm') return
    else if (event.key === ' ' && mayAcknowledge) list.toggleTick(row.alarm.id)
    else if (event.key === 'Enter') open(row.alarm, true)
    else if (event.key === 'ArrowLeft') list.toggleGroup(row.group.key)
    else return
    event.preventDefault()
  }

  return (
    <div className={styles.list}>
      <AlarmColumns sorting={list.sorting} onSort={list.setSorting} />
      <div className={styles.rows}>
        {list.status === 'loading' ? (
          <Loading />
        ) : rows.length === 0 ? (
          <Empty>
            {isFiltered(list.filter) && list.all > 0 ? t('emptyFiltered', { count: list.all }) : t('empty')}
          </Empty>
        ) : (
          <VirtualList
            label={t('title')}
            count={rows.length}
            activeIndex={at === -1 ? undefined : at}
            activeId={at === -1 ? undefined : `alarm-${alarmId}`}
            onKeyDown={press}
            rowKey={(index) => {
              const row = rows[index]
              return row?.kind === 'alarm' ? row.alarm.id : (row?.group.key ?? '')
            }}
            onRowClick={(index) => {
              const row = rows[index]
              if (row?.kind === 'alarm') open(row.alarm, true)
            }}
            renderRow={(index) => {
              const row = rows[index]
              if (row?.kind === 'group')
                return (
                  <GroupRow group={row.group} isCollapsed={row.isCollapsed} words={words} onToggle={list.toggleGroup} />
                )
              if (row?.kind !== 'alarm') return undefined
              return (
                <AlarmRow
                  alarm={row.alarm}
                  words={words}
                  isSelected={row.alarm.id === alarmId}
                  isTicked={list.ticked.has(row.alarm.id)}
                  isPending={pending.has(row.alarm.id)}
                  mayAcknowledge={mayAcknowledge}
                  onTick={list.toggleTick}
                />
              )
            }}
          />
        )}
      </div>
    </div>
  )
}

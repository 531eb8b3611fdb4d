import { useMemo, type CSSProperties, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../domain/contract'
import { usePendingAcknowledgements } from '../../alarms/acknowledge'
import { usePendingDeeds } from '../../alarms/deeds'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { select, useRight, useSelection } from '../../feed'
import { useLanguage } from '../../i18n'
import { Empty, Failed, Loading, VirtualList } from '../../widgets'
import { AlarmColumns } from './AlarmColumns'
import { AlarmRow } from './AlarmRow'
import { fitColumns, sizeColumn, type ChosenColumn } from './columns'
import { GroupRow } from './GroupRow'
import { isFiltered } from './facets'
import type { AlarmListState } from './useAlarmList'
import { useListWidth } from './useListWidth'
import { Waiting } from './Waiting'
import styles from './AlarmList.module.css'

const pageRows = 15

export interface AlarmListProps {
  list: AlarmListState
  columns: readonly ChosenColumn[]
  onColumns(columns: readonly ChosenColumn[]): void
}

/** The list of alarms: arrows move, Space and Ctrl tick, Shift ticks a stretch, Enter makes the map go there. */
export function AlarmList({ list, columns, onColumns }: AlarmListProps) {
  const { t } = useTranslation('alarms')
  const words = useAlarmWords()
  const language = useLanguage()
  const mayTick = useRight('alarm.acknowledge')
  const acknowledging = usePendingAcknowledgements()
  const working = usePendingDeeds()
  const { alarmId } = useSelection()
  const { index, view } = list
  const at = useMemo(() => index.indexOf(alarmId), [index, alarmId])
  const [box, widthPx, remPx] = useListWidth<HTMLDivElement>()
  const { ids, template } = useMemo(
    () => fitColumns(columns, widthPx, remPx, language),
    [columns, widthPx, remPx, language],
  )
  const keys = useListKeys(list, at, mayTick)

  const clickRow = (line: number, event: MouseEvent) => {
    const row = index.at(line)
    if (row?.kind !== 'alarm') return
    if (event.shiftKey && mayTick) list.tickTo(line, at)
    else if ((event.ctrlKey || event.metaKey) && mayTick) list.toggleTick(row.alarm.id)
    else {
      list.anchorAt(row.alarm.id)
      choose(row.alarm, true)
    }
  }
  const style: CSSProperties & Record<'--alarm-columns', string> = { '--alarm-columns': template }
  return (
    <div className={styles.list} ref={box} style={style}>
      <div className={styles.head}>
        <AlarmColumns
          columns={ids}
          sorting={list.sorting}
          onSort={list.setSorting}
          onSize={(id, drawnPx) => onColumns(sizeColumn(columns, id, drawnPx))}
        />
        <Waiting alarms={list.waiting} words={words} onShow={list.hold.release} />
      </div>
      <div className={styles.rows} {...list.hold.handlers}>
        {list.status === 'loading' ? (
          <Loading />
        ) : list.status === 'ended' ? (
          <Failed code={list.endedCode} />
        ) : index.count === 0 ? (
          <Empty>
            {isFiltered(list.filter) && view.filtered > 0
              ? t('emptyFiltered', { count: view.filtered })
              : view.aside > 0
                ? t('emptyAside', { count: view.aside })
                : t('empty')}
          </Empty>
        ) : (
          <VirtualList
            label={t('title')}
            count={index.count}
            activeIndex={at === -1 ? undefined : at}
            activeId={at === -1 ? undefined : `alarm-row-${alarmId}`}
            isHeading={(line) => index.at(line)?.kind === 'group'}
            onKeyDown={keys}
            rowKey={(line) => {
              const row = index.at(line)
              return row?.kind === 'alarm' ? row.alarm.id : (row?.group.key ?? '')
            }}
            onRowClick={clickRow}
            renderRow={(line) => {
              const row = index.at(line)
              if (row?.kind === 'group')
                return (
                  <GroupRow group={row.group} isCollapsed={row.isCollapsed} words={words} onToggle={list.toggleGroup} />
                )
              if (row?.kind !== 'alarm') return undefined
              const current = list.current(row.alarm)
              const { id } = row.alarm
              return (
                <AlarmRow
                  alarm={current ?? row.alarm}
                  words={words}
                  columns={ids}
                  isSelected={id === alarmId}
                  isTicked={list.ticked.has(id)}
                  pending={acknowledging.has(id) ? 'acknowledging' : working.has(id) ? 'working' : undefined}
                  isGone={current === undefined}
                  mayTick={mayTick}
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

const choose = (alarm: Alarm, locate: boolean) =>
  select(
    { alarmId: alarm.id, deviceId: alarm.deviceId, ...(alarm.incidentId && { incidentId: alarm.incidentId }) },
    { locate },
  )

/** What the keys do while the list has the focus. @param at line of the chosen alarm, or -1 */
function useListKeys(list: AlarmListState, at: number, mayTick: boolean) {
  const { index } = list
  /** The next alarm in a direction; headers are stepped over. With Shift the stretch goes along. */
  const move = (from: number, step: number, isStretch: boolean) => {
    const direction = Math.sign(step)
    let line = Math.max(0, Math.min(index.count - 1, from + step))
    while (index.at(line)?.kind === 'group') line += direction
    const row = index.at(line)
    if (row?.kind !== 'alarm') return
    if (isStretch && mayTick) list.tickTo(line, at)
    else list.anchorAt(row.alarm.id)
    choose(row.alarm, false)
  }
  return (event: KeyboardEvent) => {
    const row = index.at(at)
    const go = (from: number, step: number) => move(from, step, event.shiftKey)
    const steps: Partial<Record<string, () => void>> = {
      ArrowDown: () => go(at, 1),
      ArrowUp: () => go(at === -1 ? index.count : at, -1),
      PageDown: () => go(at, pageRows),
      PageUp: () => go(at, -pageRows),
      Home: () => go(-1, 1),
      End: () => go(index.count, -1),
    }
    const step = steps[event.key]
    if (step) step()
    else if (event.key === 'a' && event.ctrlKey && mayTick) list.tickAll()
    else if (event.key === 'Escape' && list.ticked.size > 0) list.clearTicks()
    else if (row?.kind !== 'alarm') return
    else if (event.key === ' ' && mayTick) list.toggleTick(row.alarm.id)
    else if (event.key === 'Enter') choose(row.alarm, true)
    else if (event.key === 'ArrowLeft') list.toggleGroup(row.group.key)
    else return
    event.preventDefault()
  }
}

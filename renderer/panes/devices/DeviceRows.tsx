import { useMemo, useState, type CSSProperties, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { select, useDeviceStates, useRegistry, useSelection } from '../../feed'
import { useLanguage } from '../../i18n'
import { Button, Checkbox, Empty, VirtualList } from '../../widgets'
import { useListWidth } from '../alarms/useListWidth'
import { deviceStateName } from '../device/deviceState'
import { fitColumns, shapes, type DeviceColumnsSetting } from './columns'
import { DeviceRow } from './DeviceRow'
import { noFilter } from './filterDevices'
import type { DeviceListState } from './useDeviceList'
import { blocksAround, useSightSamples } from './useSightSamples'
import styles from './DevicesPane.module.css'
import rowStyles from './DeviceRow.module.css'

const pageRows = 15

/** The rows: arrows choose, Space and Ctrl tick, Shift ticks a stretch, Enter makes the map go there. */
export function DeviceRows({ list, setting }: { list: DeviceListState; setting: DeviceColumnsSetting }) {
  const { t } = useTranslation('devices')
  const registry = useRegistry()
  const words = useAlarmWords()
  const language = useLanguage()
  const { bytes } = useDeviceStates()
  const { deviceId } = useSelection()
  const { rows, ticks, alarms } = list
  const [box, widthPx, remPx] = useListWidth<HTMLDivElement>()
  const { columns, template } = useMemo(
    () => fitColumns(setting, widthPx, remPx, language),
    [setting, widthPx, remPx, language],
  )
  const [[from, to], setSight] = useState<[from: number, to: number]>([0, 0])
  const inSight = useMemo(
    () => Array.from(rows.subarray(from, to)).flatMap((row) => registry.devices.ids[row] ?? []),
    [rows, from, to, registry],
  )
  const samples = useSightSamples(inSight)
  const chosenRow = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
  const at = useMemo(() => (chosenRow === undefined ? -1 : rows.indexOf(chosenRow)), [rows, chosenRow])
  const idAt = (line: number) => registry.devices.ids[rows[line] ?? -1]
  const choose = (line: number, locate: boolean) => {
    const id = idAt(line)
    if (id !== undefined) select({ deviceId: id }, { locate })
  }
  const clickRow = (line: number, event: MouseEvent) => {
    const id = idAt(line)
    if (id === undefined) return
    if (event.shiftKey) ticks.stretch(at === -1 ? line : at, line)
    else if (event.ctrlKey || event.metaKey) ticks.toggle(id)
    else choose(line, true)
  }
  const keys = (event: KeyboardEvent) => {
    const id = idAt(at)
    const move = (line: number) => {
      const next = Math.max(0, Math.min(rows.length - 1, line))
      if (event.shiftKey) ticks.stretch(at === -1 ? next : at, next)
      choose(next, false)
    }
    const steps: Partial<Record<string, () => void>> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at === -1 ? rows.length - 1 : at - 1),
      PageDown: () => move(at + pageRows),
      PageUp: () => move(at - pageRows),
      Home: () => move(0),
      End: () => move(rows.length - 1),
    }
    const step = steps[event.key]
    if (step) step()
    else if (event.key === 'a' && event.ctrlKey) ticks.all()
    else if (event.key === 'Escape' && ticks.ids.size > 0) ticks.clear()
    else if (event.key === ' ' && id !== undefined) ticks.toggle(id)
    else if (event.key === 'Enter') choose(at, true)
    else return
    event.preventDefault()
  }
  const isAllTicked = rows.length > 0 && ticks.ids.size >= rows.length
  const style: CSSProperties & Record<'--device-columns', string> = { '--device-columns': template }
  return (
    <div className={styles.list} ref={box} style={style}>
      <div className={`${rowStyles.row} ${rowStyles.columns}`}>
        <Checkbox
          isChecked={isAllTicked}
          isDisabled={rows.length === 0}
          label={t('tickAll', { count: rows.length })}
          onChange={() => (isAllTicked ? ticks.clear() : ticks.all())}
        />
        <span />
        {columns.map((column) => {
          const key = shapes[column].sort
          const isSorted = list.sorting.by === key
          return (
            <span key={column} className={`${rowStyles.cell} ${rowStyles[column]}`}>
              {key === undefined ? (
                t(`column.${column}`)
              ) : (
                <button type="button" aria-pressed={isSorted} onClick={() => list.sortBy(key)}>
                  {t(`column.${column}`)}
                  {isSorted && (list.sorting.isDescending ? ' ↑' : ' ↓')}
                </button>
              )}
            </span>
          )
        })}
      </div>
      <div className={styles.rows}>
        {list.total === 0 ? (
          <Empty>{t('noDevices')}</Empty>
        ) : rows.length === 0 ? (
          <div className={styles.none}>
            <Empty>{t('noneFound')}</Empty>
            <Button
              onClick={() => {
                list.setFilter(noFilter)
                list.setSought('')
              }}
            >
              {t('showAll', { count: list.total })}
            </Button>
          </div>
        ) : (
          <VirtualList
            label={t('title')}
            count={rows.length}
            activeIndex={at === -1 ? undefined : at}
            activeId={at === -1 ? undefined : `device-row-${deviceId}`}
            onKeyDown={keys}
            onRowClick={clickRow}
            onSight={(first, last) => {
              const next = blocksAround(first, last)
              setSight((known) => (known[0] === next[0] && known[1] === next[1] ? known : next))
            }}
            rowKey={(line) => idAt(line) ?? String(line)}
            renderRow={(line) => {
              const row = rows[line] ?? -1
              const id = registry.devices.ids[row]
              return (
                id !== undefined && (
                  <DeviceRow
                    id={id}
                    type={registry.deviceType(row)}
                    state={deviceStateName(bytes[row])}
                    alarms={alarms.get(id)}
                    firstPoint={registry.devices.firstPoints[row] ?? 0}
                    samples={samples}
                    words={words}
                    columns={columns}
                    isSelected={id === deviceId}
                    isTicked={ticks.ids.has(id)}
                    onTick={ticks.toggle}
                  />
                )
              )
            }}
          />
        )}
      </div>
    </div>
  )
}

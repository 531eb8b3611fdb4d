import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { deviceStateCodes, type DeviceId, type ErrorCode } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useCollection, useDeviceStates, useRegistry, type Registry } from '../../feed'
import { useLanguage } from '../../i18n'
import { deviceStateName } from '../device/deviceState'
import { ancestorsOf } from '../../registry/treeRows'
import { useNamedItems } from '../../registry/useNamedItems'
import { createDeviceBook, type Above, type DeviceBook, type FacetColumn } from './deviceBook'
import { createDeviceText } from './deviceText'
import {
  filterDevices,
  noFilter,
  toggleValue,
  type DeviceFilter,
  type Facet,
  type FilteredDevices,
} from './filterDevices'
import { ranksOf, rankOfState, sortRows, type SortKey, type Sorting } from './sortDevices'
import { standingAlarms, type StandingAlarms } from './standingAlarms'
import { useCalm } from './useCalm'
import { useDeviceLabels } from './useDeviceLabels'

/** States change five times a second, alarms in floods; figures and order follow once a second. ms */
const calmMs = 1_000

export interface DeviceListState {
  /** Rows of the registry, as filtered and sorted. */
  rows: Int32Array
  counts: FilteredDevices['counts']
  /** All devices of the registry. */
  total: number
  filter: DeviceFilter
  setFilter(filter: DeviceFilter): void
  toggle(facet: Facet, value: string): void
  sought: string
  setSought(text: string): void
  sorting: Sorting
  sortBy(key: SortKey): void
  alarms: ReadonlyMap<string, StandingAlarms>
  ticks: Ticks
  /** Why tags, groups and organisations could not be read. */
  labelCode: ErrorCode | undefined
}

export interface Ticks {
  ids: ReadonlySet<DeviceId>
  toggle(id: DeviceId): void
  /** Ticks all lines between two, and nothing else. */
  stretch(fromLine: number, toLine: number): void
  all(): void
  clear(): void
}

/** The list of devices: what is sought, chosen and ticked, and what follows from it. */
export function useDeviceList(): DeviceListState {
  const registry = useRegistry()
  const [filter, setFilter] = useState(noFilter)
  const [sought, setSought] = useState('')
  const [sorting, setSorting] = useState<Sorting>({ by: 'registry', isDescending: false })
  const { bytes, version } = useDeviceStates()
  const stateVersion = useCalm(version, calmMs)
  const items = useCalm(useCollection('alarm.changed').items, calmMs)
  const alarms = useMemo(() => standingAlarms(items.values()), [items])
  const { labels, code: labelCode } = useDeviceLabels()
  const above = useAbove()
  const book = useMemo(() => createDeviceBook(registry, labels, above), [registry, labels, above])
  const text = useMemo(() => createDeviceText(registry, (row) => tagsOf(book, row)), [registry, book])
  // Typing goes on while the list still shows what was typed before.
  const deferred = useDeferredValue(sought)
  const matches = useMemo(() => text.match(deferred), [text, deferred])
  const { rows: found, counts } = useMemo(
    () =>
      filterDevices(book, filter, matches, {
        state: { ids: stateNames, of: bytes },
        alarm: alarmColumn(registry, alarms),
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the bytes are filled in place; `stateVersion` says when
    [book, filter, matches, alarms, registry, bytes, stateVersion],
  )
  const rankOf = useRanks(registry, sorting.by, bytes, alarms)
  const rows = useMemo(
    () =>
      rankOf ? sortRows(found, rankOf, sorting.isDescending) : sorting.isDescending ? found.slice().reverse() : found,
    [found, rankOf, sorting.isDescending],
  )
  return {
    rows,
    counts,
    total: book.inService,
    filter,
    setFilter,
    toggle: (facet, value) => setFilter((known) => toggleValue(known, facet, value)),
    sought,
    setSought,
    sorting,
    sortBy: (by) => setSorting((known) => nextSorting(known, by)),
    alarms,
    ticks: useTicks(registry, rows),
    labelCode,
  }
}

/** What organisations and groups stand below. */
function useAbove(): Above {
  const organisations = useNamedItems('organisation.changed')
  const groups = useNamedItems('deviceGroup.changed')
  return useMemo(
    () => ({ organisation: ancestorsOf(organisations), group: ancestorsOf(groups) }),
    [organisations, groups],
  )
}

/** Names by the byte that stands for them. */
const stateNames = Array.from({ length: Object.keys(deviceStateCodes).length }, (_, code) => deviceStateName(code))

function tagsOf({ labels: { tag } }: DeviceBook, row: number): string | undefined {
  const numbers = tag.of.subarray(tag.starts[row], tag.starts[row + 1])
  return numbers.length === 0 ? undefined : [...numbers].map((number) => tag.ids[number]).join('\n')
}

function alarmColumn(registry: Registry, alarms: ReadonlyMap<string, StandingAlarms>): FacetColumn {
  const of = new Int32Array(registry.devices.ids.length).fill(-1)
  for (const id of alarms.keys()) {
    const row = registry.deviceIndex(id)
    if (row !== undefined) of[row] = 0
  }
  return { ids: ['standing'], of }
}

/** Another column, then that column the other way round, then the registry's order again. */
const nextSorting = (known: Sorting, by: SortKey): Sorting =>
  known.by !== by
    ? { by, isDescending: false }
    : known.isDescending
      ? { by: 'registry', isDescending: false }
      : { by, isDescending: true }

/** By what a row is put into order; `undefined` for the registry's own. */
function useRanks(
  registry: Registry,
  by: SortKey,
  states: Uint8Array,
  alarms: ReadonlyMap<string, StandingAlarms>,
): ((row: number) => number) | undefined {
  const words = useAlarmWords()
  const language = useLanguage()
  const { devices } = registry
  const still = useMemo(() => {
    if (by === 'name') return ranksOf(language === 'en' ? devices.namesEn : devices.namesZh)
    if (by === 'id') return ranksOf(devices.ids)
    if (by === 'type') {
      const ranks = ranksOf(
        devices.typeIds.map((id) => registry.types.get(id)?.name[language === 'en' ? 'en' : 'zh'] ?? id),
      )
      return Uint32Array.from(devices.types, (type) => ranks[type] ?? 0)
    }
    if (by === 'place') return ranksOf(devices.ids.map((id) => words.place(id)))
    return undefined
  }, [by, devices, registry, language, words])
  return useMemo(() => {
    if (still) return (row: number) => still[row] ?? 0
    if (by === 'state') return (row: number) => rankOfState(deviceStateName(states[row]))
    if (by === 'alarms') return (row: number) => -(alarms.get(devices.ids[row] ?? '')?.count ?? 0)
    return undefined
  }, [still, by, states, alarms, devices])
}

function useTicks(registry: Registry, rows: Int32Array): Ticks {
  const [ids, setIds] = useState<ReadonlySet<DeviceId>>(new Set())
  // The same for as long as the list lives: rows draw anew only for what they show.
  const toggle = useCallback(
    (id: DeviceId) =>
      setIds((known) => {
        const next = new Set(known)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  const idsOf = (lines: Int32Array) => [...lines].flatMap((row) => registry.devices.ids[row] ?? [])
  return {
    // What has left the registry is ticked no more.
    ids: useMemo(() => new Set([...ids].filter((id) => registry.deviceIndex(id) !== undefined)), [ids, registry]),
    toggle,
    stretch: (from, to) => setIds(new Set(idsOf(rows.slice(Math.min(from, to), Math.max(from, to) + 1)))),
    all: () => setIds(new Set(idsOf(rows))),
    clear: () => setIds(new Set()),
  }
}

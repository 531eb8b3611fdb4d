import type { Alarm } from '../../../domain/contract'
import { isUnacknowledged, type Counter } from '../../alarms/rank'
import { updateSorted } from '../../alarms/updateSorted'
import { facetNames, passes, type Facet, type Facets, type Filter } from './facets'
import {
  compareBy,
  compareGroups,
  compareRaised,
  groupName,
  runsTogether,
  type AlarmGroup,
  type GroupName,
  type Grouping,
  type Sorting,
} from './groups'

export interface BookOrder {
  filter: Filter
  grouping: Grouping
  sorting: Sorting
}

/** What the book needs to know of alarms from elsewhere. */
export interface BookSource {
  facets(alarm: Alarm): Facets
  building(alarm: Alarm): string | undefined
  /** Put aside (shelved, out of service): counted, but in a list of its own. */
  isAside(alarm: Alarm): boolean
}

export type FacetCounts = Record<Facet, ReadonlyMap<string, Counter>>

export interface BookView {
  groups: readonly AlarmGroup[]
  counts: FacetCounts
  /** Alarms in the groups, how many of them wait for a hand, how many the filter hides, how many are put aside: together all there are. */
  listed: number
  unacknowledged: number
  filtered: number
  aside: number
  /** Listed since the mark was set, while one is. */
  arrived: ReadonlySet<string>
}

interface Entry {
  alarm: Alarm
  facets: Facets
  where: 'listed' | 'filtered' | 'aside'
  /** Building whose alarms may belong together; only when grouped by cause. */
  place: string | undefined
  group: GroupName | undefined
}

interface Moves {
  gone: Alarm[]
  come: Alarm[]
}

const movesOf = <K>(all: Map<K, Moves>, key: K): Moves => {
  const known = all.get(key)
  if (known) return known
  const made = { gone: [], come: [] }
  all.set(key, made)
  return made
}

/**
 * Alarms in the order of the list, in groups, with the counters of the filter: kept level change by change. One alarm among a hundred thousand costs a
 * search and a copy of its group's list, not a sort of all.
 *
 * By cause: what one incident has taken in; what came together in one building; links apart; the rest by system.
 */
export class AlarmBook {
  readonly #source: BookSource
  readonly #order: BookOrder
  readonly #entries = new Map<string, Entry>()
  readonly #groups = new Map<string, AlarmGroup>()
  /** Loose alarms of each building, oldest first. */
  readonly #places = new Map<string, readonly Alarm[]>()
  readonly #counters: Record<Facet, Map<string, Counter>> = {
    priority: new Map(),
    state: new Map(),
    system: new Map(),
    plot: new Map(),
    owner: new Map(),
  }
  readonly #totals = { listed: 0, filtered: 0, aside: 0 }
  #arrived: Set<string> | undefined
  #view: BookView

  constructor(source: BookSource, order: BookOrder) {
    this.#source = source
    this.#order = order
    this.#view = this.#look()
  }

  get view(): BookView {
    return this.#view
  }

  /** From now on counts what is newly listed, until `unmark`. */
  mark(): void {
    this.#arrived = new Set()
    this.#view = { ...this.#view, arrived: new Set() }
  }

  unmark(): void {
    this.#arrived = undefined
    this.#view = { ...this.#view, arrived: new Set() }
  }

  /**
   * Takes in what changed. Telling the same change twice does no harm.
   *
   * @param changed ids to look at; without, all
   */
  update(items: ReadonlyMap<string, Alarm>, changed?: ReadonlySet<string>): void {
    const inGroups = new Map<string, Moves>()
    const inPlaces = new Map<string, Moves>()
    const names = new Map<string, GroupName>()
    let isTouched = false
    const joins = (name: GroupName) => {
      names.set(name.key, name)
      return movesOf(inGroups, name.key)
    }
    for (const id of changed ?? new Set([...this.#entries.keys(), ...items.keys()])) {
      const old = this.#entries.get(id)
      const alarm = items.get(id)
      if (old?.alarm === alarm) continue
      isTouched = true
      if (old) {
        this.#count(old, -1)
        if (old.group) joins(old.group).gone.push(old.alarm)
        if (old.place !== undefined) movesOf(inPlaces, old.place).gone.push(old.alarm)
        this.#entries.delete(id)
      }
      if (alarm) {
        const entry = this.#enter(alarm)
        this.#entries.set(id, entry)
        this.#count(entry, 1)
        if (entry.place !== undefined) movesOf(inPlaces, entry.place).come.push(alarm)
        else if (entry.group) joins(entry.group).come.push(alarm)
      }
      this.#note(id, old?.where === 'listed')
    }
    if (!isTouched) return
    for (const [place, { gone, come }] of inPlaces) this.#regroup(place, gone, come, joins)
    for (const [key, { gone, come }] of inGroups) {
      const name = names.get(key)
      if (name) this.#settle(name, gone, come)
    }
    this.#view = this.#look()
  }

  #enter(alarm: Alarm): Entry {
    const { filter, grouping } = this.#order
    const facets = this.#source.facets(alarm)
    const entry: Entry = { alarm, facets, where: 'listed', place: undefined, group: undefined }
    if (this.#source.isAside(alarm)) return { ...entry, where: 'aside' }
    if (!passes(filter, facets, alarm)) return { ...entry, where: 'filtered' }
    if (grouping === 'none') entry.group = groupName('all')
    else if (grouping !== 'cause') entry.group = groupName(grouping, facets[grouping])
    else if (alarm.incidentId !== undefined) entry.group = groupName('incident', alarm.incidentId)
    else if (alarm.priority === 'commloss') entry.group = groupName('commloss')
    else {
      entry.place = this.#source.building(alarm)
      if (entry.place === undefined) entry.group = groupName('system', facets.system)
    }
    return entry
  }

  #count({ facets, alarm, where }: Entry, by: 1 | -1): void {
    this.#totals[where] += by
    for (const facet of facetNames) {
      const value = facets[facet] ?? ''
      const known = this.#counters[facet].get(value) ?? { unacknowledged: 0, all: 0 }
      const all = known.all + by
      const unacknowledged = known.unacknowledged + (isUnacknowledged(alarm) ? by : 0)
      if (all === 0) this.#counters[facet].delete(value)
      else this.#counters[facet].set(value, { all, unacknowledged })
    }
  }

  #note(id: string, wasListed: boolean): void {
    if (!this.#arrived) return
    if (this.#entries.get(id)?.where !== 'listed') this.#arrived.delete(id)
    else if (!wasListed) this.#arrived.add(id)
  }

  /** Sorts the alarms of one building anew into what came together and what stands for itself. */
  #regroup(place: string, gone: Alarm[], come: Alarm[], joins: (name: GroupName) => Moves): void {
    const alarms = updateSorted(this.#places.get(place) ?? [], gone, come, compareRaised)
    if (alarms.length === 0) this.#places.delete(place)
    else this.#places.set(place, alarms)
    const together = new Map<string, GroupName>()
    for (const run of runsTogether(alarms)) {
      const name = groupName('together', place, run[0]?.id)
      for (const { id } of run) together.set(id, name)
    }
    for (const alarm of alarms) {
      const entry = this.#entries.get(alarm.id)
      if (!entry) continue
      const name = together.get(alarm.id) ?? groupName('system', entry.facets.system)
      if (entry.group?.key === name.key) continue
      if (entry.group) joins(entry.group).gone.push(alarm)
      joins(name).come.push(alarm)
      entry.group = name
    }
  }

  #settle(name: GroupName, gone: Alarm[], come: Alarm[]): void {
    const old = this.#groups.get(name.key)
    const alarms = updateSorted(old?.alarms ?? [], gone, come, compareBy[this.#order.sorting])
    if (alarms.length === 0) this.#groups.delete(name.key)
    else
      this.#groups.set(name.key, {
        ...name,
        alarms,
        cause: name.causeId === undefined ? undefined : this.#entries.get(name.causeId)?.alarm,
        unacknowledged:
          (old?.unacknowledged ?? 0) + come.filter(isUnacknowledged).length - gone.filter(isUnacknowledged).length,
      })
  }

  #look(): BookView {
    const groups = [...this.#groups.values()].sort(compareGroups(compareBy[this.#order.sorting]))
    return {
      groups,
      counts: { ...this.#counters },
      ...this.#totals,
      unacknowledged: groups.reduce((sum, { unacknowledged }) => sum + unacknowledged, 0),
      arrived: new Set(this.#arrived),
    }
  }
}

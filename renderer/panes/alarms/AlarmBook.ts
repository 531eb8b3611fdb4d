import type { Alarm } from '../../../domain/contract'
import { CauseFinder } from '../../../domain/alarm/flood/CauseFinder'
import { Together } from '../../../domain/alarm/flood/Together'
import type { TwinGraph } from '../../../domain/alarm/flood/TwinGraph'
import { isUnacknowledged, type Counter } from '../../alarms/rank'
import { updateSorted } from '../../alarms/updateSorted'
import { facetNames, passes, type Facet, type Facets, type Filter } from './facets'
import {
  compareBy,
  compareGroups,
  groupName,
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
  /** What one failure reaches. */
  graph: TwinGraph
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
 * search, a look at its neighbours in time and a copy of its group's list, not a sort of all. Only an alarm that says that something has failed for others
 * makes all of them be looked at anew.
 *
 * By cause: what one incident has taken in; what follows from a failure of power, water or air; what came together in one building; links apart; the rest by
 * system.
 */
export class AlarmBook {
  readonly #source: BookSource
  readonly #order: BookOrder
  readonly #entries = new Map<string, Entry>()
  readonly #groups = new Map<string, AlarmGroup>()
  /** Loose alarms of each building, in runs of what came together. */
  readonly #places = new Map<string, Together>()
  readonly #causes: CauseFinder
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
    this.#causes = new CauseFinder(source.graph)
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
    const names = new Map<string, GroupName>()
    /** Loose alarms whose run may be another one now. */
    const moved = new Set<string>()
    const joins = (name: GroupName) => {
      names.set(name.key, name)
      return movesOf(inGroups, name.key)
    }
    let isTouched = false
    for (const id of this.#toLookAt(items, changed)) {
      const old = this.#entries.get(id)
      const alarm = items.get(id)
      if (!old && !alarm) continue
      const entry = alarm && this.#enter(alarm)
      if (old && entry && old.alarm === alarm && isSamePlace(old, entry)) continue
      isTouched = true
      if (old) {
        this.#count(old, -1)
        if (old.group) joins(old.group).gone.push(old.alarm)
      }
      const staysLoose = old && entry && old.place === entry.place && old.alarm.raisedAtMs === entry.alarm.raisedAtMs
      if (old?.place !== undefined && !staysLoose) this.#leave(old.place, old.alarm, moved)
      if (entry) {
        this.#entries.set(id, entry)
        this.#count(entry, 1)
        if (entry.place !== undefined) {
          if (!staysLoose) this.#placeOf(entry.place).add(entry.alarm, moved)
          moved.add(id)
        } else if (entry.group) joins(entry.group).come.push(entry.alarm)
      } else this.#entries.delete(id)
      this.#note(id, old?.where === 'listed')
    }
    if (!isTouched) return
    for (const id of moved) this.#regroup(id, joins)
    for (const [key, { gone, come }] of inGroups) {
      const name = names.get(key)
      if (name) this.#settle(name, gone, come)
    }
    this.#view = this.#look()
  }

  /** What changed; all there is when something has failed, or works again, that others follow from. */
  #toLookAt(items: ReadonlyMap<string, Alarm>, changed: ReadonlySet<string> | undefined): Iterable<string> {
    const all = () => new Set([...this.#entries.keys(), ...items.keys()])
    const asked = changed ?? all()
    if (this.#order.grouping !== 'cause') return asked
    let isOther = false
    for (const id of asked) {
      const alarm = items.get(id)
      if (this.#entries.get(id)?.alarm !== alarm && this.#causes.take(id, alarm)) isOther = true
    }
    return isOther ? all() : asked
  }

  #placeOf(place: string): Together {
    const known = this.#places.get(place)
    if (known) return known
    const made = new Together()
    this.#places.set(place, made)
    return made
  }

  #leave(place: string, alarm: Alarm, moved: Set<string>): void {
    const together = this.#placeOf(place)
    together.remove(alarm, moved)
    if (together.size === 0) this.#places.delete(place)
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
    else this.#enterByCause(entry)
    return entry
  }

  #enterByCause(entry: Entry): void {
    const { alarm, facets } = entry
    const causeId = this.#causes.causeOf(alarm)?.alarm.id ?? (this.#causes.isSource(alarm.id) ? alarm.id : undefined)
    if (causeId !== undefined) entry.group = groupName('failure', causeId, causeId)
    else if (alarm.priority === 'commloss') entry.group = groupName('commloss')
    else {
      entry.place = this.#source.graph.buildingOf(alarm.deviceId)
      if (entry.place === undefined) entry.group = groupName('system', facets.system)
    }
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

  /** Brings a loose alarm to those that came with it, or to its system when it stands for itself. */
  #regroup(id: string, joins: (name: GroupName) => Moves): void {
    const entry = this.#entries.get(id)
    if (entry?.place === undefined) return
    const run = this.#places.get(entry.place)?.runOf(id)
    const name =
      run && run.size > 1 ? groupName('together', entry.place, run.key) : groupName('system', entry.facets.system)
    if (entry.group?.key === name.key) return
    if (entry.group) joins(entry.group).gone.push(entry.alarm)
    joins(name).come.push(entry.alarm)
    entry.group = name
  }

  #settle(name: GroupName, gone: Alarm[], come: Alarm[]): void {
    const old = this.#groups.get(name.key)
    const alarms = updateSorted(old?.alarms ?? [], gone, come, compareBy[this.#order.sorting])
    if (alarms.length === 0) this.#groups.delete(name.key)
    else
      this.#groups.set(name.key, {
        ...name,
        alarms,
        cause: this.#causeOf(name, alarms),
        unacknowledged:
          (old?.unacknowledged ?? 0) + come.filter(isUnacknowledged).length - gone.filter(isUnacknowledged).length,
      })
  }

  #causeOf({ kind, of, causeId }: GroupName, [first]: readonly Alarm[]): Alarm | undefined {
    const id = kind === 'together' && first ? this.#places.get(of)?.runOf(first.id)?.firstId : causeId
    return id === undefined ? undefined : this.#entries.get(id)?.alarm
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

/** Whether an alarm that is the same stands where it stood; where its neighbours decide, they are asked later. */
const isSamePlace = (old: Entry, entry: Entry): boolean =>
  old.where === entry.where &&
  old.place === entry.place &&
  (entry.place !== undefined || old.group?.key === entry.group?.key)

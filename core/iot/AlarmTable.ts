import type { AlarmDefinition, AlarmSettingValues, DeviceType } from '../../domain/contract'
import { applySetting, isSwitchedOff } from '../../domain/alarm/applySetting'
import { type Comparator, comparatorCodes, compileCondition, measureCodes } from '../../domain/alarm/comparator'
import { LinkList, PointLinks } from './PointLinks'
import type { Registry } from './Registry'

/** One alarm that one device can raise: a row of the alarm table. */
export interface AlarmRow {
  readonly deviceIndex: number
  /** As the device has it: what its type says, with what it has of its own. */
  readonly definition: AlarmDefinition
  /** False for an alarm that is switched off, or that the device's type has no more. */
  readonly isEnabled: boolean
}

/** What a device has of its own; `undefined`: nothing. */
export type SettingOf = (deviceIndex: number, definitionId: string) => AlarmSettingValues | undefined
/** Properties that an expression of a device's type names. */
export type NamesIn = (deviceIndex: number, expression: string) => readonly string[]

const noRows: readonly number[] = []

/**
 * Every alarm that any device can raise, as columns. Rows are only ever added: what a type has no more is switched off, so that an open alarm never changes its row.
 * Most points have no rows, and a sample of such a one costs two comparisons.
 */
export class AlarmTable {
  /** What of a value is compared, and how. */
  measures = new Uint8Array(0)
  codes = new Uint8Array(0)
  limits = new Float64Array(0)
  releaseLimits = new Float64Array(0)
  readonly sets: (ReadonlySet<number> | undefined)[] = []
  /** What the measure needs: the set value or the other point of a deviation, the number of a rate's window. */
  references = new Float64Array(0)
  /** Point whose value is compared; -1 of an expression, an event and silence of the whole device. */
  points = new Int32Array(0)
  /** Length of the window of each rate, ms. */
  readonly rateWindowsMs: number[] = []
  /** Rows that compare the point's own value; and rows that look at it too, before them `~row` of those that it may suppress. */
  readonly direct = new PointLinks()
  readonly others = new PointLinks()
  /** Rows that stand when nothing is heard of their point. */
  readonly silences = new Set<number>()

  readonly #registry: Registry
  readonly #namesIn: NamesIn
  readonly #settingOf: SettingOf
  readonly #rows: AlarmRow[] = []
  readonly #rowsOfDevice: (number[] | undefined)[] = []
  /** Points at which each device's rows are laid. */
  readonly #linked: ({ readonly firstPoint: number; readonly count: number } | undefined)[] = []
  readonly #direct = new LinkList()
  readonly #others = new LinkList()
  readonly #looks = new WeakMap<AlarmDefinition, Looks>()
  readonly #comparators = new WeakMap<AlarmDefinition, Comparator | 'none'>()
  readonly #compared = new WeakMap<AlarmDefinition, { with: AlarmDefinition; difference: Difference }>()

  constructor(registry: Registry, namesIn: NamesIn, settingOf: SettingOf) {
    this.#registry = registry
    this.#namesIn = namesIn
    this.#settingOf = settingOf
    this.#growPoints()
    for (let index = 0; index < registry.deviceCount; index++) {
      this.#layOut(index, [])
      this.#link(index)
    }
  }

  get size(): number {
    return this.#rows.length
  }

  row(row: number): AlarmRow {
    const found = this.#rows[row]
    if (!found) throw new RangeError(`no alarm row ${row}`)
    return found
  }

  /** Row of a device's alarm. */
  find(deviceIndex: number, definitionId: string): number | undefined {
    return this.#rowsOfDevice[deviceIndex]?.find((row) => this.#rows[row]?.definition.id === definitionId)
  }

  /** Rows of the alarms of the device that have the same group as the row. */
  group(row: number): readonly number[] {
    const { deviceIndex, definition } = this.row(row)
    const { firstOutGroup } = definition
    if (firstOutGroup === undefined) return noRows
    return this.among(deviceIndex, (other) => other.firstOutGroup === firstOutGroup)
  }

  /** Rows of a device that an event raises. */
  raisedBy(deviceIndex: number, event: string): readonly number[] {
    return this.among(deviceIndex, ({ condition: c }) => c.kind === 'event' && c.event === event)
  }

  /** Rows of a device that an event clears. */
  clearedBy(deviceIndex: number, event: string): readonly number[] {
    return this.among(deviceIndex, ({ condition: c }) => c.kind === 'event' && c.clearEvent === event)
  }

  /** Rows of a device that stand while it is offline. */
  whenOffline(deviceIndex: number): readonly number[] {
    return this.among(deviceIndex, ({ condition }) => condition.kind === 'offline')
  }

  /** Rows of a device that stand when nothing is heard of their point. */
  silencesOf(deviceIndex: number): readonly number[] {
    return this.among(deviceIndex, ({ condition }) => condition.kind === 'stale')
  }

  private among(deviceIndex: number, isMeant: (definition: AlarmDefinition) => boolean): readonly number[] {
    const own = this.#rowsOfDevice[deviceIndex]
    if (!own) return noRows
    return own.filter((row) => this.row(row).isEnabled && isMeant(this.row(row).definition))
  }

  /**
   * The devices are of another version of their type, new, or retired; their points may go by other numbers.
   *
   * @returns rows whose alarm is another one, or on or off, from now on
   */
  update(deviceIndexes: readonly number[]): number[] {
    this.#growPoints()
    const changed: number[] = []
    for (const index of deviceIndexes) {
      const looksElse = this.#layOut(index, changed)
      if (looksElse || this.#linked[index]?.firstPoint !== this.#firstPointOf(index)) this.#link(index)
    }
    return changed
  }

  /** Gives a row what its device has of its own now. */
  adopt(row: number): void {
    const { deviceIndex, definition } = this.row(row)
    const type = this.#registry.slotAt(deviceIndex)?.type
    const byType = type?.alarms.find(({ id }) => id === definition.id)
    if (byType) this.#set(row, deviceIndex, byType)
  }

  /**
   * @param changed gets the rows that are others than before
   * @returns whether any of them looks at something else than before
   */
  #layOut(deviceIndex: number, changed: number[]): boolean {
    const isRetired = this.#registry.isRetired(deviceIndex)
    const definitions = (!isRetired && this.#registry.typeAt(deviceIndex)?.alarms) || []
    const known = this.#rowsOfDevice[deviceIndex]
    for (const row of known ?? []) {
      const { definition, isEnabled } = this.row(row)
      if (!isEnabled || definitions.some(({ id }) => id === definition.id)) continue
      this.#switchOff(row)
      changed.push(row)
    }
    let looksElse = false
    for (const definition of definitions) {
      const there = known && this.find(deviceIndex, definition.id)
      const row = there ?? this.#append(deviceIndex)
      const before = this.#rows[row]
      this.#set(row, deviceIndex, definition)
      const after = this.row(row)
      const difference = before ? this.#compare(before.definition, after.definition) : 'looksElse'
      if (difference === 'looksElse') looksElse = true
      if (difference !== 'none' || before?.isEnabled !== after.isEnabled) changed.push(row)
    }
    return looksElse
  }

  /** Versions of a type mostly leave its alarms as they are; devices share what their type says of them. */
  #compare(before: AlarmDefinition, after: AlarmDefinition): Difference {
    if (before === after) return 'none'
    const known = this.#compared.get(after)
    if (known?.with === before) return known.difference
    const difference =
      JSON.stringify(before) === JSON.stringify(after)
        ? 'none'
        : JSON.stringify(looksAt(before)) === JSON.stringify(looksAt(after))
          ? 'judgesElse'
          : 'looksElse'
    this.#compared.set(after, { with: before, difference })
    return difference
  }

  #append(deviceIndex: number): number {
    const row = this.#rows.length
    const own = this.#rowsOfDevice[deviceIndex]
    if (own) own.push(row)
    else this.#rowsOfDevice[deviceIndex] = [row]
    if (row >= this.codes.length) this.#grow(Math.max(64, Math.ceil(row * 1.5)))
    return row
  }

  #grow(size: number): void {
    this.measures = grown(new Uint8Array(size), this.measures)
    this.codes = grown(new Uint8Array(size), this.codes)
    this.limits = grown(new Float64Array(size), this.limits)
    this.releaseLimits = grown(new Float64Array(size), this.releaseLimits)
    this.references = grown(new Float64Array(size), this.references)
    this.points = grown(new Int32Array(size), this.points)
  }

  #set(row: number, deviceIndex: number, byType: AlarmDefinition): void {
    const own = this.#settingOf(deviceIndex, byType.id)
    const isEnabled = !own || !isSwitchedOff(byType, own)
    const definition = own ? applySetting(byType, own) : byType
    const before = this.#rows[row]?.definition.condition
    this.#rows[row] = { deviceIndex, definition, isEnabled }
    const { condition } = definition
    if (condition.kind === 'stale') this.silences.add(row)
    else if (before?.kind === 'stale') this.silences.delete(row)
    const comparator = this.#comparatorOf(definition)
    this.measures[row] = comparator?.measure ?? measureCodes.value
    this.codes[row] = comparator && isEnabled ? comparator.code : comparatorCodes.never
    this.limits[row] = comparator?.limit ?? 0
    this.releaseLimits[row] = comparator?.releaseLimit ?? 0
    if (comparator?.set) this.sets[row] = comparator.set
    if (condition.kind === 'deviation' && 'value' in condition.from) this.references[row] = condition.from.value
    if (condition.kind === 'rate' && (before?.kind !== 'rate' || before.windowMs !== condition.windowMs))
      this.references[row] = this.rateWindowsMs.push(condition.windowMs) - 1
  }

  /** Devices share what their type says of them. */
  #comparatorOf(definition: AlarmDefinition): Comparator | undefined {
    let known = this.#comparators.get(definition)
    if (known === undefined) {
      known = compileCondition(definition.condition) ?? 'none'
      this.#comparators.set(definition, known)
    }
    return known === 'none' ? undefined : known
  }

  #switchOff(row: number): void {
    this.#rows[row] = { ...this.row(row), isEnabled: false }
    this.codes[row] = comparatorCodes.never
  }

  #growPoints(): void {
    this.direct.grow(this.#registry.pointCount)
    this.others.grow(this.#registry.pointCount)
  }

  #firstPointOf(deviceIndex: number): number {
    return this.#registry.table.firstPoints[deviceIndex] ?? 0
  }

  /** Which rows of a device look at which points: at its own alone. */
  #link(deviceIndex: number): void {
    const before = this.#linked[deviceIndex]
    if (before) {
      this.direct.clear(before.firstPoint, before.count)
      this.others.clear(before.firstPoint, before.count)
    }
    const firstPoint = this.#firstPointOf(deviceIndex)
    const type = this.#registry.typeAt(deviceIndex)
    this.#linked[deviceIndex] = { firstPoint, count: type?.properties.length ?? 0 }
    const rows = this.#rowsOfDevice[deviceIndex] ?? []
    const direct = this.#direct.clear()
    const others = this.#others.clear()
    const looks = rows.map((row) => this.#looksOf(row, type))
    const pointOf = (place: number) => (place === -1 ? -1 : firstPoint + place)
    // What suppresses comes first: what it suppresses must not be raised by the same sample.
    rows.forEach((row, at) => {
      for (const place of looks[at]?.suppressors ?? []) others.push(firstPoint + place, ~row)
    })
    rows.forEach((row, at) => {
      const look = looks[at]
      if (!look) return
      this.points[row] = pointOf(look.own)
      if (look.reference !== undefined) this.references[row] = pointOf(look.reference)
      if (look.own !== -1) direct.push(firstPoint + look.own, row)
      for (const place of look.others) others.push(firstPoint + place, row)
    })
    this.direct.add(direct)
    this.others.add(others)
  }

  /** At which properties of its device a row looks: the same for all devices of a version of a type that have nothing of their own. */
  #looksOf(row: number, type: DeviceType | undefined): Looks {
    const { deviceIndex, definition } = this.row(row)
    const known = this.#looks.get(definition)
    if (known && known.of === type) return known
    const { condition, suppressedWhen, isLifeSafety } = definition
    const placeOf = (property: string): number => type?.properties.findIndex(({ id }) => id === property) ?? -1
    const placesOf = (properties: readonly string[]): number[] =>
      properties.map(placeOf).filter((place) => place !== -1)
    const reference =
      condition.kind === 'deviation' && 'property' in condition.from ? condition.from.property : undefined
    const named = condition.kind === 'expression' ? this.#namesIn(deviceIndex, condition.expression) : []
    const made: Looks = {
      of: type,
      own: 'property' in condition ? placeOf(condition.property) : -1,
      reference: reference === undefined ? undefined : placeOf(reference),
      others: placesOf(reference === undefined ? named : [reference]),
      suppressors: isLifeSafety ? [] : placesOf((suppressedWhen ?? []).map(({ property }) => property)),
    }
    this.#looks.set(definition, made)
    return made
  }
}

/** Places of the properties that an alarm looks at, in a version of a type; -1: it is not there. */
interface Looks {
  readonly of: DeviceType | undefined
  readonly own: number
  /** Of what its own is held against. */
  readonly reference: number | undefined
  readonly others: readonly number[]
  readonly suppressors: readonly number[]
}

/** Of two versions of an alarm: whether it looks at other points, or judges otherwise what it sees. */
type Difference = 'none' | 'judgesElse' | 'looksElse'

/** What of a definition decides which points its rows look at. */
function looksAt({ condition, suppressedWhen, isLifeSafety }: AlarmDefinition): unknown {
  return [
    condition.kind,
    'property' in condition ? condition.property : undefined,
    'expression' in condition ? condition.expression : undefined,
    condition.kind === 'deviation' ? condition.from : undefined,
    suppressedWhen?.map(({ property }) => property),
    isLifeSafety,
  ]
}

function grown<T extends { set(from: T): void }>(next: T, before: T): T {
  next.set(before)
  return next
}

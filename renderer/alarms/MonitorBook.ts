import type { Alarm, AlarmPriority } from '../../domain/contract'
import { familiesByMonitor, monitors, type Monitor } from '../../domain/indicators/definitions'
import { isSettled, isUnacknowledged, priorityOrder, type Counter } from './rank'

export interface MonitorAlarms {
  worst: AlarmPriority | undefined
  counts: Record<AlarmPriority, Counter>
}

type Counters = Record<AlarmPriority, Counter>

const zero = (): Counter => ({ unacknowledged: 0, all: 0 })
const noCounters = (): Counters => ({
  urgent: zero(),
  important: zero(),
  minor: zero(),
  notice: zero(),
  commloss: zero(),
})

/** Alarms of each monitor, counted by family of systems and kept level change by change: what a frame costs is what changed in it. */
export class MonitorBook {
  readonly #familyOf: (alarm: Alarm) => string | undefined
  /** What is counted, and where: an alarm may have changed its state since, never its device. */
  readonly #counted = new Map<string, { alarm: Alarm; family: string }>()
  readonly #families = new Map<string, Counters>()
  #view: ReadonlyMap<Monitor, MonitorAlarms> = new Map()

  constructor(familyOf: (alarm: Alarm) => string | undefined) {
    this.#familyOf = familyOf
    this.#renew()
  }

  /** Another object whenever it says something else. */
  get view(): ReadonlyMap<Monitor, MonitorAlarms> {
    return this.#view
  }

  /** @param changed ids that came, changed or went; absent when all may have */
  update(items: ReadonlyMap<string, Alarm>, changed?: Iterable<string>): void {
    let isChanged = false
    if (!changed) for (const id of this.#counted.keys()) if (!items.has(id)) isChanged = this.#count(id, undefined)
    for (const id of changed ?? items.keys()) isChanged = this.#count(id, items.get(id)) || isChanged
    if (isChanged) this.#renew()
  }

  /** @returns whether a counter moved */
  #count(id: string, alarm: Alarm | undefined): boolean {
    const before = this.#counted.get(id)
    if (before?.alarm === alarm) return false
    if (before) this.#add(before.family, before.alarm, -1)
    this.#counted.delete(id)
    const isCounted = alarm !== undefined && !isSettled(alarm)
    if (isCounted) {
      const family = before?.family ?? this.#familyOf(alarm) ?? ''
      this.#counted.set(id, { alarm, family })
      this.#add(family, alarm, 1)
    }
    return before !== undefined || isCounted
  }

  #add(family: string, alarm: Alarm, one: 1 | -1): void {
    const counters = this.#families.get(family) ?? noCounters()
    this.#families.set(family, counters)
    const counter = counters[alarm.priority]
    counter.all += one
    if (isUnacknowledged(alarm)) counter.unacknowledged += one
  }

  #renew(): void {
    this.#view = new Map(
      monitors.map((monitor) => {
        const counts = noCounters()
        for (const family of familiesByMonitor[monitor]) {
          const counters = this.#families.get(family)
          if (!counters) continue
          for (const priority of priorityOrder) {
            counts[priority].all += counters[priority].all
            counts[priority].unacknowledged += counters[priority].unacknowledged
          }
        }
        return [monitor, { worst: priorityOrder.find((priority) => counts[priority].all > 0), counts }]
      }),
    )
  }
}

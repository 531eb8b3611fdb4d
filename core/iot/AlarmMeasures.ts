import { RateWindows } from '../../domain/alarm/RateWindows'
import { measureCodes } from '../../domain/alarm/comparator'
import { expressionHolds } from '../../domain/alarm/expressionCondition'
import type { ConditionOf } from './alarmExpressions'
import type { AlarmTable } from './AlarmTable'
import { roomFor } from './PointLinks'
import { eachMove, type Registry } from './Registry'

/** Takes what rows compare from what was heard. Nothing is allocated for a sample, but by expressions. */
export class AlarmMeasures {
  /** Latest good value of each point that rows look at; `NaN` before there is one. */
  values: Float64Array
  readonly #table: AlarmTable
  readonly #registry: Registry
  readonly #conditionOf: ConditionOf
  readonly #rates: RateWindows
  /** Latest rate of each window. */
  #lastRates: Float64Array

  constructor(table: AlarmTable, registry: Registry, conditionOf: ConditionOf) {
    this.#table = table
    this.#registry = registry
    this.#conditionOf = conditionOf
    this.values = new Float64Array(registry.pointCount).fill(NaN)
    this.#rates = new RateWindows(table.rateWindowsMs)
    this.#lastRates = new Float64Array(table.rateWindowsMs.length).fill(NaN)
  }

  /** The registry has more points now, or points by other numbers. */
  update(moved: Uint32Array): void {
    this.values = roomFor(this.values, this.#registry.pointCount, (size) => new Float64Array(size).fill(NaN))
    eachMove(moved, (from, to) => (this.values[to] = this.values[from] ?? NaN))
    const { rateWindowsMs } = this.#table
    this.#rates.grow(rateWindowsMs)
    this.#lastRates = roomFor(this.#lastRates, rateWindowsMs.length, (size) => new Float64Array(size).fill(NaN))
  }

  /**
   * What the row compares, now that its own point has a new value.
   *
   * @returns `NaN` when it cannot be said yet: then nothing is decided
   */
  ofSample(row: number, value: number, sourceAtMs: number): number {
    const { measures, references } = this.#table
    const measure = measures[row] ?? 0
    if (measure === measureCodes.value) return value
    if (measure === measureCodes.rise || measure === measureCodes.fall || measure === measureCodes.change) {
      const window = references[row] ?? 0
      const rate = this.#rates.push(window, value, sourceAtMs)
      this.#lastRates[window] = rate
      return ofRate(measure, rate)
    }
    return this.ofState(row)
  }

  /** The same, when something else has changed: another point that the row looks at, or its limit. */
  ofState(row: number): number {
    const { measures, references, points } = this.#table
    const measure = measures[row] ?? 0
    // Something was heard: it is silent no more.
    if (measure === measureCodes.silence) return 0
    if (measure === measureCodes.expression) return this.#ofExpression(row)
    const value = this.values[points[row] ?? -1] ?? NaN
    if (measure === measureCodes.value) return value
    if (measure === measureCodes.fromValue) return Math.abs(value - (references[row] ?? NaN))
    if (measure === measureCodes.fromPoint) return Math.abs(value - (this.values[references[row] ?? -1] ?? NaN))
    return ofRate(measure, this.#lastRates[references[row] ?? 0] ?? NaN)
  }

  #ofExpression(row: number): number {
    const { deviceIndex, definition } = this.#table.row(row)
    const device = this.#registry.slotAt(deviceIndex)
    if (!device || definition.condition.kind !== 'expression') return NaN
    const condition = this.#conditionOf(device.type, definition.condition.expression)
    if (!condition) return NaN
    const holds = expressionHolds(
      condition,
      device.type,
      (property) => this.values[device.properties.get(property)?.point ?? -1],
    )
    return holds === undefined ? NaN : Number(holds)
  }
}

const ofRate = (measure: number, rate: number): number =>
  measure === measureCodes.rise ? rate : measure === measureCodes.fall ? -rate : Math.abs(rate)

import type { Property } from '../contract'

/** What a property adds up to over time: a counter by its steps, a rate by the time that it holds. */
export type Meter = { readonly kind: 'counter' } | { readonly kind: 'rate'; readonly unitMs: number }

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** Rates by unit: of how much time they speak, and the unit of what they add up to. */
const rates = new Map<string, { unitMs: number; total: string }>([
  ['W', { unitMs: hourMs, total: 'Wh' }],
  ['kW', { unitMs: hourMs, total: 'kWh' }],
  ['MW', { unitMs: hourMs, total: 'MWh' }],
  ['kvar', { unitMs: hourMs, total: 'kvarh' }],
  ['m³/h', { unitMs: hourMs, total: 'm³' }],
  ['t/h', { unitMs: hourMs, total: 't' }],
  ['L/min', { unitMs: minuteMs, total: 'L' }],
  ['L/s', { unitMs: secondMs, total: 'L' }],
])

/** @returns `undefined` for what adds up to nothing: a temperature, a state */
export function meterOf({ type, unit, isCounter }: Property): Meter | undefined {
  if (type !== 'number') return undefined
  if (isCounter) return { kind: 'counter' }
  const rate = unit === undefined ? undefined : rates.get(unit)
  return rate && { kind: 'rate', unitMs: rate.unitMs }
}

/** Unit of the property's total, as shown. */
export const totalUnitOf = ({ unit, isCounter }: Property): string | undefined =>
  unit === undefined || isCounter ? unit : rates.get(unit)?.total

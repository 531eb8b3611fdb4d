/** A unit as a property shows it: value × factor + offset is the value in the dimension's base unit. */
interface Unit {
  readonly dimension: string
  readonly factor: number
  readonly offset: number
}

const table: Readonly<Record<string, readonly (readonly [symbols: string, factor: number, offset?: number])[]>> = {
  temperature: [
    ['℃ °C', 1],
    ['K', 1, -273.15],
    ['℉ °F', 5 / 9, -160 / 9],
  ],
  pressure: [
    ['Pa', 1],
    ['hPa mbar', 100],
    ['kPa', 1e3],
    ['MPa', 1e6],
    ['bar', 1e5],
    ['mmH2O', 9.80665],
  ],
  length: [
    ['m', 1],
    ['mm', 1e-3],
    ['cm', 1e-2],
    ['km', 1e3],
  ],
  volume: [
    ['m³ m3', 1],
    ['L l', 1e-3],
    ['mL ml', 1e-6],
  ],
  flow: [
    ['m³/h m3/h', 1],
    ['L/s', 3.6],
    ['L/min', 0.06],
    ['L/h', 1e-3],
    ['m³/s', 3_600],
  ],
  speed: [
    ['m/s', 1],
    ['km/h', 1 / 3.6],
  ],
  mass: [
    ['kg', 1],
    ['g', 1e-3],
    ['t', 1e3],
  ],
  density: [
    ['mg/m³ mg/m3', 1],
    ['µg/m³ μg/m³ ug/m3', 1e-3],
    ['g/m³', 1e3],
    ['mg/L', 1e3],
  ],
  mixture: [
    ['ppm', 1],
    ['ppb', 1e-3],
  ],
  power: [
    ['W', 1],
    ['kW', 1e3],
    ['MW', 1e6],
  ],
  energy: [
    ['kWh', 1],
    ['Wh', 1e-3],
    ['MWh', 1e3],
    ['J', 1 / 3.6e6],
    ['MJ', 1 / 3.6],
    ['GJ', 1e3 / 3.6],
  ],
  voltage: [
    ['V', 1],
    ['mV', 1e-3],
    ['kV', 1e3],
  ],
  current: [
    ['A', 1],
    ['mA', 1e-3],
    ['kA', 1e3],
  ],
  frequency: [
    ['Hz', 1],
    ['kHz', 1e3],
    ['MHz', 1e6],
    ['GHz', 1e9],
  ],
  time: [
    ['s', 1],
    ['ms', 1e-3],
    ['min', 60],
    ['h', 3_600],
    ['d', 86_400],
  ],
  share: [
    ['%', 1],
    ['%RH', 1],
    ['‰', 0.1],
  ],
  angle: [
    ['°', 1],
    ['rad', 180 / Math.PI],
  ],
  illuminance: [
    ['lx lux', 1],
    ['klx', 1e3],
  ],
  data: [
    ['bit/s bps', 1],
    ['kbit/s kbps', 1e3],
    ['Mbit/s Mbps', 1e6],
    ['Gbit/s Gbps', 1e9],
  ],
}

const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(table).flatMap(([dimension, rows]) =>
    rows.flatMap(([symbols, factor, offset = 0]) =>
      symbols.split(' ').map((symbol): [string, Unit] => [symbol, { dimension, factor, offset }]),
    ),
  ),
)

export const isKnownUnit = (symbol: string): boolean => units.has(symbol)

/** Whether a difference of two values of the unit is not a value of it: temperatures. */
export const hasOffset = (symbol: string): boolean => units.get(symbol)?.dimension === 'temperature'

/**
 * How a value in one unit becomes one in another: × factor + offset.
 *
 * @returns `undefined` where there is no way: other dimensions, or a unit that is not known and not the same
 */
export function conversion(from: string, to: string): { factor: number; offset: number } | undefined {
  if (from === to) return { factor: 1, offset: 0 }
  const a = units.get(from)
  const b = units.get(to)
  if (!a || !b || a.dimension !== b.dimension) return undefined
  return { factor: a.factor / b.factor, offset: (a.offset - b.offset) / b.factor }
}

import { GraphicSymbol, type SymbolPath } from '../../../contract'

/** Width of lines in the house style, on a box of 48. */
const thin = 1.5

/** A line in the element's ink. */
export const line = (d: string, lineWidth = thin): SymbolPath => ({ d, line: 'line', fill: 'none', lineWidth })
/** A body: its outline in the element's line ink, filled in its filling ink. */
export const body = (d: string, lineWidth = thin): SymbolPath => ({ d, line: 'line', fill: 'fill', lineWidth })
/** A spot in the element's line ink: painted as a line as wide as itself. */
export const dot = (x: number, y: number, size = 4): SymbolPath => line(`M${x} ${y}h0.01`, size)

export const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`
export const box = (x: number, y: number, width: number, height: number): string =>
  `M${x} ${y}h${width}v${height}h${-width}Z`

/** Symbols of one class of the library. */
export const symbolsOf =
  (systemKey: string, width = 48, height = 48) =>
  (id: string, [zh, en]: readonly [zh: string, en: string], ...paths: readonly SymbolPath[]): GraphicSymbol =>
    GraphicSymbol.parse({ id, name: { zh, en }, systemKey, width, height, paths })

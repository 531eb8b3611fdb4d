import { GraphicSymbol } from '../../contract'
import { parsePath, writePath } from './pathData'

/** A symbol drawn in another width, lines and all; its ratio stays. One that cannot be drawn so stays as it is. */
export function scaleSymbol(symbol: GraphicSymbol, width: number): GraphicSymbol {
  const scale = width / symbol.width
  const to2 = (length: number) => Math.round(length * 100) / 100
  const scaled = {
    ...symbol,
    width: to2(width),
    height: to2(symbol.height * scale),
    paths: symbol.paths.map((path) => ({
      ...path,
      d: writePath(parsePath(path.d) ?? [], [scale, 0, 0, scale, 0, 0]) ?? '',
      lineWidth: Math.min(40, to2(path.lineWidth * scale)),
    })),
  }
  return GraphicSymbol.safeParse(scaled).data ?? symbol
}

import type { GraphicSymbol } from '../../domain/contract'
import { inkOf } from './inks'

/** A symbol by itself, in the inks of a plant at rest: for lists of the library. The word stands beside it. */
export function SymbolPicture({
  symbol,
  className,
}: {
  symbol: Pick<GraphicSymbol, 'width' | 'height' | 'paths'>
  className?: string | undefined
}) {
  // Lines on the edge of the box are not cut.
  const edge = Math.max(...symbol.paths.map(({ lineWidth }) => lineWidth)) / 2
  return (
    <svg
      className={className}
      viewBox={[-edge, -edge, symbol.width + 2 * edge, symbol.height + 2 * edge].join(' ')}
      aria-hidden
    >
      {symbol.paths.map(({ d, line, fill, lineWidth }, at) => (
        <path
          key={at}
          d={d}
          stroke={inkOf(line === 'line' ? 'normal' : line)}
          fill={inkOf(fill === 'fill' ? 'faint' : fill)}
          strokeWidth={lineWidth}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  )
}

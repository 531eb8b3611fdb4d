import { useTranslation } from 'react-i18next'
import { inkOf } from '../inks'
import { strokeOf, type SymbolPartProps } from './parts'
import styles from '../Graphics.module.css'

/** A large symbol has no thicker lines than the plant around it: they grow with it by so much. */
const thickest = 1.25
/** Strokes as wide as this are spots and bars: they grow with the symbol. */
const spotWidth = 3

/** A symbol of the library in the inks of its element. One that the library has no more leaves its frame, so that nobody takes the place for empty. */
export function SymbolPart({ element, animated, symbol }: SymbolPartProps) {
  const { t } = useTranslation('graphics')
  const { width, height } = element.frame
  if (!symbol)
    return (
      <g>
        <title>{t('noSymbol', { id: element.symbolId })}</title>
        <rect width={width} height={height} className={styles.lost} />
        <text x={width / 2} y={height / 2} fontSize={Math.min(width, height) / 3} className={styles.lostWord}>
          ?
        </text>
      </g>
    )
  const { stroke, fill, strokeDasharray } = strokeOf(element.style, animated)
  const { symbol: drawing } = symbol
  const [across, down] = [width / drawing.width, height / drawing.height]
  const thinner = Math.min(1, thickest / Math.sqrt(across * down))
  return (
    <g
      transform={`scale(${across} ${down})`}
      strokeDasharray={animated.isBlind ? '3 2' : element.style.isDashed ? strokeDasharray : undefined}
    >
      {drawing.paths.map((path, at) => (
        <path
          key={at}
          d={path.d}
          stroke={path.line === 'line' ? stroke : inkOf(path.line)}
          fill={path.fill === 'fill' ? fill : inkOf(path.fill)}
          strokeWidth={path.lineWidth < spotWidth ? path.lineWidth * thinner : path.lineWidth}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </g>
  )
}

import type { ReactNode } from 'react'
import type { Graphic, GraphicElement } from '../../domain/contract'
import type { EffectiveSymbol } from '../../domain/graphics/effective'
import { ElementView } from './ElementView'
import { inkOf } from './inks'
import { ReadingsProvider, type Readings } from './Readings'
import styles from './Graphics.module.css'

export interface GraphicSheetProps {
  readonly graphic: Pick<Graphic, 'sheet' | 'elements'>
  readonly symbols: ReadonlyMap<string, EffectiveSymbol>
  /** As `useLiveReadings` has them. */
  readonly readings: Readings
  /** Somebody clicked an element that has an action, or pressed Enter on it. Without it nothing is there to be clicked. */
  readonly onAct?: ((element: GraphicElement) => void) | undefined
  /** Told by the screen reader. */
  readonly label: string
  readonly className?: string | undefined
  /** Drawn above the elements, in units of the sheet. */
  readonly children?: ReactNode
}

/** A whole graphic, as large as the box it is put into. */
export function GraphicSheet({ graphic, symbols, readings, onAct, label, className, children }: GraphicSheetProps) {
  const { sheet, elements } = graphic
  return (
    <svg
      className={[styles.sheet, className].filter(Boolean).join(' ')}
      viewBox={`0 0 ${sheet.width} ${sheet.height}`}
      role="group"
      aria-label={label}
    >
      <rect width={sheet.width} height={sheet.height} fill={inkOf(sheet.ground)} />
      <ReadingsProvider value={readings}>
        {elements.map((element) => (
          <ElementView
            key={element.id}
            element={element}
            symbol={element.kind === 'symbol' ? symbols.get(element.symbolId) : undefined}
            onAct={onAct}
          />
        ))}
      </ReadingsProvider>
      {children}
    </svg>
  )
}

import type { ElementStyle, GraphicElement } from '../../../domain/contract'
import type { Animated } from '../../../domain/graphics/animate'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import type { Readings } from '../Readings'
import { inkOf } from '../inks'

/** What a part is drawn from. Its own coordinates begin at the upper left corner of its frame. */
export interface PartProps<K extends GraphicElement['kind']> {
  readonly element: Extract<GraphicElement, { kind: K }>
  readonly readings: Readings
  readonly animated: Animated
}

export type SymbolPartProps = PartProps<'symbol'> & { readonly symbol: EffectiveSymbol | undefined }

/** Lines and filling of an element as they are now: by its style, or as its animations have it. */
export function strokeOf(style: ElementStyle, animated: Animated) {
  const width = style.lineWidth
  return {
    stroke: inkOf(animated.line ?? style.line),
    fill: inkOf(animated.fill ?? style.fill),
    strokeWidth: width,
    ...(style.isDashed || animated.isBlind ? { strokeDasharray: `${width * 4} ${width * 3}` } : {}),
  }
}

/** Where a line of text begins, ends or has its middle. */
export const anchorX = (align: 'start' | 'middle' | 'end', width: number): number =>
  align === 'start' ? 0 : align === 'end' ? width : width / 2

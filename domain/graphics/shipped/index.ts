import type { Graphic, GraphicSymbol } from '../../contract'

/** Graphics that come with the product: each serves a type of device. */
export const shippedGraphics: readonly Graphic[] = []
/** Symbols that come with the product. */
export const shippedSymbols: readonly GraphicSymbol[] = []

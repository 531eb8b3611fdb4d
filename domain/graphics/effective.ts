import type { Graphic, GraphicSymbol, SavedGraphic, SavedSymbol } from '../contract'

/** A graphic as it holds: saved here, or as it comes with the product. */
export interface EffectiveGraphic {
  readonly graphic: Graphic
  /** 0 for one that nobody changed. */
  readonly version: number
  readonly origin: 'shipped' | 'changed' | 'made'
  readonly saved?: SavedGraphic['saved']
}

export interface EffectiveSymbol {
  readonly symbol: GraphicSymbol
  readonly version: number
  readonly origin: 'shipped' | 'changed' | 'made'
  /** Whether those who draw are offered it. */
  readonly isOffered: boolean
}

/** What is saved stands before what is shipped under the same id; by id, shipped ones first and in their order. */
export function effectiveGraphics(
  shipped: readonly Graphic[],
  saved: Iterable<SavedGraphic>,
): ReadonlyMap<string, EffectiveGraphic> {
  const graphics = new Map<string, EffectiveGraphic>()
  for (const graphic of shipped) graphics.set(graphic.id, { graphic, version: 0, origin: 'shipped' })
  for (const one of saved) {
    if (one.isRemoved) continue
    const origin = graphics.has(one.id) ? 'changed' : 'made'
    graphics.set(one.id, { graphic: one.graphic, version: one.version, origin, saved: one.saved })
  }
  return graphics
}

/** As graphics; one that is withdrawn stays, for the drawings that have it. */
export function effectiveSymbols(
  shipped: readonly GraphicSymbol[],
  saved: Iterable<SavedSymbol>,
): ReadonlyMap<string, EffectiveSymbol> {
  const symbols = new Map<string, EffectiveSymbol>()
  for (const symbol of shipped) symbols.set(symbol.id, { symbol, version: 0, origin: 'shipped', isOffered: true })
  for (const { id, symbol, version, state } of saved) {
    if (state === 'removed') continue
    const origin = symbols.has(id) ? 'changed' : 'made'
    symbols.set(id, { symbol, version, origin, isOffered: state === 'offered' })
  }
  return symbols
}

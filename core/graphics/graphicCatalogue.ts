import type { GraphicCatalogue } from '../../domain/graphics/checkGraphic'
import { effectiveGraphics, effectiveSymbols } from '../../domain/graphics/effective'
import { shippedGraphics, shippedSymbols } from '../../domain/graphics/shipped'
import type { Registry } from '../iot/Registry'
import type { StateView } from '../journal/Journal'

export const graphicsIn = (view: StateView) => effectiveGraphics(shippedGraphics, view.list('graphic'))
export const symbolsIn = (view: StateView) => effectiveSymbols(shippedSymbols, view.list('graphicSymbol'))

/** All that a graphic may name, as it is now. */
export function graphicCatalogue(registry: Registry, view: StateView): GraphicCatalogue {
  const [graphics, symbols] = [graphicsIn(view), symbolsIn(view)]
  return {
    typeOfDevice(id) {
      const index = registry.indexOf(id)
      return index === undefined || registry.isRetired(index) ? undefined : registry.findDevice(id)?.type
    },
    type: (id) => registry.typeOf(id),
    hasSystem: (systemKey) => hasSystem(registry, systemKey),
    hasSymbol: (id) => symbols.has(id),
    hasGraphic: (id) => graphics.has(id),
  }
}

export const hasSystem = (registry: Registry, systemKey: string): boolean =>
  registry.deviceTypes.some((type) => type.systemKey === systemKey)

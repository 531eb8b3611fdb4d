import type { GraphicSymbol } from '../../../contract'
import { plantSymbols } from './plant'
import { powerSymbols } from './power'
import { safetySymbols } from './safety'
import { siteSymbols } from './site'

/** Symbols that come with the product, by system. */
export const shippedSymbols: readonly GraphicSymbol[] = [
  ...plantSymbols,
  ...powerSymbols,
  ...safetySymbols,
  ...siteSymbols,
]

import { useMemo } from 'react'
import {
  effectiveGraphics,
  effectiveSymbols,
  type EffectiveGraphic,
  type EffectiveSymbol,
} from '../../../domain/graphics/effective'
import { shippedGraphics, shippedSymbols } from '../../../domain/graphics/shipped'
import { useCollection } from '../../feed'

export interface GraphicBook {
  status: 'loading' | 'live' | 'ended'
  endedCode?: string | undefined
  graphics: ReadonlyMap<string, EffectiveGraphic>
  symbols: ReadonlyMap<string, EffectiveSymbol>
}

/** All graphics and symbols that there are, as they hold now. */
export function useGraphicBook(): GraphicBook {
  const graphics = useCollection('graphic.changed')
  const symbols = useCollection('graphicSymbol.changed')
  const status = [graphics.status, symbols.status]
  return {
    status: status.includes('ended') ? 'ended' : status.includes('loading') ? 'loading' : 'live',
    endedCode: graphics.endedCode ?? symbols.endedCode,
    graphics: useMemo(() => effectiveGraphics(shippedGraphics, graphics.items.values()), [graphics.items]),
    symbols: useMemo(() => effectiveSymbols(shippedSymbols, symbols.items.values()), [symbols.items]),
  }
}

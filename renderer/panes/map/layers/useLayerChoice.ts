import { useCallback, useState } from 'react'
import type { Registry } from '../../../feed'
import { firstChoice, LayerChoice } from './mapLayers'

const storageKey = 'chengtai.map.layers'

function savedChoice(): LayerChoice | undefined {
  try {
    const parsed = LayerChoice.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** The layers as this person left them on this machine. */
export function useLayerChoice(registry: Registry): [LayerChoice, (choice: LayerChoice) => void] {
  const [choice, setChoice] = useState(() => savedChoice() ?? firstChoice(registry))
  const choose = useCallback((next: LayerChoice) => {
    localStorage.setItem(storageKey, JSON.stringify(next))
    setChoice(next)
  }, [])
  return [choice, choose]
}

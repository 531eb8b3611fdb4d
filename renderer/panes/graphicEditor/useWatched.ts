import { useRef } from 'react'
import type { Graphic } from '../../../domain/contract'
import { ownDeviceOf, sourcesOf } from '../../../domain/graphics/partsOf'

/** The graphic, the same object while it looks at the same values and devices: what is only moved about needs no new subscription. */
export function useWatched(graphic: Graphic): Graphic {
  const kept = useRef<{ graphic: Graphic; key: string }>(undefined)
  if (kept.current?.graphic === graphic) return graphic
  const key = JSON.stringify(
    graphic.elements.map((element) => [sourcesOf(element), ownDeviceOf(element), element.action]),
  )
  if (kept.current?.key !== key) kept.current = { graphic, key }
  return kept.current.graphic
}

import { useCallback, useEffect, useState } from 'react'
import type { KnownLayout } from '../../../layouts'
import { shippedLayouts } from '../../../layouts'
import { useDesk } from '../../desk/useDesk'

export interface LayoutBook {
  /** Nothing while they are read. */
  known: readonly KnownLayout[] | undefined
  read(): Promise<void>
}

const shipped: KnownLayout[] = shippedLayouts.map((layout) => ({ layout, source: 'shipped', versions: [layout] }))

/** All layouts that the seat may show, read again whenever the desk changed. A browser seat knows the shipped ones, to look at. */
export function useLayoutBook(): LayoutBook {
  const desk = useDesk()
  const [known, setKnown] = useState<readonly KnownLayout[]>()
  const read = useCallback(
    async () => setKnown(window.chengtai ? await window.chengtai.desk.readLayouts() : shipped),
    [],
  )
  const choices = desk?.choices
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- other choices mean that layouts were saved or removed
  useEffect(() => void read(), [read, choices])
  return { known, read }
}

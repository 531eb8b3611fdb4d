import { useEffect, useState } from 'react'
import type { DeviceType } from '../../../domain/contract'

const none: readonly DeviceType[] = []

/** The types that come with the product; loaded when they are first looked at, since they are large. */
export function usePacks(): readonly DeviceType[] {
  const [packs, setPacks] = useState(none)
  useEffect(() => {
    let isGone = false
    void import('../../../domain/packs').then(({ systemPacks }) => !isGone && setPacks(systemPacks))
    return () => {
      isGone = true
    }
  }, [])
  return packs
}

import { createElement, type ReactNode } from 'react'
import { useNow, useSeat, useSeatHeardAtMs } from '../../feed'
import { useBreakGlassCommands } from '../../seat/useBreakGlassCommands'
import { BreakGlassBanner } from './BreakGlassBanner'
import { bannersOf, type Banner } from './bannersOf'
import { LostBanner } from './LostBanner'
import { MergedBanner, MergingBanner } from './MergeBanners'
import { PeerRefusedBanner } from './PeerRefusedBanner'
import { AccompaniedBanner, AloneBanner, MinorityBanner, SuspectingBanner } from './RoleBanners'
import { StorageBanner } from './StorageBanner'

const components: Record<Banner, () => ReactNode> = {
  lost: LostBanner,
  degraded: StorageBanner,
  reserve: StorageBanner,
  shedding: StorageBanner,
  low: StorageBanner,
  alone: AloneBanner,
  accompanied: AccompaniedBanner,
  merging: MergingBanner,
  merged: MergedBanner,
  suspecting: SuspectingBanner,
  minority: MinorityBanner,
  breakGlass: BreakGlassBanner,
  peerRefused: PeerRefusedBanner,
}

/** All banners that must stand now, under the strips of every window. */
export function Banners() {
  const now = useNow()
  const seat = useSeat()
  const heardAtMs = useSeatHeardAtMs()
  const breakGlass = useBreakGlassCommands()
  return bannersOf(seat, heardAtMs, now, breakGlass.length).map((banner) =>
    createElement(components[banner], { key: banner }),
  )
}

import type { DeviceType } from '../../domain/contract'
import { networkSchemeOf } from '../../domain/access/networkSchemes'
import { deepestChain } from '../../domain/registry/checkDevice'
import type { Registry } from './Registry'
import type { Schedule } from './Schedule'

/** Silence is looked for this often. One look goes over a few numbers a device: 20,000 devices take about a tenth of a millisecond. */
const lookEveryMs = 1_000
/** A device is given this many of its shortest report periods, and at least `leastSilenceMs`, before it is called offline. */
const silentPeriods = 2.5
const leastSilenceMs = 15_000
const never = 0xffffffff
/** When nothing at all came over a link for so many looks, the link may be gone without having said so … */
const suspiciousLooks = 5
/** … and its devices are given so many looks more, until its keep-alive has found out (P5: within 15 s). */
const linkGraceLooks = 20

export type Reach = 'unknown' | 'online' | 'offline'

/** Knows which devices can be reached, by hearing them. */
export interface ReachWatch {
  /** A message of the device came over this link. Called for every message. */
  heard(deviceIndex: number, link: number): void
  /** The device, or its last will, said that it is gone. */
  lost(deviceIndex: number, link: number): void
  /** While a link is down the silence of its devices says nothing about them: they are unknown, not offline. */
  setLink(link: number, isUp: boolean): void
  /** Link over which the device was heard last; `undefined` when it never was. */
  linkOf(deviceIndex: number): number | undefined
  /** How long nothing was heard of the device, ms, to the second; `undefined` when it never was. */
  silentMs(deviceIndex: number): number | undefined
  stop(): void
}

export interface ReachWatchParts {
  registry: Registry
  /** Clock, UTC ms; only for the time that is written of a device found offline. */
  now: () => number
  schedule: Schedule
  onReach: (deviceIndex: number, reach: Reach) => void
  /**
   * The device as such is offline or back: told apart from `onReach` because a device behind a gateway that is offline has nothing wrong with it that is known.
   */
  onOffline: (deviceIndex: number, isOffline: boolean, atMs: number) => void
  /** How a device stood with the seat that drove before; without it all are unknown. */
  before?: (deviceIndex: number) => Reach
}

/**
 * Silence is counted in looks, not by the clock: a wall clock that jumps, or a machine that slept, makes no device offline.
 * A device that was never heard since the start is unknown and stays so. One that another seat heard before is given its time; if it is not heard here
 * by then it becomes unknown, not offline: over this seat's links nobody ever heard it.
 */
export function createReachWatch({ registry, now, schedule, onReach, onOffline, before }: ReachWatchParts): ReachWatch {
  let { deviceCount } = registry
  const reaches: Reach[] = Array.from({ length: deviceCount }, (_, index) => before?.(index) ?? 'unknown')
  let allowedLooks = allowances(registry)
  let heardAtLook = new Uint32Array(deviceCount)
  /** 1 while the silence of the device is counted. */
  let isCounted: Uint8Array = Uint8Array.from(reaches, (reach) => (reach === 'online' ? 1 : 0))
  /** Link by which it was heard last, plus 1; 0 for none. */
  let links = new Uint8Array(deviceCount)
  const linksUp: boolean[] = []
  const linkHeardAtLook = new Uint32Array(256)
  /** Offline behind a gateway that is offline. */
  const folded = new Set<number>()
  /** Silent, and it is not known yet whether its gateway is. */
  const undecided = new Set<number>()
  let looks = 1
  let cancel = schedule(lookEveryMs, look)

  const stopListening = registry.onChanged(({ slots, records }) => {
    if (slots.length === 0 && records.length === 0) return
    if (registry.deviceCount > deviceCount) grow(registry.deviceCount)
    allowedLooks = withAllowances(allowedLooks, registry, [...slots, ...records])
    for (const index of slots) if (registry.isRetired(index)) forget(index)
  })

  function grow(count: number): void {
    const wider = {
      heardAtLook: new Uint32Array(count),
      isCounted: new Uint8Array(count),
      links: new Uint8Array(count),
    }
    wider.heardAtLook.set(heardAtLook)
    wider.isCounted.set(isCounted)
    wider.links.set(links)
    ;({ heardAtLook, isCounted, links } = wider)
    while (reaches.length < count) reaches.push('unknown')
    deviceCount = count
  }

  /** A retired device is neither there nor gone. */
  function forget(index: number): void {
    isCounted[index] = 0
    folded.delete(index)
    undecided.delete(index)
    if (reaches[index] === 'offline') onOffline(index, false, now())
    setReach(index, 'unknown')
  }

  function look(): void {
    cancel = schedule(lookEveryMs, look)
    looks += 1
    for (let index = 0; index < deviceCount; index++) {
      if (isCounted[index] === 0) continue
      const silentLooks = looks - (heardAtLook[index] ?? 0)
      if (silentLooks > (allowedLooks[index] ?? never)) takeSilence(index, silentLooks)
    }
    for (const index of undecided) judge(index)
  }

  function takeSilence(index: number, silentLooks: number): void {
    const link = (links[index] ?? 0) - 1
    if (!linksUp[link]) return setReach(index, 'unknown')
    const isLinkSilent = looks - (linkHeardAtLook[link] ?? 0) > suspiciousLooks
    if (!isLinkSilent || silentLooks > (allowedLooks[index] ?? never) + linkGraceLooks) goOffline(index)
  }

  function setReach(index: number, reach: Reach): void {
    if (reaches[index] === reach) return
    reaches[index] = reach
    onReach(index, reach)
  }

  function goOffline(index: number): void {
    isCounted[index] = 0
    setReach(index, 'offline')
    judge(index)
  }

  /** Decides whether an offline device is itself the trouble; when its gateway has not spoken since, that is decided later. */
  function judge(index: number): void {
    const parent = registry.parents[index] ?? -1
    const isBehind = isBehindOffline(index)
    const hasParentSpoken = (heardAtLook[parent] ?? 0) > (heardAtLook[index] ?? 0)
    if (!isBehind && reaches[parent] === 'online' && !hasParentSpoken) {
      undecided.add(index)
      return
    }
    undecided.delete(index)
    if (isBehind) folded.add(index)
    else onOffline(index, true, now())
  }

  function isBehindOffline(index: number): boolean {
    let above = registry.parents[index] ?? -1
    for (let depth = 0; above >= 0 && depth < deepestChain; depth++) {
      if (reaches[above] === 'offline') return true
      above = registry.parents[above] ?? -1
    }
    return false
  }

  function comeOnline(index: number): void {
    isCounted[index] = 1
    folded.delete(index)
    undecided.delete(index)
    setReach(index, 'online')
    onOffline(index, false, now())
    // What stood behind this gateway gets its time to speak; then its own silence counts.
    for (const child of folded) {
      if (isBehindOffline(child)) continue
      folded.delete(child)
      heardAtLook[child] = looks
      isCounted[child] = 1
    }
  }

  return {
    heard(index, link) {
      heardAtLook[index] = looks
      links[index] = link + 1
      linkHeardAtLook[link] = looks
      if (reaches[index] !== 'online') comeOnline(index)
    },
    lost(index, link) {
      links[index] = link + 1
      if (reaches[index] === 'offline') return
      isCounted[index] = 0
      setReach(index, 'offline')
      if (isBehindOffline(index)) folded.add(index)
      else onOffline(index, true, now())
    },
    setLink(link, isUp) {
      if (linksUp[link] === isUp) return
      linksUp[link] = isUp
      if (!isUp) return
      for (let index = 0; index < deviceCount; index++) if (links[index] === link + 1) heardAtLook[index] = looks
    },
    linkOf: (index) => (links[index] ? links[index] - 1 : undefined),
    silentMs: (index) => (links[index] ? (looks - (heardAtLook[index] ?? 0)) * lookEveryMs : undefined),
    stop() {
      cancel()
      stopListening()
    },
  }
}

/** Looks that each device may be silent. A type that reports nothing by itself is never silent. */
function allowances(registry: Registry): Uint32Array {
  const looksOf = allowanceOf(registry)
  return Uint32Array.from({ length: registry.deviceCount }, (_, index) => looksOf(index))
}

/** The same for some rows; for the others what stands there. */
function withAllowances(before: Uint32Array, registry: Registry, rows: readonly number[]): Uint32Array {
  const looksOf = allowanceOf(registry)
  const after = registry.deviceCount > before.length ? new Uint32Array(registry.deviceCount) : before
  if (after !== before) after.set(before)
  for (const row of rows) after[row] = looksOf(row)
  return after
}

function allowanceOf(registry: Registry): (index: number) => number {
  const byType = new Map<DeviceType, number>()
  const ofType = (type: DeviceType): number => {
    const known = byType.get(type)
    if (known !== undefined) return known
    const shortestMs = Math.min(...type.properties.map((property) => property.reportPeriodMs))
    const allowedMs = Math.max(silentPeriods * shortestMs, leastSilenceMs)
    byType.set(type, allowedMs)
    return allowedMs
  }
  return (index) => {
    const type = registry.typeAt(index)
    if (!type) return never
    // What a network keeps a device from being heard says nothing about the device.
    const scheme = networkSchemeOf(registry.deviceAt(index)?.network)
    const allowedMs = Math.max(ofType(type), scheme?.leastSilenceMs ?? 0)
    return Number.isFinite(allowedMs) ? Math.ceil(allowedMs / lookEveryMs) : never
  }
}

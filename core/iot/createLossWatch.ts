import type { DeviceSlot } from '../../connectors/site'
import type { GapFiller } from './createGapFiller'
import type { GapLog, OpenGap } from './createGapLog'
import type { Registry } from './Registry'
import type { Schedule } from './Schedule'
import type { Jump, SequenceLedger } from './SequenceLedger'

/** Messages overtake each other; a number that is still missing after this is missing, ms. */
const overtakingMs = 2_000
/** A loss has ended when nothing more was found missing for so long … */
const quietMs = 3_000
/** … and is closed by then at the latest: who loses all the time makes one gap a minute, ms. */
const longestLossMs = 60_000
/** When more devices than this lost something at once, it was the link that lost it. */
const mostApart = 20

/** Makes gaps of numbers that were jumped over on one link. */
export interface LossWatch {
  takeJump(device: number, jump: Jump): void
  stop(): void
}

export interface LossWatchParts {
  linkId: string
  registry: Registry
  ledger: SequenceLedger
  log: GapLog
  filler: GapFiller
  /** Devices that speak over the link. */
  devices: () => readonly DeviceSlot[]
  now: () => number
  schedule: Schedule
}

export function createLossWatch(parts: LossWatchParts): LossWatch {
  const { linkId, ledger, log, now } = parts
  /** Jumps that may still turn out to be overtaking. */
  const jumps = new Map<number, Jump>()
  /** Losses that go on, by device; `undefined` stands for the whole link. */
  const lasting = new Map<number | undefined, { gap: OpenGap; sinceMs: number; lastMs: number }>()
  const timers = new Set<() => void>()

  const after = (ms: number, act: () => void): void => {
    const cancel = parts.schedule(ms, () => {
      timers.delete(cancel)
      act()
    })
    timers.add(cancel)
  }

  /** Writes down what is still missing now that everything overtaken has come. */
  function announce(): void {
    const found = [...jumps].filter(([device]) => ledger.isShort(device))
    jumps.clear()
    if (found.length > mostApart) {
      const fromMs = Math.trunc(Math.min(...found.map(([, jump]) => jump.fromMs)))
      return open(undefined, { id: `G-${linkId}-numbers-${fromMs}`, linkId, fromMs, isKept: false })
    }
    for (const [index, { firstMissing, fromMs }] of found) {
      const device = parts.registry.slotAt(index)
      const id = `G-${device?.id ?? ''}-${firstMissing}-${Math.trunc(fromMs)}`
      if (device) open(index, { id, linkId, device, fromMs: Math.trunc(fromMs), isKept: false })
    }
  }

  function open(key: number | undefined, gap: OpenGap): void {
    const nowMs = now()
    lasting.set(key, { gap, sinceMs: nowMs, lastMs: nowMs })
    gap.missing = missingOf(gap)
    log.found(gap, 'sequence')
    after(quietMs, () => look(key))
  }

  function look(key: number | undefined): void {
    const loss = lasting.get(key)
    if (!loss) return
    const nowMs = now()
    if (nowMs - loss.lastMs < quietMs && nowMs - loss.sinceMs < longestLossMs) return after(quietMs, () => look(key))
    lasting.delete(key)
    const { gap } = loss
    gap.toMs = nowMs
    gap.missing = missingOf(gap)
    log.closed(gap)
    parts.filler.add(gap)
    parts.filler.start()
  }

  const missingOf = ({ device }: OpenGap): number => ledger.missingOf(device ? [device] : parts.devices())

  return {
    takeJump(device, jump) {
      const loss = lasting.get(device) ?? lasting.get(undefined)
      if (loss) return void (loss.lastMs = now())
      if (jumps.size === 0) after(overtakingMs, announce)
      const known = jumps.get(device)
      jumps.set(device, known ?? jump)
    },
    stop() {
      for (const cancel of timers) cancel()
      timers.clear()
    },
  }
}

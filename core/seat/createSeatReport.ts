import { deviceStateCodes, type SeatId, type SeatState } from '../../domain/contract'
import { endingCertificates } from '../../domain/access/endingCertificates'
import type { History } from '../history/History'
import type { Refusals } from '../iot/Refusals'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import type { DeviceStates } from '../live/DeviceStates'
import type { RoomGuard } from '../store/createRoomGuard'
import type { Store } from '../store/Store'
import type { Links } from './createLinks'

/** What the role of the seat comes to, as the status bar tells it. */
export type RoleReport = Pick<
  SeatState,
  | 'role'
  | 'roleSinceMs'
  | 'serviceUrl'
  | 'isDriving'
  | 'driverName'
  | 'scope'
  | 'isMinority'
  | 'peers'
  | 'pendingEntries'
  | 'pendingSubjects'
  | 'pendingFromSeq'
  | 'merge'
  | 'lastMerge'
>

/** What the seat tells of itself. */
export interface Seats {
  state(): SeatState
  stop(): void
}

/** Sizes are looked at this often: they change slowly, and asking touches the disk. */
const DISK_LOOK_MS = 10_000
/** Over which the rate of samples is taken, ms. */
const RATE_LOOK_MS = 1_000

export function createSeatReport(parts: {
  seatId: SeatId
  isDemo: boolean
  registry: Registry
  journal: Journal
  /** Counts what is heard. */
  site: { readonly sampleCount: number }
  links: Links
  deviceStates: DeviceStates
  refusals: Refusals
  history: History
  stores: readonly Store[]
  room: RoomGuard
  role: () => RoleReport
  backup: () => SeatState['backup']
  now: () => number
}): Seats {
  const { registry, journal, site, links, deviceStates, refusals, history, stores, room, now } = parts
  let databaseBytes = 0
  let samplesPerS = 0
  let counted = { samples: site.sampleCount, atMs: performance.now() }

  const lookAtDisk = async () => {
    databaseBytes = (await Promise.all(stores.map((store) => store.sizeBytes()))).reduce((sum, bytes) => sum + bytes, 0)
  }
  const look = () => void lookAtDisk().catch(() => undefined)
  look()
  const diskTimer = setInterval(look, DISK_LOOK_MS)
  const rateTimer = setInterval(() => {
    const atMs = performance.now()
    samplesPerS = Math.round(((site.sampleCount - counted.samples) * 1000) / (atMs - counted.atMs))
    counted = { samples: site.sampleCount, atMs }
  }, RATE_LOOK_MS)

  const count = (state: number) => deviceStates.count(state)
  return {
    state() {
      const { storage } = room
      // While room is made at its cost, history is held up by design.
      const soundTest = journal.view.get('soundTest', parts.seatId)
      const ending = endingCertificates(journal.view.list('certificate'), now())
      const isHistoryFailing = history.failure !== undefined && ['good', 'low'].includes(storage.state)
      return {
        seatId: parts.seatId,
        ...parts.role(),
        districtName: registry.geometry.name,
        timeZone: registry.timeZone,
        isDemo: parts.isDemo,
        links: links.states(),
        samplesPerS,
        journalPosition: journal.view.position,
        openConflicts: countOpen(journal.view.list('conflict'), ({ settled }) => settled === undefined),
        openGaps: countOpen(journal.view.list('gap'), ({ endedAtMs }) => endedAtMs === undefined),
        refusedMessages: refusals.total,
        devices: {
          total: registry.deviceCount - registry.retiredCount,
          online: count(deviceStateCodes.online),
          abnormal: count(deviceStateCodes.abnormal),
          offline: count(deviceStateCodes.offline),
          unknown: count(deviceStateCodes.unknown) - registry.retiredCount,
        },
        storage: {
          ...storage,
          ...(isHistoryFailing && { state: 'degraded' as const, reason: history.failure }),
          ...(history.dropped > 0 && {
            reason: `${history.dropped} samples lost; ${storage.reason ?? history.failure}`,
          }),
          databaseBytes,
        },
        backup: parts.backup(),
        ...(ending && { endingCertificates: ending }),
        ...(soundTest && { soundTest }),
        nowMs: now(),
      }
    },
    stop() {
      clearInterval(diskTimer)
      clearInterval(rateTimer)
    },
  }
}

function countOpen<T>(items: Iterable<T>, isOpen: (item: T) => boolean): number {
  let count = 0
  for (const item of items) if (isOpen(item)) count++
  return count
}

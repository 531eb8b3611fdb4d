import { join as joinPath } from 'node:path'
import { deviceStateCodes, type EmergencyScope } from '../../domain/contract'
import type { RankedSeat } from '../../domain/seat/coordinator'
import { roleLimits } from '../../domain/seat/seatRole'
import { syncBackups } from '../backup/syncBackups'
import { createSessionHolder, type SessionHolder } from '../channel/SessionHolder'
import type { DeviceConditions } from '../iot/createDeviceConditions'
import type { Reach } from '../iot/createReachWatch'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'
import { createPresence, type Presence } from '../shows/createPresence'
import { type Asks, createAsks } from '../sync/createAsks'
import { createLiveSink, createLiveSource } from '../sync/liveFeed'
import type { CoreOptions } from './CoreOptions'
import type { CoreTools } from './CoreTools'
import type { Driving, Mandate } from './createDriving'
import { createHelm } from './createHelm'
import type { HistoryReader } from './createHistoryReader'
import { createRoleKeeper, type RoleKeeper } from './createRoleKeeper'
import type { SiteSide } from './createSiteSide'
import type { Installation } from './joinInstallation'
import type { OpenDistrict } from './openDistrict'
import type { SeatFiles } from './openFiles'
import type { ScopeFilter } from './ScopeFilter'
import { every } from './timers'

/** A console that lost its service dials it again every 5 s at the latest, and shakes hands within 1 s. */
const lookAroundMs = 6_000

/** A seat among the others: its links to them, what it hears from whoever drives, its own role, and who sits at it. */
export interface SeatPlace {
  readonly installation: Installation
  readonly keeper: RoleKeeper
  readonly presence: Presence
  /** Of all windows of the seat. */
  readonly seatSession: SessionHolder
  readonly asks: Asks
  /** A backup of this seat is there for the others to fetch. */
  offerBackup(): void
}

/** Of a device whose alarm stands the journal knows; what is missing is whether it is reached. */
const reachOf = (state: number): Reach =>
  state === deviceStateCodes.offline
    ? 'offline'
    : state === deviceStateCodes.online || state === deviceStateCodes.abnormal
      ? 'online'
      : 'unknown'

/** @returns once the other seats may dial in; it drives nothing before its keeper is started */
export async function createSeatPlace(parts: {
  options: CoreOptions
  files: SeatFiles
  self: RankedSeat & { readonly name: string }
  district: OpenDistrict
  live: LiveState
  deviceStates: DeviceStates
  conditions: DeviceConditions
  siteSide: SiteSide
  /** What this seat drives while its service is away. */
  scope: EmergencyScope
  scopeFilter: ScopeFilter
  /** Begins to drive. */
  drive: (mandate: Mandate) => Driving
  /** Answers others out of what was recorded here. */
  answer: HistoryReader['local']
  tools: CoreTools
}): Promise<SeatPlace> {
  const { options, self, district, live, deviceStates, conditions, scopeFilter } = parts
  const { journal, history } = parts.files
  const { links, site, warm } = parts.siteSide
  const { now, schedule, onError } = parts.tools
  const { network } = options
  /** Until this seat drives or is told by another, what was said since its last run has been heard by nobody here. */
  let heardUpToMs = history.heardUpToMs
  const helm = createHelm({
    site,
    warm,
    drive(mandate) {
      // A leader that waits leaves what the site says with its broker, which keeps it; a follower listens from the first.
      links.start()
      const absence = heardUpToMs === undefined ? {} : { heardUpToMs }
      heardUpToMs = undefined
      return parts.drive({ ...mandate, ...absence })
    },
  })
  const asks = createAsks({ answer: parts.answer, schedule })
  const backups = syncBackups({
    own: options.backup?.folder,
    others: joinPath(options.dataDir, 'backups-of-others'),
    onFault: onError,
  })
  const late: { keeper?: RoleKeeper } = {}
  const feed = { districtHash: () => district.hash, numbers: district.registry }
  const installation = await district.join([
    createLiveSource({ ...feed, live, deviceStates }),
    createLiveSink({
      ...feed,
      takesFrom: (seatId) => late.keeper?.driverId() === seatId,
      onSample(point, value, timeMs, quality) {
        if (helm.isDriving) return
        heardUpToMs = undefined
        live.set(point, value, timeMs, quality)
        if (scopeFilter.hasPoint(point)) history.append(point, value, timeMs, quality)
      },
      onDeviceState(device, state) {
        if (!helm.isDriving) conditions.setReach(device, reachOf(state))
      },
    }),
    asks,
    backups,
  ])
  const seatSession = createSessionHolder()
  const presence = createPresence({ self, seatSession, visible: () => installation.peers.visible() })
  const keeper = createRoleKeeper({
    self,
    ...(network?.service && { serviceUrl: network.service.url }),
    scope: parts.scope,
    scopeFilter,
    journal,
    peers: installation.peers,
    replicator: installation.replicator,
    helm,
    consoles: () => installation.consoles.all(),
    districtHash: () => district.hash,
    people: () => presence.own(),
    limits: { ...roleLimits, lookAroundMs, ...network?.limits },
    now,
    monotonicMs: () => performance.now(),
    every: (periodMs, run) => every(periodMs)(run),
    onError,
  })
  late.keeper = keeper
  presence.onOwnChanged(() => keeper.say())
  return { installation, keeper, presence, seatSession, asks, offerBackup: () => backups.offer() }
}

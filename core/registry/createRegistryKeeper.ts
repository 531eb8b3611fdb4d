import type { Device, DeviceChange, DeviceType } from '../../domain/contract'
import { deviceAfter } from '../../domain/registry/deviceAfter'
import { createBreath } from '../history/breathe'
import type { Registry, RegistryStep, RegistryUpdate } from '../iot/Registry'
import type { Committed, Journal, StateView } from '../journal/Journal'

/** Keeps the registry in memory level with the journal. */
export interface RegistryKeeper {
  /** Resolves when everything committed before is in the registry. */
  settled(): Promise<void>
  /** Resolves when everything committed before is known to it, though devices may still wait for the new version of their type. */
  begun(): Promise<void>
  /** Whether it is so already. */
  isLevel(): boolean
  stop(): void
}

export interface RegistryKeeperParts {
  registry: Registry
  journal: Pick<Journal, 'view' | 'onCommitted'>
  /** Makes ready what must know the properties of devices before anything is heard of them. */
  prepare: (step: RegistryStep) => Promise<void>
  onError: (error: unknown) => void
}

/** Points of so many devices are made ready together: each time is a write. */
const stepDevices = 512
/** Of them so many are taken in at once, so that nobody waits: devices of ten points and ten alarms that three rules look at take some milliseconds. */
const takenAtOnce = 64

/** Devices and types that an update is about. */
interface Wanted {
  readonly devices: ReadonlySet<string>
  readonly types: ReadonlySet<string>
}

/**
 * Takes what the journal holds of devices and types into the registry: at the start all of it, then commit by commit, also those that came from other seats; what is about many devices in steps, so that
 * samples and questions come in between. What comes while one is on its way waits for its end. The document is the base; its devices are
 * kept as they were imported, so that a change that becomes void after a merge leaves no trace.
 */
export function createRegistryKeeper(parts: RegistryKeeperParts): RegistryKeeper {
  const { registry, journal } = parts
  const base = baseOf(registry)
  let waiting: { devices: Set<string>; types: Set<string>; revision: number } | undefined
  let running: Promise<void> = Promise.resolve()
  let beginning: Promise<void> = running
  let isApplying = false
  let isStopped = false

  // What is there at the start needs no preparing: whoever needs numbers looks at the registry after this.
  applyAll()

  const stop = journal.onCommitted((commit) => {
    const { devices, types } = touchedBy(commit)
    if (devices.size + types.size === 0) return
    if (waiting) {
      for (const id of devices) waiting.devices.add(id)
      for (const id of types) waiting.types.add(id)
      waiting.revision = commit.position
      return
    }
    waiting = { devices, types, revision: commit.position }
    isApplying = true
    const before = running
    beginning = new Promise((begun) => {
      running = before.then(() => applyWaiting(begun)).catch(parts.onError)
      void running.then(begun)
    })
  })

  function applyAll(): void {
    const devices = new Set([...journal.view.list('device')].map(({ id }) => id))
    const types = new Set([...journal.view.list('deviceType')].map(({ id }) => id))
    if (devices.size + types.size === 0) return
    registry.apply(updateOf({ devices, types }, Math.max(journal.view.position, registry.revision)))
  }

  const prepare = async (step: RegistryStep) => parts.prepare(step)

  async function applyWaiting(begun: () => void): Promise<void> {
    const wanted = waiting
    waiting = undefined
    if (!wanted) return
    const breathe = createBreath()
    try {
      const steps = registry.begin(updateOf(wanted, Math.max(wanted.revision, registry.revision + 1)))
      for (let step = steps.next(stepDevices); step && !isStopped; step = steps.next(stepDevices)) {
        // A disk that takes no points takes no samples of them either; what is live goes on.
        await prepare(step).catch(parts.onError)
        for (const part of partsOf(step, takenAtOnce)) {
          try {
            steps.take(part)
          } catch (error) {
            // Who could not follow must not keep the other devices from going on.
            parts.onError(error)
          }
          begun()
          await breathe()
        }
      }
    } finally {
      isApplying = waiting !== undefined
    }
  }

  function updateOf({ devices, types }: Wanted, revision: number): RegistryUpdate {
    const typesNow = [...types].flatMap((id) => typeNow(journal.view, id) ?? [])
    const known = new Set<string>(typesNow.map(({ id }) => id))
    const has = (typeId: string) => known.has(typeId) || registry.typeOf(typeId) !== undefined
    // A device of which only the change came yet, or whose type has not come, waits for the entry that brings it; that entry names it, or its type's does.
    const isOrphan = ({ id, added }: DeviceChange) =>
      added !== undefined && known.has(added.typeId) && registry.indexOf(id) === undefined
    const orphans = known.size > 0 ? [...journal.view.list('device')].filter(isOrphan) : []
    const ids = new Set<string>([...devices, ...orphans.map(({ id }) => id)])
    return {
      revision,
      types: typesNow,
      devices: [...ids].flatMap((id) => {
        const now = deviceNow(journal.view, id)
        return now && has(now.device.typeId) ? [now] : []
      }),
    }
  }

  /** The type as the journal has it; as the district had it when the journal has it no more. */
  function typeNow(view: StateView, id: string): DeviceType | undefined {
    const saved = view.get('deviceType', id)?.type
    const imported = base.types.get(id)
    return saved && saved.version >= (imported?.version ?? 0) ? saved : imported
  }

  function deviceNow(view: StateView, id: string): { device: Device; isRetired: boolean } | undefined {
    const change: DeviceChange | undefined = view.get('device', id)
    const device = deviceAfter(base.devices.get(id), change)
    if (device) return { device, isRetired: change?.retired !== undefined }
    // Added by an entry that a merge made void: its row stays, and says nothing.
    const index = registry.indexOf(id)
    const known = index === undefined ? undefined : registry.deviceAt(index)
    return known && { device: known, isRetired: true }
  }

  return {
    settled: async () => {
      // What waits is taken by the run that is queued already.
      await running
    },
    begun: () => beginning,
    isLevel: () => !isApplying,
    stop() {
      isStopped = true
      stop()
    },
  }
}

function* partsOf({ rows, devices }: RegistryStep, most: number): Generator<RegistryStep> {
  for (let at = 0; at === 0 || at < rows.length + devices.length; at += most) {
    const fromDevice = Math.max(0, at - rows.length)
    const ofDevices = Math.max(0, most - Math.max(0, rows.length - at))
    yield { rows: rows.slice(at, at + most), devices: devices.slice(fromDevice, fromDevice + ofDevices) }
  }
}

function baseOf(registry: Registry): { devices: Map<string, Device>; types: Map<string, DeviceType> } {
  const devices = new Map<string, Device>()
  for (let index = 0; index < registry.base.devices; index++) {
    const device = registry.deviceAt(index)
    if (device) devices.set(device.id, device)
  }
  return { devices, types: new Map(registry.deviceTypes.map((type) => [type.id, type])) }
}

function touchedBy({ touched }: Committed): { devices: Set<string>; types: Set<string> } {
  const devices = new Set<string>()
  const types = new Set<string>()
  for (const { kind, id } of touched) {
    if (kind === 'device') devices.add(id)
    else if (kind === 'deviceType') types.add(id)
  }
  return { devices, types }
}

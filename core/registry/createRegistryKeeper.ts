import type { Device, DeviceChange, DeviceType } from '../../domain/contract'
import { deviceAfter } from '../../domain/registry/deviceAfter'
import type { Registry, RegistryUpdate } from '../iot/Registry'
import type { Committed, Journal, StateView } from '../journal/Journal'

/** Keeps the registry in memory level with the journal. */
export interface RegistryKeeper {
  /** Resolves when everything committed before is in the registry. */
  settled(): Promise<void>
  /** Whether it is so already. */
  isLevel(): boolean
  stop(): void
}

export interface RegistryKeeperParts {
  registry: Registry
  journal: Pick<Journal, 'view' | 'onCommitted'>
  /** Makes ready what must know the properties of devices before anything is heard of them. */
  prepare: (update: RegistryUpdate) => Promise<void>
  onError: (error: unknown) => void
}

/** Devices and types that an update is about. */
interface Wanted {
  readonly devices: ReadonlySet<string>
  readonly types: ReadonlySet<string>
}

/**
 * Takes what the journal holds of devices and types into the registry: at the start all of it, then commit by commit, also those that came from other seats. The document is the base; its devices are
 * kept as they were imported, so that a change that becomes void after a merge leaves no trace.
 */
export function createRegistryKeeper(parts: RegistryKeeperParts): RegistryKeeper {
  const { registry, journal } = parts
  const base = baseOf(registry)
  let waiting: { devices: Set<string>; types: Set<string>; revision: number } | undefined
  let running: Promise<void> = Promise.resolve()
  let isApplying = false

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
    running = running.then(applyWaiting).catch(parts.onError)
  })

  function applyAll(): void {
    const devices = new Set([...journal.view.list('device')].map(({ id }) => id))
    const types = new Set([...journal.view.list('deviceType')].map(({ id }) => id))
    if (devices.size + types.size === 0) return
    registry.apply(updateOf({ devices, types }, Math.max(journal.view.position, registry.revision)))
  }

  async function applyWaiting(): Promise<void> {
    const wanted = waiting
    waiting = undefined
    if (!wanted) return
    try {
      const update = updateOf(wanted, Math.max(wanted.revision, registry.revision + 1))
      // A disk that takes no points takes no samples of them either; what is live goes on.
      await parts.prepare(update).catch(parts.onError)
      registry.apply(update)
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
    isLevel: () => !isApplying,
    stop,
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

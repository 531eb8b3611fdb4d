import type { Actor, Device } from '../../domain/contract'
import type { Registry, RegistryStep } from '../iot/Registry'
import type { Schedule } from '../iot/Schedule'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { createGrants, type Grants } from '../registry/createGrants'
import { createImports } from '../registry/createImports'
import { createRegistryKeeper } from '../registry/createRegistryKeeper'
import { createImportQueue } from '../registry/importQueue'
import { createSights, type Sights } from '../registry/createSights'
import { registryHandlers } from '../registry/registryHandlers'
import { createSystemKeys, type SystemKeys } from '../registry/SystemKeys'
import type { Store } from '../store/Store'

/** The registry level with the journal, and what people and files do to it. */
export interface RegistryDesk {
  readonly grants: Grants
  readonly sights: Sights
  readonly keys: SystemKeys
  readonly handlers: ReturnType<typeof registryHandlers>
  /** Resolves when what is committed is in the registry. */
  settled(): Promise<void>
  /** Goes on with imports that the last run had begun. */
  resume(): Promise<void>
  /** Resolves when no import writes any more. */
  stopImports(): Promise<void>
  stop(): void
}

export function createRegistryDesk(parts: {
  registry: Registry
  journal: SeatJournal
  store: Store
  /** Of the installation. */
  secret: Uint8Array
  /** Makes ready what must know the properties of devices before anything is heard of them. */
  prepare: (step: RegistryStep) => Promise<void>
  /** Names this run of the core. */
  run: string
  ticker: Ticker
  newId: () => string
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}): RegistryDesk {
  const { registry, journal, ticker, newId, now, schedule, onError } = parts
  const keeper = createRegistryKeeper({ registry, journal, prepare: parts.prepare, onError })
  const settled = () => keeper.settled()
  const keys = createSystemKeys(parts.secret)
  const grants = createGrants({ registry, journal, now })
  const sights = createSights({ registry, journal, grants, ticker, now })
  const mayManage = (actor: Actor, device: Device) => grants.may(actor, 'manage', device)
  const imports = createImports({
    registry,
    journal,
    queue: createImportQueue(parts.store),
    isLevel: () => keeper.isLevel(),
    settled,
    mayManage,
    newId,
    schedule,
    onError,
  })
  const handlers = registryHandlers({
    registry,
    journal,
    ticker,
    settled,
    begun: () => keeper.begun(),
    sights,
    mayManage,
    keys,
    imports,
    run: parts.run,
    newId,
  })
  return {
    grants,
    sights,
    keys,
    handlers,
    settled,
    resume: () => imports.resume(),
    stopImports: () => imports.stop(),
    stop() {
      handlers.stop()
      keeper.stop()
      sights.stop()
      grants.stop()
    },
  }
}

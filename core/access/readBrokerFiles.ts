import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  aclFile,
  brokerConfiguration,
  type BrokerDevice,
  fitsBrokerFiles,
  passwordFile,
} from '../../domain/access/brokerFiles'
import { Refused, SeatId } from '../../domain/contract'
import { openDuty } from '../backup/profile'
import type { Registry } from '../iot/Registry'
import { loadRegistry } from '../iot/registryStore'
import { createJournal } from '../journal/createJournal'
import { createRegistryKeeper } from '../registry/createRegistryKeeper'
import { createSealedJson } from '../sync/sealedJson'
import { accessDirectory } from './accessDirectory'
import { createCertificates } from './createCertificates'
import { hashSecret } from './deviceSecret'
import { makeRsaKey } from './x509'

export interface BrokerFilesOrder {
  dataDir: string
  /** With what the seat sealed its authority's key; without it no revocation list can be signed. */
  secret: Uint8Array | undefined
  /** How Chengtai signs in at that broker; without a password its line is not written. */
  core: { userName: string; password?: string }
  /** Where the files will lie, for `mosquitto.conf`. */
  folder: string
  now: () => number
}

export interface BrokerFiles {
  /** Text by name. */
  readonly files: Readonly<Record<string, string>>
  readonly devices: number
  /** Whose names cannot stand in such a file. */
  readonly leftOut: readonly string[]
  /** Why there is no revocation list. */
  readonly withoutRevocations?: string
}

/** Port of MQTT over TLS. */
const tlsPort = 8_883

/** What a Mosquitto of the site needs to let in whom this seat would let in. Only reads; a core may run on the data. */
export async function readBrokerFiles(order: BrokerFilesOrder): Promise<BrokerFiles> {
  const { now, folder } = order
  const store = await openDuty(join(order.dataDir, 'duty.db'), now)
  try {
    const journal = await createJournal({
      store,
      seatId: SeatId.parse('seat-tool'),
      now,
      randomBytes,
      onStorage: () => undefined,
      onFault: () => undefined,
    })
    const registry = await loadRegistry(store)
    if (!registry) throw new Refused('notFound', 'the seat has no district')
    createRegistryKeeper({ registry, journal, prepare: async () => {}, onError: () => {} }).stop()
    const directory = accessDirectory(registry)
    const keys = [...journal.view.list('deviceKey')].filter(({ id }) => directory.find(id))
    const certified = [...journal.view.list('certificate')].flatMap(({ holder, revoked }) =>
      holder.kind === 'device' && !revoked ? [holder.deviceId] : [],
    )
    const ids = new Set<string>([...keys.filter(({ revoked }) => !revoked).map(({ id }) => id), ...certified])
    const devices = [...ids].flatMap((id) => (directory.find(id) && brokerDevice(registry, id)) ?? [])
    const { userName, password } = order.core
    const core = { userName, ...(password !== undefined && { hash: hashSecret(password) }) }
    const certificates = createCertificates({
      journal,
      typeOf: (id) => registry.findDevice(id)?.type.id,
      hasType: (id) => registry.typeOf(id) !== undefined,
      sealed: createSealedJson(order.secret ?? randomBytes(32), 'access'),
      now,
      randomBytes,
      makeKey: makeRsaKey,
    })
    const list = revocationsOf(certificates)
    await journal.close()
    return {
      files: {
        passwords: passwordFile(keys, core),
        acl: aclFile(devices, core),
        'authorities.pem': certificates.authorities().join(''),
        ...('pem' in list && { 'revoked.pem': list.pem }),
        'mosquitto.conf.example': brokerConfiguration(folder, tlsPort, {
          cert: `${folder}/server.pem`,
          key: `${folder}/server.key`,
        }),
      },
      devices: devices.length,
      leftOut: [...ids].filter((id) => {
        const device = directory.find(id)
        return device && !fitsBrokerFiles(device)
      }),
      ...('reason' in list && { withoutRevocations: list.reason }),
    }
  } finally {
    await store.close()
  }
}

function revocationsOf(certificates: ReturnType<typeof createCertificates>): { pem: string } | { reason: string } {
  try {
    return certificates.revocations()
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

function brokerDevice(registry: Registry, id: string): BrokerDevice | undefined {
  const slot = registry.findDevice(id)
  if (!slot) return undefined
  const children: BrokerDevice['children'][number][] = []
  registry.parents.forEach((parent, index) => {
    const child = parent === slot.index && !registry.isRetired(index) ? registry.slotAt(index) : undefined
    if (child) children.push({ id: child.id, typeId: child.type.id, services: [...child.services.keys()] })
  })
  return { id, typeId: slot.type.id, services: [...slot.services.keys()], children }
}

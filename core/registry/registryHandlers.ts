import {
  type Actor,
  type CallName,
  type Device,
  type DeviceId,
  type FeedName,
  Refused,
  type registryEditingCalls,
} from '../../domain/contract'
import { actorOf } from '../accounts/createAccounts'
import type { CallContext, CallHandlers, FeedHandlers } from '../channel/handlers'
import type { Registry } from '../iot/Registry'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
import { createDeviceEditor } from './createDeviceEditor'
import { createDeviceQueries } from './createDeviceQueries'
import { createOnce } from './once'
import { createTypeEditor } from './createTypeEditor'

export interface RegistryHandlerParts {
  registry: Registry
  journal: SeatJournal
  ticker: Ticker
  /** Resolves when what is committed is in the registry. */
  settled: () => Promise<void>
  /** Whether the one who asks may change the device. */
  mayManage: (actor: Actor, device: Device) => boolean
}

type RegistryCall = keyof typeof registryEditingCalls & CallName
type RegistryFeed = keyof typeof registryEditingCalls & FeedName

/** At most so many devices are changed by one edit. */
const mostEdited = 20_000

const actorIn = ({ session }: CallContext): Actor => {
  if (!session.account) throw new Refused('notSignedIn')
  return actorOf(session.account)
}

/** Answers to what is asked of the registry and done to it. */
export function registryHandlers(parts: RegistryHandlerParts): {
  call: Pick<CallHandlers, RegistryCall>
  feed: Pick<FeedHandlers, RegistryFeed>
} {
  const { registry, journal, ticker } = parts
  const devices = createDeviceEditor(parts)
  const types = createTypeEditor(parts)
  const queries = createDeviceQueries({ registry, journal })
  const once = createOnce()

  const call: Pick<CallHandlers, RegistryCall> = {
    'registry.device': async ({ deviceId }) => queries.record(deviceId),
    'registry.find': async (query) => queries.find(query),
    'registry.addDevice': ({ key, device }, context) => once(key, () => devices.add(device, actorIn(context))),
    'registry.changeDevice': (change, context) => once(change.key, () => devices.change(change, actorIn(context))),
    'registry.retireDevice': ({ key, deviceId, reason }, context) =>
      once(key, () => devices.retire(deviceId, reason, actorIn(context))),
    'registry.restoreDevice': ({ key, deviceId }, context) =>
      once(key, () => devices.restore(deviceId, actorIn(context))),
    async 'registry.editDevices'(edit, context) {
      const ids = edit.deviceIds ?? idsOf(registry, edit.filter && queries.rowsOf(edit.filter))
      if (ids.length > mostEdited) throw new Refused('tooLarge', `${ids.length} devices, at most ${mostEdited}`)
      return once(edit.key, () => devices.edit([...new Set(ids)], edit, actorIn(context)))
    },
    'registry.previewDeviceType': async ({ type }) => types.preview(type),
    'registry.saveDeviceType': (change, context) => once(change.key, () => types.save(change, actorIn(context))),
  }

  const feed: Pick<FeedHandlers, RegistryFeed> = {
    'registry.changed'(_filter, sink) {
      let told = -1
      const tell = () => {
        if (told === registry.revision || !sink.hasCredit) return
        told = registry.revision
        sink.push({ revision: told })
      }
      tell()
      sink.onCredit(tell)
      return registry.onChanged(tell)
    },
    'deviceType.changed': (_filter, sink) => collectionFeed(journal, 'deviceType', sink, ticker),
  }

  return { call, feed }
}

function idsOf(registry: Registry, rows: readonly number[] | undefined): DeviceId[] {
  if (!rows) throw new Refused('badRequest', 'neither devices nor a filter')
  return rows.flatMap((row) => registry.deviceAt(row)?.id ?? [])
}

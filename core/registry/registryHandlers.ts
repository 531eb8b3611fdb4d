import {
  type Actor,
  type CallName,
  type Device,
  type DeviceId,
  type FeedName,
  type grantCalls,
  type ImportFormat,
  Refused,
  type registryEditingCalls,
  type registryImportCalls,
  type registryListCalls,
} from '../../domain/contract'
import { actorOf } from '../accounts/createAccounts'
import type { CallContext, CallHandlers, FeedHandlers } from '../channel/handlers'
import type { Registry } from '../iot/Registry'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
import { createDeviceEditor } from './createDeviceEditor'
import { createDeviceQueries } from './createDeviceQueries'
import { createListEditor } from './createListEditor'
import type { Imports } from './createImports'
import { writeTable } from './files/writeTable'
import { createOnce } from './once'
import type { SystemKeys } from './SystemKeys'
import { createTypeEditor } from './createTypeEditor'

export interface RegistryHandlerParts {
  registry: Registry
  journal: SeatJournal
  ticker: Ticker
  /** Resolves when what is committed is in the registry. */
  settled: () => Promise<void>
  /** Whether the one who asks may change the device. */
  mayManage: (actor: Actor, device: Device) => boolean
  keys: SystemKeys
  imports: Imports
  newId: () => string
}

type Own = typeof registryEditingCalls & typeof registryListCalls & typeof registryImportCalls & typeof grantCalls
type RegistryCall = keyof Own & CallName
type RegistryFeed = keyof Own & FeedName

const nothing = () => ({})
/** Rows of an export: a workbook of more takes too long to make. */
const mostExported = 100_000

const fileNameOf = (stem: string, format: ImportFormat): string => `chengtai-${stem}.${format}`

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
  const { registry, journal, ticker, imports } = parts
  const devices = createDeviceEditor(parts)
  const types = createTypeEditor(parts)
  const queries = createDeviceQueries({ registry, journal })
  const lists = createListEditor(parts)
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

    'maker.save': (change, context) => once(change.key, () => lists.saveMaker(change, actorIn(context))),
    'maker.remove': ({ key, id }, context) => once(key, () => lists.removeMaker(id, actorIn(context)).then(nothing)),
    'organisation.save': (change, context) => once(change.key, () => lists.saveOrganisation(change, actorIn(context))),
    'organisation.remove': ({ key, id }, context) =>
      once(key, () => lists.removeOrganisation(id, actorIn(context)).then(nothing)),
    'deviceGroup.save': (change, context) => once(change.key, () => lists.saveGroup(change, actorIn(context))),
    'deviceGroup.remove': ({ key, id }, context) =>
      once(key, () => lists.removeGroup(id, actorIn(context)).then(nothing)),
    'thirdPartySystem.save': (change, context) => once(change.key, () => lists.saveSystem(change, actorIn(context))),
    'thirdPartySystem.remove': ({ key, id }, context) =>
      once(key, () => lists.removeSystem(id, actorIn(context)).then(nothing)),
    'thirdPartySystem.setKey': ({ key, id, secret }, context) =>
      once(key, () => lists.setSystemKey(id, secret, actorIn(context)).then(nothing)),
    'registry.previewImport': (file, context) => imports.preview(file, actorIn(context)),
    'registry.applyImport': ({ key, importId }, context) =>
      once(key, () => imports.apply(importId, actorIn(context)).then(nothing)),
    async 'registry.dropImport'({ importId }, context) {
      imports.drop(importId, actorIn(context))
      return {}
    },
    async 'registry.export'({ filter, format, language }) {
      const rows = queries.rowsOf(filter)
      if (rows.length > mostExported) throw new Refused('tooLarge', `${rows.length} devices, at most ${mostExported}`)
      const devices = rows.flatMap((row) => registry.deviceAt(row) ?? [])
      return { fileName: fileNameOf('devices', format), content: await writeTable(format, devices, language) }
    },
    async 'registry.importTemplate'({ format, language }) {
      const example = registry.deviceAt(0)
      const content = await writeTable(format, example ? [example] : [], language)
      return { fileName: fileNameOf('devices-template', format), content }
    },
    'grant.save': (change, context) => once(change.key, () => lists.saveGrant(change, actorIn(context))),
    'grant.remove': ({ key, id }, context) => once(key, () => lists.removeGrant(id, actorIn(context)).then(nothing)),
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
    'maker.changed': (_filter, sink) => collectionFeed(journal, 'maker', sink, ticker),
    'organisation.changed': (_filter, sink) => collectionFeed(journal, 'organisation', sink, ticker),
    'deviceGroup.changed': (_filter, sink) => collectionFeed(journal, 'deviceGroup', sink, ticker),
    'thirdPartySystem.changed': (_filter, sink) => collectionFeed(journal, 'thirdPartySystem', sink, ticker),
    'registryImport.changed': (_filter, sink) => collectionFeed(journal, 'registryImport', sink, ticker),
    'grant.changed': (_filter, sink) => collectionFeed(journal, 'grant', sink, ticker),
  }

  return { call, feed }
}

function idsOf(registry: Registry, rows: readonly number[] | undefined): DeviceId[] {
  if (!rows) throw new Refused('badRequest', 'neither devices nor a filter')
  return rows.flatMap((row) => registry.deviceAt(row)?.id ?? [])
}

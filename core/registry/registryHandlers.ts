import {
  type Actor,
  type CallName,
  type Device,
  type DeviceId,
  type FeedName,
  type grantCalls,
  type ImportFormat,
  Refused,
  type registryCalls,
  type registryEditingCalls,
  type registryImportCalls,
  type registryListCalls,
  type ThirdPartySystem,
} from '../../domain/contract'
import { actorIn } from '../accounts/whoAsks'
import type { CallHandlers, FeedHandlers } from '../channel/handlers'
import type { Registry } from '../iot/Registry'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
import { feedInSight } from '../seat/inSight'
import { shownStates } from '../seat/shownStates'
import { createDeviceEditor } from './createDeviceEditor'
import { createDeviceQueries } from './createDeviceQueries'
import { createListEditor } from './createListEditor'
import type { Imports } from './createImports'
import { writeTable } from './files/writeTable'
import { onceOf } from './onceOf'
import { deviceLabels } from './deviceLabels'
import type { Sight, Sights } from './createSights'
import type { SystemKeys } from './SystemKeys'
import { deltaInSight, tableInSight } from './tableInSight'
import { createTypeEditor } from './createTypeEditor'

export interface RegistryHandlerParts {
  registry: Registry
  journal: SeatJournal
  ticker: Ticker
  /** Resolves when what is committed is in the registry. */
  settled: () => Promise<void>
  /** Resolves when it is known to the registry, though devices may still wait for their version. */
  begun: () => Promise<void>
  /** What members of organisations see. */
  sights: Sights
  /** Whether the one who asks may change the device. */
  mayManage: (actor: Actor, device: Device) => boolean
  keys: SystemKeys
  imports: Imports
  /** Names this run of the core, in which rows and points keep their numbers. */
  run: string
  newId: () => string
}

type Own = Pick<
  typeof registryCalls,
  'registry.devices' | 'registry.changes' | 'registry.deviceLabels' | 'registry.search'
> &
  typeof registryEditingCalls &
  typeof registryListCalls &
  typeof registryImportCalls &
  typeof grantCalls
type RegistryCall = keyof Own & CallName
type RegistryFeed = keyof Own & FeedName

const nothing = () => ({})
/** Rows of an export: a workbook of more takes too long to make. */
const mostExported = 100_000

const fileNameOf = (stem: string, format: ImportFormat): string => `chengtai-${stem}.${format}`

/** At most so many devices are changed by one edit. */
const mostEdited = 20_000

/** Answers to what is asked of the registry and done to it. */
export function registryHandlers(parts: RegistryHandlerParts): {
  call: Pick<CallHandlers, RegistryCall>
  feed: Pick<FeedHandlers, RegistryFeed>
  stop(): void
} {
  const { registry, journal, ticker, imports, sights } = parts
  /** Rows and points that somebody sees less of are another table. */
  const runOf = (sight: Sight | undefined): string => (sight ? `${parts.run}/${sight.key}`.slice(0, 64) : parts.run)
  const devices = createDeviceEditor(parts)
  const types = createTypeEditor(parts)
  const queries = createDeviceQueries({ registry, journal })
  const lists = createListEditor(parts)

  const call: Pick<CallHandlers, RegistryCall> = {
    async 'registry.devices'(_params, { session }) {
      const sight = sights.of(session)
      const { table } = registry
      return { ...(sight ? tableInSight(table, sight) : table), run: runOf(sight) }
    },
    async 'registry.changes'({ run: of, since }, { session }) {
      const sight = sights.of(session)
      const delta = of === runOf(sight) ? registry.changesSince(since) : undefined
      return delta ? { delta: sight ? deltaInSight(delta, sight) : delta } : {}
    },
    async 'registry.deviceLabels'(_params, { session }) {
      const sight = sights.of(session)
      if (!sight) return deviceLabels(registry)
      const { revision, deviceCount } = registry
      return deviceLabels({
        revision,
        deviceCount,
        deviceAt: (row) => (sight.sees(row) ? registry.deviceAt(row) : undefined),
      })
    },
    async 'registry.search'({ text, limit }, { session }) {
      const sight = sights.of(session)
      if (!sight) return { hits: registry.search(text, limit) }
      // The best ones may be out of sight.
      const hits = registry.search(text, registry.deviceCount)
      return { hits: hits.filter(({ kind, id }) => kind !== 'device' || sight.seesId(id)).slice(0, limit) }
    },
    'registry.device': async ({ deviceId }) => queries.record(deviceId),
    'registry.find': async (query, { session }) => queries.find(query, sights.of(session)),
    'registry.addDevice': onceOf(({ device }, context) => devices.add(device, actorIn(context))),
    'registry.changeDevice': onceOf((change, context) => devices.change(change, actorIn(context))),
    'registry.retireDevice': onceOf(({ deviceId, reason }, context) =>
      devices.retire(deviceId, reason, actorIn(context)),
    ),
    'registry.restoreDevice': onceOf(({ deviceId }, context) => devices.restore(deviceId, actorIn(context))),
    'registry.editDevices': onceOf(async (edit, context) => {
      const ids =
        edit.deviceIds ?? idsOf(registry, edit.filter && queries.rowsOf(edit.filter, sights.of(context.session)))
      if (ids.length > mostEdited) throw new Refused('tooLarge', `${ids.length} devices, at most ${mostEdited}`)
      return devices.edit([...new Set(ids)], edit, actorIn(context))
    }),
    'registry.previewDeviceType': async ({ type }) => types.preview(type),
    'registry.saveDeviceType': onceOf((change, context) => types.save(change, actorIn(context))),

    'maker.save': onceOf((change, context) => lists.saveMaker(change, actorIn(context))),
    'maker.remove': onceOf(({ id }, context) => lists.removeMaker(id, actorIn(context)).then(nothing)),
    'organisation.save': onceOf((change, context) => lists.saveOrganisation(change, actorIn(context))),
    'organisation.remove': onceOf(({ id }, context) => lists.removeOrganisation(id, actorIn(context)).then(nothing)),
    'deviceGroup.save': onceOf((change, context) => lists.saveGroup(change, actorIn(context))),
    'deviceGroup.remove': onceOf(({ id }, context) => lists.removeGroup(id, actorIn(context)).then(nothing)),
    'thirdPartySystem.save': onceOf((change, context) => lists.saveSystem(change, actorIn(context))),
    'thirdPartySystem.remove': onceOf(({ id }, context) => lists.removeSystem(id, actorIn(context)).then(nothing)),
    'thirdPartySystem.setKey': onceOf(({ id, secret }, context) =>
      lists.setSystemKey(id, secret, actorIn(context)).then(nothing),
    ),
    'registry.previewImport': (file, context) => imports.preview(file, actorIn(context)),
    'registry.applyImport': onceOf(({ importId }, context) => imports.apply(importId, actorIn(context)).then(nothing)),
    async 'registry.dropImport'({ importId }, context) {
      imports.drop(importId, actorIn(context))
      return {}
    },
    async 'registry.export'({ filter, format, language }, { session }) {
      const rows = queries.rowsOf(filter, sights.of(session))
      if (rows.length > mostExported) throw new Refused('tooLarge', `${rows.length} devices, at most ${mostExported}`)
      const devices = rows.flatMap((row) => registry.deviceAt(row) ?? [])
      return { fileName: fileNameOf('devices', format), content: await writeTable(format, devices, language) }
    },
    async 'registry.importTemplate'({ format, language }, { session }) {
      const example = sights.of(session) ? undefined : registry.deviceAt(0)
      const content = await writeTable(format, example ? [example] : [], language)
      return { fileName: fileNameOf('devices-template', format), content }
    },
    'grant.save': onceOf((change, context) => lists.saveGrant(change, actorIn(context))),
    'grant.remove': onceOf(({ id }, context) => lists.removeGrant(id, actorIn(context)).then(nothing)),
  }

  const feed: Pick<FeedHandlers, RegistryFeed> = {
    'registry.changed': (_filter, sink, { session }) =>
      feedInSight({ sights, session }, (sight) => {
        let told = -1
        let isOver = false
        const tell = () => {
          const { changes, revision } = registry.table
          if (isOver || told === changes || !sink.hasCredit) return
          told = changes
          sink.push({ revision, run: runOf(sight), changes })
        }
        tell()
        sink.onCredit(tell)
        const stop = registry.onChanged(tell)
        return () => {
          isOver = true
          stop()
        }
      }),
    'deviceType.changed': (_filter, sink) => collectionFeed(journal, 'deviceType', sink, ticker),
    'maker.changed': (_filter, sink) => collectionFeed(journal, 'maker', sink, ticker),
    'organisation.changed': (_filter, sink) => collectionFeed(journal, 'organisation', sink, ticker),
    'deviceGroup.changed': (_filter, sink) => collectionFeed(journal, 'deviceGroup', sink, ticker),
    'thirdPartySystem.changed': (_filter, sink) =>
      collectionFeed(
        journal,
        'thirdPartySystem',
        shownStates<'thirdPartySystem', ThirdPartySystem>(sink, ({ sealedKey: _key, ...facts }) => facts),
        ticker,
      ),
    'registryImport.changed': (_filter, sink) => collectionFeed(journal, 'registryImport', sink, ticker),
    'grant.changed': (_filter, sink) => collectionFeed(journal, 'grant', sink, ticker),
  }

  return {
    call,
    feed,
    stop() {
      devices.stop()
      queries.stop()
    },
  }
}

function idsOf(registry: Registry, rows: readonly number[] | undefined): DeviceId[] {
  if (!rows) throw new Refused('badRequest', 'neither devices nor a filter')
  return rows.flatMap((row) => registry.deviceAt(row)?.id ?? [])
}

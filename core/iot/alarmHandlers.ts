import { actorIn } from '../accounts/whoAsks'
import type { CallContext, CallHandlers, FeedHandlers } from '../channel/handlers'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import type { Sights } from '../registry/createSights'
import { collectionFeed } from '../seat/collectionFeed'
import { collectionInSight, itsDevice, sourcesInSight } from '../seat/inSight'
import { type Clicker, createAlarmDesk } from './createAlarmDesk'
import { createAlarmSettings } from './createAlarmSettings'
import { CLOSED_WITHIN_MS, createClosedAlarms } from './createClosedAlarms'
import type { UnsavedAlarms } from './createUnsavedAlarms'
import { readAlarmKpis } from './readAlarmKpis'
import type { Registry } from './Registry'
import { twinGraphOf } from './twinGraph'

type Names = `${'alarm' | 'alarmSetting' | 'outOfService'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

/** Alarms that have returned stay in the list this long, so that an eye that looked away finds them. */
const RETURNED_SHOWN_MS = 30_000

/** The contract's methods of alarms. */
export function alarmHandlers(parts: {
  registry: Registry
  journal: SeatJournal
  sights: Sights
  unsaved: UnsavedAlarms
  ticker: Ticker
  now: () => number
}): { call: Of<CallHandlers>; feed: Of<FeedHandlers> } {
  const { registry, journal, sights, unsaved, ticker, now } = parts
  const desk = createAlarmDesk({
    journal,
    alarmsOf: (deviceId) => registry.findDevice(deviceId)?.type.alarms,
    isUnsaved: (id) => unsaved.get(id) !== undefined,
    now,
  })
  const settings = createAlarmSettings({
    journal,
    readSettingEntries: (id) => journal.readEntriesOf({ kind: 'alarmSetting', id }),
    typeOf: (deviceId) => registry.findDevice(deviceId)?.type,
  })
  const graph = twinGraphOf(registry)
  const closed = createClosedAlarms({ journal, now })
  /** @param system key of a system, or its family */
  const devicesOf = (system: string): string[] => {
    const meant = registry.deviceTypes.filter(
      ({ systemKey }) => systemKey === system || systemKey.startsWith(`${system}.`),
    )
    const isMeant = new Set<string>(meant.map(({ id }) => id))
    const { ids, types, typeIds } = registry.table
    return ids.filter((_id, index) => isMeant.has(typeIds[types[index] ?? -1] ?? ''))
  }
  const clicker = (context: CallContext): Clicker => ({ actor: actorIn(context), rights: context.session.rights() })
  return {
    call: {
      async 'alarm.history'({ system, ...query }, { session }) {
        const sight = sights.of(session)
        const meant = system === undefined ? sight && registry.table.ids : devicesOf(system)
        const deviceIds = sight ? meant?.filter(sight.seesId) : meant
        return { alarms: await journal.readAlarms({ ...query, ...(deviceIds && { deviceIds }) }) }
      },
      'alarm.acknowledge': (click, context) => desk.acknowledge(click, clicker(context)),
      'alarm.reset': (click, context) => desk.reset(click, clicker(context)),
      async 'alarmSetting.save'(click, context) {
        await settings.save(click, clicker(context))
        return {}
      },
      'alarmSetting.history': async (of) => ({ changes: await settings.history(of) }),
      'alarm.take': (click, context) => desk.take(click, clicker(context)),
      'alarm.release': (click, context) => desk.release(click, clicker(context)),
      'alarm.shelve': (click, context) => desk.shelve(click, clicker(context)),
      'alarm.unshelve': (click, context) => desk.unshelve(click, clicker(context)),
      'alarm.comment': (click, context) => desk.comment(click, clicker(context)),
      'alarm.judge': (click, context) => desk.judge(click, clicker(context)),
      'alarm.takeOutOfService': (click, context) => desk.takeOutOfService(click, clicker(context)),
      async 'alarm.confirmOutOfService'(click, context) {
        await desk.confirmOutOfService(click, clicker(context))
        return {}
      },
      async 'alarm.returnToService'(click, context) {
        await desk.returnToService(click, clicker(context))
        return {}
      },
      async 'alarm.kpis'(time, { session }) {
        const kpis = await readAlarmKpis(journal, time, now(), graph)
        const sight = sights.of(session)
        return sight ? { ...kpis, ...sourcesInSight(kpis, sight) } : kpis
      },
    },
    feed: {
      'alarm.changed': (_filter, sink, { session }) =>
        collectionInSight(
          { sights, session },
          sink,
          (own) =>
            collectionFeed(
              journal,
              'alarm',
              own,
              ticker,
              (alarm) => alarm.state !== 'returned' || (alarm.returnedAtMs ?? 0) > now() - RETURNED_SHOWN_MS,
              unsaved,
            ),
          itsDevice,
        ),
      'alarm.closed'(_filter, sink) {
        let told: number | undefined
        const tell = () => {
          const count = closed.count()
          if (count !== told) sink.push({ count, withinMs: CLOSED_WITHIN_MS })
          told = count
        }
        tell()
        return ticker.every(1, tell)
      },
      'alarmSetting.changed': (_filter, sink, { session }) =>
        collectionInSight(
          { sights, session },
          sink,
          (own) => collectionFeed(journal, 'alarmSetting', own, ticker, ({ values }) => Object.keys(values).length > 0),
          itsDevice,
        ),
      'outOfService.changed': (_filter, sink, { session }) =>
        collectionInSight(
          { sights, session },
          sink,
          (own) => collectionFeed(journal, 'outOfService', own, ticker),
          itsDevice,
        ),
    },
  }
}

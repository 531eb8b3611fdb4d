import { actorIn } from '../accounts/whoAsks'
import type { CallContext, CallHandlers, FeedHandlers } from '../channel/handlers'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
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
  unsaved: UnsavedAlarms
  ticker: Ticker
  now: () => number
}): { call: Of<CallHandlers>; feed: Of<FeedHandlers> } {
  const { registry, journal, unsaved, ticker, now } = parts
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
      'alarm.history': async ({ system, ...query }) => ({
        alarms: await journal.readAlarms({ ...query, ...(system !== undefined && { deviceIds: devicesOf(system) }) }),
      }),
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
      'alarm.kpis': (time) => readAlarmKpis(journal, time, now(), graph),
    },
    feed: {
      'alarm.changed': (_filter, sink) =>
        collectionFeed(
          journal,
          'alarm',
          sink,
          ticker,
          (alarm) => alarm.state !== 'returned' || (alarm.returnedAtMs ?? 0) > now() - RETURNED_SHOWN_MS,
          unsaved,
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
      'alarmSetting.changed': (_filter, sink) =>
        collectionFeed(journal, 'alarmSetting', sink, ticker, ({ values }) => Object.keys(values).length > 0),
      'outOfService.changed': (_filter, sink) => collectionFeed(journal, 'outOfService', sink, ticker),
    },
  }
}

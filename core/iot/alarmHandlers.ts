import { Refused } from '../../domain/contract'
import { actorOf } from '../accounts/createAccounts'
import type { CallContext, CallHandlers, FeedHandlers } from '../channel/handlers'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
import { type Clicker, createAlarmDesk } from './createAlarmDesk'
import type { UnsavedAlarms } from './createUnsavedAlarms'
import { readAlarmKpis } from './readAlarmKpis'
import type { Registry } from './Registry'

type Names = `${'alarm' | 'outOfService'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

/** Alarms that have returned stay in the list this long, so that an eye that looked away finds them. */
const RETURNED_SHOWN_MS = 30_000

/** The contract's methods of alarms. */
export function alarmHandlers(parts: {
  registry: Registry
  journal: SeatJournal
  unsaved: UnsavedAlarms
  /** @throws Refused `storageDegraded` when one of them is not saved yet */
  mustBeSaved: (...ids: readonly string[]) => void
  ticker: Ticker
  now: () => number
}): { call: Of<CallHandlers>; feed: Of<FeedHandlers> } {
  const { registry, journal, unsaved, mustBeSaved, ticker, now } = parts
  const desk = createAlarmDesk({
    journal,
    alarmsOf: (deviceId) => registry.findDevice(deviceId)?.type.alarms,
    isUnsaved: (id) => unsaved.get(id) !== undefined,
    now,
  })
  const clicker = ({ session }: CallContext): Clicker => {
    if (!session.account) throw new Refused('notSignedIn')
    return { actor: actorOf(session.account), rights: session.rights() }
  }
  return {
    call: {
      'alarm.history': async (query) => ({ alarms: await journal.readAlarms(query) }),
      async 'alarm.acknowledge'({ key, ids, comment, basis }, context) {
        const { actor } = clicker(context)
        mustBeSaved(...ids)
        const entries = await journal.write((view) =>
          ids.map((id) => {
            if (!view.get('alarm', id)) throw new Refused('notFound', `alarm ${id}`)
            return {
              kind: 'alarm.acknowledged',
              subjectId: id,
              id: `${key}:${id}`,
              actor,
              basis,
              payload: comment === undefined ? {} : { comment },
            }
          }),
        )
        const taken = new Set(entries.map((entry) => entry.subject.id))
        return { acknowledged: ids.filter((id) => taken.has(id)) }
      },
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
      'alarm.kpis': (time) => readAlarmKpis(journal, time, now()),
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
      'outOfService.changed': (_filter, sink) => collectionFeed(journal, 'outOfService', sink, ticker),
    },
  }
}

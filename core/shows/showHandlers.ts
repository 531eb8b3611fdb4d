import type { Account, SeatId } from '../../domain/contract'
import { isLookTold } from '../../domain/shows/lookRules'
import { isToldTo } from '../../domain/shows/showRules'
import { accountIn, actorIn } from '../accounts/whoAsks'
import type { CallContext, CallHandlers, FeedHandlers } from '../channel/handlers'
import type { SessionHolder } from '../channel/SessionHolder'
import type { Journal } from '../journal/Journal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
import type { Looks } from './createLooks'
import type { Presence } from './createPresence'
import type { Shows } from './createShows'

type Names = `${'show' | 'look' | 'presence'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

/** The contract's methods between people. */
export function showHandlers(parts: {
  seatId: SeatId
  /** The session that all windows of this seat share. */
  seatSession: SessionHolder
  journal: Journal
  presence: Presence
  shows: Shows
  looks: Looks
  ticker: Ticker
  now: () => number
}): { call: Of<CallHandlers>; feed: Of<FeedHandlers> } {
  const { seatId, journal, presence, shows, looks, ticker, now } = parts
  const viewer = (session: SessionHolder, { id }: Account) => ({
    accountId: id,
    seatId: session === parts.seatSession ? seatId : undefined,
  })
  const asker = (context: CallContext) => {
    const { session } = context
    return { ...viewer(session, accountIn(context)), actor: actorIn(context), rights: session.rights() }
  }
  return {
    call: {
      'show.send': (click, context) => shows.send(click, asker(context)),
      async 'show.answer'(click, context) {
        await shows.answer(click, asker(context))
        return {}
      },
      'presence.list': async () => ({
        people: presence.everybody().flatMap((person) => {
          const account = journal.view.get('account', person.accountId)
          return account ? [{ ...person, displayName: account.displayName }] : []
        }),
      }),
      'look.ask': (click, context) => looks.ask(click, asker(context)),
      async 'look.answer'(click, context) {
        await looks.answer(click, asker(context))
        return {}
      },
      async 'look.end'(click, context) {
        await looks.end(click, asker(context))
        return {}
      },
      async 'look.tell'(told, context) {
        await looks.tell(told, asker(context))
        return {}
      },
      'look.takeOver': (click, context) => looks.takeOver(click, asker(context)),
    },
    feed: {
      'show.changed': (_filter, sink, { session }) =>
        collectionFeed(journal, 'show', sink, ticker, (show) =>
          session.account ? isToldTo(show, viewer(session, session.account), now()) : false,
        ),
      'look.changed': (_filter, sink, { session }) =>
        collectionFeed(journal, 'look', sink, ticker, (look) =>
          session.account ? isLookTold(look, { accountId: session.account.id, seatId }, now()) : false,
        ),
    },
  }
}

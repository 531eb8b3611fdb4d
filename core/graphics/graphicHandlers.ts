import { actorIn } from '../accounts/whoAsks'
import type { CallHandlers, FeedHandlers } from '../channel/handlers'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { onceOf } from '../registry/onceOf'
import { collectionFeed } from '../seat/collectionFeed'
import type { Graphics } from './createGraphics'

type Names = `${'graphic' | 'graphicSymbol'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

const done = {}

/** The contract's methods of graphics and symbols. A click that comes twice takes effect once. */
export function graphicHandlers(parts: { graphics: Graphics; journal: SeatJournal; ticker: Ticker }): {
  call: Of<CallHandlers>
  feed: Of<FeedHandlers>
} {
  const { graphics, journal, ticker } = parts
  return {
    call: {
      'graphic.save': onceOf(async (click, context) => {
        await graphics.save(click, actorIn(context))
        return done
      }),
      'graphic.remove': onceOf(async (click, context) => {
        await graphics.remove(click, actorIn(context))
        return done
      }),
      'graphicSymbol.save': onceOf(async (click, context) => {
        await graphics.saveSymbol(click, actorIn(context))
        return done
      }),
      'graphicSymbol.offer': onceOf(async (click, context) => {
        await graphics.offerSymbol(click, actorIn(context))
        return done
      }),
      'graphicSymbol.remove': onceOf(async (click, context) => {
        await graphics.removeSymbol(click, actorIn(context))
        return done
      }),
    },
    feed: {
      'graphic.changed': (_filter, sink) =>
        collectionFeed(journal, 'graphic', sink, ticker, ({ isRemoved }) => !isRemoved),
      'graphicSymbol.changed': (_filter, sink) =>
        collectionFeed(journal, 'graphicSymbol', sink, ticker, ({ state }) => state !== 'removed'),
    },
  }
}

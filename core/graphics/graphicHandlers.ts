import type { Actor } from '../../domain/contract'
import { actorIn } from '../accounts/whoAsks'
import type { CallHandlers, FeedHandlers } from '../channel/handlers'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { onceOf } from '../registry/onceOf'
import { collectionFeed } from '../seat/collectionFeed'
import { createGraphicVersions } from './createGraphicVersions'
import type { Graphics } from './createGraphics'

type Names = `${'graphic' | 'graphicSymbol'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

/** Done once, by whoever asks. */
const deed = <P extends { readonly key: string }>(work: (click: P, by: Actor) => Promise<void>) =>
  onceOf(async (click: P, context) => {
    await work(click, actorIn(context))
    return {}
  })

/** The contract's methods of graphics and symbols. A click that comes twice takes effect once. */
export function graphicHandlers(parts: { graphics: Graphics; journal: SeatJournal; ticker: Ticker }): {
  call: Of<CallHandlers>
  feed: Of<FeedHandlers>
} {
  const { graphics, journal, ticker } = parts
  const versions = createGraphicVersions(journal)
  return {
    call: {
      'graphic.save': deed((click, by) => graphics.save(click, by)),
      'graphic.remove': deed((click, by) => graphics.remove(click, by)),
      'graphic.versions': (query) => versions.list(query),
      'graphic.version': (query) => versions.read(query),
      'graphicSymbol.save': deed((click, by) => graphics.saveSymbol(click, by)),
      'graphicSymbol.offer': deed((click, by) => graphics.offerSymbol(click, by)),
      'graphicSymbol.remove': deed((click, by) => graphics.removeSymbol(click, by)),
    },
    feed: {
      'graphic.changed': (_filter, sink) =>
        collectionFeed(journal, 'graphic', sink, ticker, ({ isRemoved }) => !isRemoved),
      'graphicSymbol.changed': (_filter, sink) =>
        collectionFeed(journal, 'graphicSymbol', sink, ticker, ({ state }) => state !== 'removed'),
    },
  }
}

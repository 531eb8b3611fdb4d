import { Refused } from '../../domain/contract'
import type { CallHandlers, FeedHandlers } from '../channel/handlers'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'

type Names = `${'rule' | 'ruleFiring'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

/** The contract's methods of rules. */
export function ruleHandlers({ journal, ticker }: { journal: SeatJournal; ticker: Ticker }): {
  call: Of<CallHandlers>
  feed: Of<FeedHandlers>
} {
  const later = async (): Promise<never> => {
    throw new Refused('illegalState', 'this seat has no rules yet')
  }
  return {
    call: {
      'rule.versions': later,
      'rule.check': later,
      'rule.save': later,
      'rule.remove': later,
      'rule.enable': later,
      'rule.approve': later,
      'rule.dryRun': later,
      'rule.trigger': later,
      'rule.decisions': async () => ({ decisions: [] }),
      'rule.counters': async () => ({ isDriving: false, counters: [] }),
      'rule.confirm': later,
      'rule.decline': later,
    },
    feed: {
      'rule.changed'(_filter, sink) {
        sink.push({ isSnapshot: true, position: journal.view.position, upserts: [], removes: [] })
        return () => {}
      },
      'rule.simulated': () => () => {},
      'rule.backTest': () => () => {},
      'ruleFiring.changed': (_filter, sink) => collectionFeed(journal, 'ruleFiring', sink, ticker),
    },
  }
}

import { type FeedEvent, Refused, type Rule } from '../../domain/contract'
import type { RuleCounts } from '../../domain/rules/RuleCounts'
import type { RuleWorld } from '../../domain/rules/RuleWorld'
import { actorIn } from '../accounts/whoAsks'
import type { CallHandlers, FeedHandlers, FeedSink } from '../channel/handlers'
import type { SeatJournal } from '../journal/createJournal'
import type { LiveState } from '../live/LiveState'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
import type { HistoryReader } from '../seat/createHistoryReader'
import { backTest } from './backTest'
import type { RuleBook } from './createRuleBook'
import type { RuleDesk } from './createRuleDesk'
import { ruleDeedId } from './ruleDeedId'
import type { RuleLog } from './RuleLog'
import { simulate } from './simulate'

type Names = `${'rule' | 'ruleFiring'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

/** Rules in one message of the snapshot. */
const pieceSize = 500
const nameOf = (cause: string) => ruleDeedId('F', cause)

/** The contract's methods of rules. */
export function ruleHandlers(parts: {
  journal: SeatJournal
  book: RuleBook
  desk: RuleDesk
  log: RuleLog
  world: () => RuleWorld
  history: HistoryReader
  live: LiveState
  ticker: Ticker
  now: () => number
  /** Counts of the seat's machine; `undefined` while it does not drive. */
  counts: () => ReadonlyMap<string, Readonly<RuleCounts>> | undefined
}): { call: Of<CallHandlers>; feed: Of<FeedHandlers> } {
  const { journal, book, desk, log, ticker, now } = parts
  return {
    call: {
      'rule.versions': ({ id }) => desk.versions(id),
      'rule.check': async ({ rule }) => desk.check(rule),
      'rule.save': (click, context) => desk.save(click, actorIn(context)),
      async 'rule.remove'(click, context) {
        await desk.remove(click, actorIn(context))
        return {}
      },
      async 'rule.enable'(click, context) {
        await desk.enable(click, actorIn(context))
        return {}
      },
      async 'rule.approve'(click, context) {
        await desk.approve(click, actorIn(context))
        return {}
      },
      'rule.dryRun': async (query) => desk.dryRun(query),
      async 'rule.trigger'(click, context) {
        await desk.trigger(click, actorIn(context))
        return {}
      },
      'rule.decisions': async ({ id, limit }) => ({ decisions: log.list(id, limit) }),
      async 'rule.counters'() {
        const counts = parts.counts()
        const lastMs = new Map<string, number>()
        for (const { ruleId, cause } of journal.view.list('ruleFiring'))
          lastMs.set(ruleId, Math.max(lastMs.get(ruleId) ?? 0, cause.atMs))
        const counters = [...book.rules.keys()].map((ruleId) => {
          const lastFiredAtMs = lastMs.get(ruleId)
          const none = { triggered: 0, decided: 0, fired: 0, limited: 0, loops: 0, unknown: 0 }
          return { ruleId, ...none, ...counts?.get(ruleId), ...(lastFiredAtMs !== undefined && { lastFiredAtMs }) }
        })
        return { isDriving: counts !== undefined, counters }
      },
      async 'rule.confirm'(click, context) {
        await desk.confirm(click, actorIn(context))
        return {}
      },
      async 'rule.decline'(click, context) {
        await desk.decline(click, actorIn(context))
        return {}
      },
    },
    feed: {
      'rule.changed': (_filter, sink) => rulesFeed(book, journal, sink),
      'ruleFiring.changed': (_filter, sink) => collectionFeed(journal, 'ruleFiring', sink, ticker),
      'rule.simulated': ({ rule }, sink) =>
        simulate({
          ...parts,
          compiled: desk.compiled(rule),
          known: book.rules.get(rule.id),
          catalogue: book.catalogue,
          world: parts.world(),
          nameOf,
          tell: (decisions) => sink.push({ atMs: now(), decisions }),
        }),
      'rule.backTest'({ rule, ...range }, sink) {
        let isCancelled = false
        const done = backTest({
          compiled: desk.compiled(rule),
          known: book.rules.get(rule.id),
          range,
          catalogue: book.catalogue,
          world: parts.world(),
          history: parts.history,
          journal,
          nameOf,
          tell: (event) => sink.push(event),
          isCancelled: () => isCancelled,
        })
        void done.catch((error: unknown) => {
          const { code, message } =
            error instanceof Refused ? error : { code: 'internal' as const, message: String(error) }
          if (!isCancelled) sink.end(code, message)
        })
        return () => {
          isCancelled = true
        }
      },
    },
  }
}

/** Every rule, then those that change; removed ones are taken out. */
function rulesFeed(book: RuleBook, journal: SeatJournal, sink: FeedSink<FeedEvent<'rule.changed'>>): () => void {
  const shown = new Set<string>()
  const tell = (rules: readonly Rule[], gone: readonly string[], isSnapshot: boolean): void => {
    const upserts = rules.filter(({ isRemoved }) => !isRemoved)
    for (const { id } of upserts) shown.add(id)
    const removes = [...gone, ...rules.filter(({ isRemoved }) => isRemoved).map(({ id }) => id)].filter((id) =>
      shown.delete(id),
    )
    sink.push({ isSnapshot, position: journal.view.position, upserts, removes })
  }
  const all = [...book.rules.values()]
  tell(all.slice(0, pieceSize), [], true)
  for (let from = pieceSize; from < all.length; from += pieceSize) tell(all.slice(from, from + pieceSize), [], false)
  return book.onChanged(({ rules: ids }) => {
    if (ids.length === 0) return
    const rules = ids.flatMap((id) => book.rules.get(id) ?? [])
    tell(
      rules,
      ids.filter((id) => !book.rules.has(id)),
      false,
    )
  })
}

import { qualityCodes, type Rule, type RuleDecision } from '../../domain/contract'
import type { CompiledRule } from '../../domain/rules/compileRule'
import { RuleMachine } from '../../domain/rules/RuleMachine'
import type { RuleCatalogue, RuleWorld } from '../../domain/rules/RuleWorld'
import { trialRule } from '../../domain/rules/trialRule'
import type { Journal } from '../journal/Journal'
import type { LiveState } from '../live/LiveState'
import type { Ticker } from '../live/Ticker'
import { stimulusOf } from './journalStimuli'

/** Live values are looked at so often. */
const rateHz = 10

/**
 * Lets a rule see what happens from now on, and tells what it would do. Nothing is done. Works at every seat: it hears what the live state and the journal hear (values at most ten times a second;
 * events of devices and positions are not among it).
 *
 * @returns ends it
 */
export function simulate(parts: {
  compiled: CompiledRule
  known: Rule | undefined
  catalogue: RuleCatalogue
  world: RuleWorld
  journal: Journal
  live: Pick<LiveState, 'subscribe'>
  ticker: Ticker
  nameOf: (cause: string) => string
  now: () => number
  tell: (decisions: RuleDecision[]) => void
}): () => void {
  const { catalogue, world, journal, live, ticker, now, tell } = parts
  /** Rules act once on an alarm, also when it is shelved and comes back. */
  const fired = new Set<string>()
  const machine = new RuleMachine({
    rules: [trialRule(parts.compiled, parts.known, catalogue)],
    catalogue,
    world,
    nameOf: parts.nameOf,
    isFired: (id) => fired.has(id),
    fromMs: now(),
  })
  const points: number[] = []
  for (let point = 0; point < catalogue.pointCount; point++) if (machine.watchesPoint(point)) points.push(point)
  const hand = () => {
    if (!machine.hasOutput) return
    const { decisions } = machine.drain()
    for (const { id, outcome } of decisions) if (outcome === 'fires') fired.add(id)
    tell(decisions)
  }
  const stops = [
    journal.onCommitted(({ entries }) => {
      for (const entry of entries) {
        const stimulus = stimulusOf(entry, journal.view, [])
        if (stimulus) machine.tell(stimulus)
      }
      hand()
    }),
    ticker.every(1, () => {
      machine.advance(now())
      hand()
    }),
  ]
  if (points.length > 0)
    stops.push(
      live.subscribe({ points: Uint32Array.from(points), rateHz }, (batch) => {
        batch.points.forEach((point, at) => {
          const value = batch.values[at]
          if (value === undefined || (batch.qualities[at] ?? qualityCodes.never) >= qualityCodes.bad) return
          machine.sample(point, value, batch.timesMs[at] ?? now())
        })
        hand()
      }),
    )
  return () => {
    for (const stop of stops) stop()
  }
}

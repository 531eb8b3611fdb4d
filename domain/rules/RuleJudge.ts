import type { RuleCause, RuleDecision, RuleFiring, RulePart } from '../contract'
import type { ActiveRule } from './compileRule'
import { explainAt, holdsAt } from './conditions'
import { holdsIn } from './holdsIn'
import type { Occasion } from './momentOf'
import { planDeeds } from './planDeeds'
import { noCounts, type RuleCounts } from './RuleCounts'
import type { RuleMoment } from './RuleMoment'
import type { RuleOutput } from './RuleOutput'
import type { RuleWorld } from './RuleWorld'
import { TimesWithin } from './TimesWithin'

/** Most rules in one chain of causes: the next one is not done. */
const longestChain = 4

/** Judges rules whose trigger has come, with reasons. Knows how often each came to what, and when: for counts that are asked for, and for limits. */
export class RuleJudge {
  private readonly limits = new TimesWithin()
  private readonly counted = new TimesWithin()
  private readonly countsOfRule = new Map<string, RuleCounts>()

  constructor(
    private readonly parts: {
      world: () => RuleWorld
      /** Where decisions go. */
      output: () => RuleOutput
      /** Name of a cause, the same wherever it is made. */
      nameOf: (cause: string) => string
      /** Whether a firing is there already: it is not decided anew. */
      isFired: (id: string) => boolean
    },
  ) {}

  get counts(): ReadonlyMap<string, Readonly<RuleCounts>> {
    return this.countsOfRule
  }

  /** Counts of a rule, to be counted on. */
  countsFor(ruleId: string): RuleCounts {
    const known = this.countsOfRule.get(ruleId)
    if (known) return known
    const counts = noCounts()
    this.countsOfRule.set(ruleId, counts)
    return counts
  }

  /** Limits go on counting over a firing of before. */
  remember({ ruleId, cause }: Pick<RuleFiring, 'ruleId' | 'cause'>): void {
    for (const of of ['rule', 'device'] as const) this.limits.add(limitKey(ruleId, of, cause), cause.atMs)
  }

  forget(ruleId: string): void {
    const isOf = (key: string): boolean => key.startsWith(`${ruleId}\n`)
    this.limits.forgetAll(isOf)
    this.counted.forgetAll(isOf)
    this.countsOfRule.delete(ruleId)
  }

  /**
   * @param chain rules whose deeds led to it
   * @param isLasting its trigger has been counted, stands where the rule holds, and is to know its firing also when that is there already
   * @returns id of the firing when it fires
   */
  decide(
    { rule, compiled }: ActiveRule,
    { key, moment }: Occasion,
    chain: readonly string[],
    isLasting = false,
  ): string | undefined {
    const counts = this.countsOfRule.get(rule.id)
    if (counts) {
      counts.decided += 1
      if (!isLasting) counts.triggered += 1
    }
    const world = this.parts.world()
    const output = this.parts.output()
    const id = this.parts.nameOf(JSON.stringify([rule.id, key]))
    // Two triggers of the rule that wait for the same.
    if (output.moments.has(id)) return undefined
    if (this.parts.isFired(id)) return isLasting ? id : undefined
    const done = (
      outcome: RuleDecision['outcome'],
      parts: RulePart[],
      deeds: RuleDecision['deeds'] = [],
    ): undefined => {
      output.decisions.push({ ruleId: rule.id, version: rule.version, id, cause: moment.cause, outcome, parts, deeds })
    }
    if (!isLasting && !holdsIn(rule, moment.place, world))
      return done('elsewhere', [{ condition: -1, kind: 'area', holds: 'no', values: [] }])
    const holds = holdsAt(compiled.conditions, compiled, moment, world)
    const parts = explainAt(compiled.conditions, compiled, moment, world)
    if (compiled.heldMs > 0)
      parts.push({
        condition: -1,
        kind: 'held',
        holds: 'yes',
        values: [{ name: 'forMs', value: compiled.heldMs, unit: 'ms' }],
      })
    // What held for a time held when that time was over; what is not known any more then does not take it back.
    if (holds === undefined && compiled.heldMs === 0) {
      if (counts) counts.unknown += 1
      return done('unknown', parts)
    }
    if (holds === false) return done('no', parts)
    for (const { at, of: count } of compiled.counts) {
      const timesKey = `${rule.id}\n${at}\n${whereOf(count.of, moment)}`
      this.counted.add(timesKey, moment.atMs)
      const times = this.counted.count(timesKey, moment.atMs, count.withinMs)
      const isEnough = times >= count.atLeast
      parts.push({
        condition: at,
        kind: 'count',
        holds: isEnough ? 'yes' : 'no',
        values: [{ name: 'count', value: times }],
      })
      if (!isEnough) return done('no', parts)
      this.counted.forget(timesKey)
    }
    if (chain.includes(rule.id) || chain.length >= longestChain) {
      if (counts) counts.loops += 1
      const value = [...chain, rule.id].join(' → ').slice(0, 200)
      return done('loop', [...parts, { condition: -1, kind: 'loop', holds: 'yes', values: [{ name: 'chain', value }] }])
    }
    const { times, withinMs, of } = compiled.draft.limit
    const limit = limitKey(rule.id, of, moment.cause)
    const before = this.limits.count(limit, moment.atMs, withinMs)
    if (before >= times) {
      if (counts) counts.limited += 1
      return done('limited', [
        ...parts,
        { condition: -1, kind: 'limit', holds: 'yes', values: [{ name: 'count', value: before }] },
      ])
    }
    this.limits.add(limit, moment.atMs)
    if (counts) counts.fired += 1
    done('fires', parts, planDeeds(compiled, rule, moment, world))
    output.moments.set(id, { ...moment, chain: [...chain, rule.id] })
    return id
  }
}

const limitKey = (ruleId: string, of: 'device' | 'rule', { deviceId, subjectId }: RuleCause): string =>
  `${ruleId}\n${of === 'device' ? (deviceId ?? subjectId ?? '') : ''}`

function whereOf(of: 'device' | 'floor' | 'building' | 'rule', { device, place }: RuleMoment): string {
  switch (of) {
    case 'device':
      return device?.id ?? ''
    case 'floor':
      return `${place?.buildingId ?? ''} ${place?.floor ?? ''}`
    case 'building':
      return place?.buildingId ?? ''
    case 'rule':
      return ''
  }
}

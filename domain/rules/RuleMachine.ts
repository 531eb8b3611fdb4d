import type { Place, Rule, RuleCause, RuleDecision, RuleDevices, RuleFiring, RulePart, RuleTrigger } from '../contract'
import { explainAt, holdsAt } from './conditions'
import type { ActiveRule, CompiledRule } from './compileRule'
import { type Due, DueList } from './DueList'
import { isInside } from './geofence'
import { judgesAlike, looksAlike } from './judgesAlike'
import { planDeeds } from './planDeeds'
import { noCounts, type RuleCounts } from './RuleCounts'
import type { RuleMoment } from './RuleMoment'
import { momentOf, type Occasion } from './momentOf'
import type { RuleStimulus } from './RuleStimulus'
import { deviceInUse, devicesOf, pointOf } from './ruleDevices'
import type { RuleCatalogue, RuleDevice, RuleWorld } from './RuleWorld'
import { nextDueMs } from './schedule'
import { TimesWithin } from './TimesWithin'
import { type Look, phases, Watches } from './Watches'

/** What became of stimuli. */
export interface RuleOutput {
  readonly decisions: RuleDecision[]
  /** Places of the firings among `decisions`, by id. */
  readonly moments: ReadonlyMap<string, RuleMoment & { chain: readonly string[] }>
  /** Firings whose trigger holds no more. */
  readonly released: string[]
  /** Firings that end because nobody looks any more whether their trigger holds. */
  readonly lost: LostFiring[]
}

/** `rule`: it is not in force any more; `device`: it is gone; `notMeant`: the rule asks something else now, or not there. */
export interface LostFiring {
  readonly id: string
  readonly ruleId: string
  readonly why: 'rule' | 'device' | 'notMeant'
}

interface RuleMachineParts {
  rules: readonly ActiveRule[]
  catalogue: RuleCatalogue
  world: RuleWorld
  /** Name of a cause, the same wherever it is made: at most 60 characters. */
  nameOf: (cause: string) => string
  /** Whether a firing is there already: it is not decided anew. */
  isFired: (id: string) => boolean
  /** When the machine begins: schedules are due after it, UTC ms. */
  fromMs: number
}

/** Most rules in one chain of causes: the next one is not done. */
const longestChain = 4

/** Where a watch stands that is not idle. */
interface Stand {
  readonly phase: number
  readonly sinceMs: number
  readonly firing: string | undefined
  readonly rise: Rise | undefined
}
/** What made a watch rise. */
interface Rise {
  readonly value: number
  readonly chain: readonly string[]
}

const reachNumbers = { online: 0, abnormal: 1, offline: 2 } as const

/**
 * Decides what rules do about what happens. Holds no clock: time comes with what it is told, and by `advance`. The same rules, world and stimuli give the same
 * decisions, so that what is recorded can be gone over again.
 *
 * A sample touches only the rules that look at its point; with none of them it costs one look into a table.
 */
export class RuleMachine {
  private readonly watches = new Watches()
  private readonly rules = new Map<string, ActiveRule>()
  private readonly looksOfRule = new Map<string, readonly Look[]>()
  /** Looks by the system, or by `#` and the device, that they are at. */
  private readonly looksAt = new Map<string, Look[]>()
  /** By what sets them off, and for what devices tell by system or device too. */
  private readonly momentary = new Map<string, { of: ActiveRule; trigger: number }[]>()
  /** Firing that stands, by watch, and by rule, trigger and subject of a geofence. */
  private readonly standing = new Map<number, string>()
  private readonly rises = new Map<number, Rise>()
  private readonly inside = new Map<string, { isInside: boolean; firing?: string }>()
  private readonly dues = new DueList()
  /** What each schedule is due for next; another one in the list is void. */
  private readonly slots = new Map<string, Due>()
  private readonly limits = new TimesWithin()
  private readonly counted = new TimesWithin()
  private readonly countsOfRule = new Map<string, RuleCounts>()
  private readonly catalogue: RuleCatalogue
  private readonly nameOf: (cause: string) => string
  private readonly isFired: (id: string) => boolean
  private world: RuleWorld
  private output = emptyOutput()

  constructor({ rules, catalogue, world, nameOf, isFired, fromMs }: RuleMachineParts) {
    this.catalogue = catalogue
    this.world = world
    this.nameOf = nameOf
    this.isFired = isFired
    this.watches.growPoints(catalogue.pointCount)
    this.setRules(rules, fromMs)
  }

  /**
   * These are the rules from now on. Those that judge as before go on with their times, counts and places, whatever became of others.
   *
   * @param atMs schedules of others are due after it, UTC ms
   * @returns ids of the rules that begin anew: what the journal holds of them is to be restored
   */
  setRules(rules: readonly ActiveRule[], atMs: number): string[] {
    const ids = new Set(rules.map(({ rule }) => rule.id))
    for (const [id, of] of this.rules) {
      if (ids.has(id)) continue
      const stands = this.removeRule(of)
      for (const [{ deviceId }, { firing }] of stands) this.lose(firing, id, deviceId)
      for (const [key, { firing }] of this.inside) if (key.startsWith(`${id}\n`)) this.lose(firing, id, undefined)
      this.forgetRule(id)
    }
    return rules.flatMap((of) => {
      const { id } = of.rule
      const was = this.rules.get(id)
      if (was === of) return []
      const isAlike = was !== undefined && judgesAlike(was, of)
      const looks = was && looksAlike(was, of) ? this.looksOfRule.get(id) : undefined
      // Who looks at what stays as it is: with a hundred thousand devices that is nearly all the work.
      if (looks && !isAlike) this.rest(id)
      const stands = was ? this.removeRule(was, looks !== undefined) : []
      if (was && !isAlike) this.forgetRule(id)
      this.addRule(of, atMs, looks)
      if (isAlike) for (const [watched, stand] of stands) this.resume(watched, stand)
      return isAlike ? [] : [id]
    })
  }

  /** The world is another one, and with it the calendar: schedules are due by it after a moment, UTC ms. */
  setWorld(world: RuleWorld, atMs: number): void {
    const isSameTime = world.calendar === this.world.calendar
    this.world = world
    if (!isSameTime) for (const of of this.rules.values()) this.addSlots(of, atMs)
  }

  /** Devices came, went, moved, or have another version of their type: each goes on where it stood. Costs what changed. */
  followDevices(ids: Iterable<string>): void {
    this.watches.growPoints(this.catalogue.pointCount)
    const gone = new Set<string>()
    for (const id of ids) {
      const stands = this.takeAway([...this.watches.ofDevice(id)])
      const device = deviceInUse(id, this.catalogue)
      if (device) {
        const bySystem = this.looksAt.get(device.type.systemKey) ?? []
        for (const look of new Set([...bySystem, ...(this.looksAt.get(`#${id}`) ?? [])])) this.watch(look, device)
      } else gone.add(id)
      for (const [of, stand] of stands) this.resume(of, stand)
    }
    if (gone.size > 0) this.forgetMovers(gone)
  }

  /** Devices that are gone stand nowhere. */
  private forgetMovers(gone: ReadonlySet<string>): void {
    for (const [key, { firing }] of this.inside) {
      const [ruleId = '', , subjectId = ''] = key.split('\n')
      if (!gone.has(subjectId)) continue
      this.inside.delete(key)
      this.lose(firing, ruleId, subjectId)
    }
  }

  /** Nobody looks any more whether what set it off holds. */
  private lose(id: string | undefined, ruleId: string, deviceId: string | undefined): void {
    if (id === undefined) return
    const isGone = deviceId !== undefined && !deviceInUse(deviceId, this.catalogue)
    this.output.lost.push({ id, ruleId, why: !this.rules.has(ruleId) ? 'rule' : isGone ? 'device' : 'notMeant' })
  }

  /** @param kept its looks, when they stay */
  private addRule(of: ActiveRule, atMs: number, kept?: readonly Look[]): void {
    const { rule, compiled } = of
    this.rules.set(rule.id, of)
    const counts = this.countsOfRule.get(rule.id) ?? noCounts()
    this.countsOfRule.set(rule.id, counts)
    const looks: Look[] = []
    compiled.draft.triggers.forEach((trigger, at) => {
      if (trigger.kind === 'sample' || trigger.kind === 'state' || trigger.kind === 'reach') {
        const made = lookOf(of, at, trigger, counts)
        const look = kept?.find((each) => each.trigger === at)
        if (look) looks.push(Object.assign(look, made))
        else {
          looks.push(made)
          for (const key of keysOfDevices(trigger.devices)) listAt(this.looksAt, key).push(made)
          for (const device of devicesOf(trigger.devices, this.catalogue)) this.watch(made, device)
        }
      } else if (trigger.kind !== 'schedule')
        for (const key of keysOf(trigger, rule.id)) listAt(this.momentary, key).push({ of, trigger: at })
    })
    this.looksOfRule.set(rule.id, looks)
    this.addSlots(of, atMs)
  }

  /**
   * @param keepsLooks whoever is looked at stays so
   * @returns where its watches stood that are taken away
   */
  private removeRule(of: ActiveRule, keepsLooks = false): [Watched, Stand][] {
    const { id } = of.rule
    const drop = <T extends { of: ActiveRule }>(lists: Map<string, T[]>, keys: Iterable<string>): void => {
      for (const key of keys) {
        const rest = lists.get(key)?.filter((each) => each.of !== of) ?? []
        if (rest.length > 0) lists.set(key, rest)
        else lists.delete(key)
      }
    }
    of.compiled.draft.triggers.forEach((trigger, at) => {
      this.slots.delete(`${id}\n${at}`)
      if (trigger.kind === 'sample' || trigger.kind === 'state' || trigger.kind === 'reach') {
        if (!keepsLooks) drop(this.looksAt, keysOfDevices(trigger.devices))
      } else if (trigger.kind !== 'schedule') drop(this.momentary, keysOf(trigger, id))
    })
    const isWatching = !keepsLooks && (this.looksOfRule.get(id)?.length ?? 0) > 0
    const stands = isWatching ? this.takeAway([...this.watches.ofRule(id)]) : []
    this.looksOfRule.delete(id)
    this.rules.delete(id)
    return stands
  }

  /** The rule's watches stand nowhere. */
  private rest(id: string): void {
    for (const watch of this.watches.ofRule(id)) {
      if (this.watches.phases[watch] === phases.idle) continue
      this.watches.phases[watch] = phases.idle
      this.standing.delete(watch)
      this.rises.delete(watch)
    }
  }

  private forgetRule(id: string): void {
    const isOf = (key: string): boolean => key.startsWith(`${id}\n`)
    this.limits.forgetAll(isOf)
    this.counted.forgetAll(isOf)
    for (const key of this.inside.keys()) if (isOf(key)) this.inside.delete(key)
    this.countsOfRule.delete(id)
  }

  private addSlots({ rule, compiled }: ActiveRule, atMs: number): void {
    compiled.draft.triggers.forEach((trigger, at) => {
      if (trigger.kind === 'schedule') this.addSlot(rule.id, at, nextDueMs(trigger, this.world.calendar, atMs))
    })
  }

  private addSlot(ruleId: string, trigger: number, atMs: number | undefined): void {
    const key = `${ruleId}\n${trigger}`
    this.slots.delete(key)
    if (atMs === undefined) return
    const due: Due = { kind: 'slot', key, ruleId, trigger, atMs }
    this.slots.set(key, due)
    this.dues.add(due)
  }

  /** A device is looked at from now on, where the rule holds and the device has what it looks at. */
  private watch(look: Look, device: RuleDevice): void {
    if (!isIn(look.of.rule, device.place, this.world)) return
    const point = look.property === undefined ? -1 : pointOf(device, look.property)
    if (point !== undefined) this.watches.add(look, device, point)
  }

  /** @returns where they stood, those that were not idle */
  private takeAway(watches: readonly number[]): [Watched, Stand][] {
    const stands: [Watched, Stand][] = []
    for (const watch of watches) {
      const phase = this.watches.phases[watch] ?? phases.idle
      const look = this.watches.lookOf(watch)
      const device = this.watches.deviceOf(watch)
      if (phase !== phases.idle && look && device) {
        const sinceMs = this.watches.sinceMs[watch] ?? 0
        const stand = { phase, sinceMs, firing: this.standing.get(watch), rise: this.rises.get(watch) }
        stands.push([{ ruleId: look.of.rule.id, trigger: look.trigger, deviceId: device.id }, stand])
      }
      this.standing.delete(watch)
      this.rises.delete(watch)
      this.watches.remove(watch)
    }
    return stands
  }

  /** A watch goes on where it stood; what stands ends where there is none any more. */
  private resume(watched: Watched, { phase, sinceMs, firing, rise }: Stand): void {
    const watch = this.findWatch(watched)
    if (watch === undefined) return this.lose(firing, watched.ruleId, watched.deviceId)
    this.watches.phases[watch] = phase
    this.watches.sinceMs[watch] = sinceMs
    if (firing !== undefined) this.standing.set(watch, firing)
    if (rise) this.rise(watch, rise)
  }

  private findWatch({ ruleId, trigger, deviceId }: Watched): number | undefined {
    for (const watch of this.watches.ofDevice(deviceId)) {
      const look = this.watches.lookOf(watch)
      if (look?.trigger === trigger && look.of.rule.id === ruleId) return watch
    }
    return undefined
  }

  /** It holds from the moment noted on, and must do so for a time. */
  private rise(watch: number, rise: Rise): void {
    const sinceMs = this.watches.sinceMs[watch] ?? 0
    const heldMs = this.watches.lookOf(watch)?.of.compiled.heldMs ?? 0
    this.rises.set(watch, rise)
    this.dues.add({ kind: 'held', watch, rise, atMs: sinceMs + heldMs })
  }

  /** Whether anything looks at the point. */
  watchesPoint(point: number): boolean {
    return this.watches.firstAt(point) >= 0
  }

  /** Picks up where firings of before stand: what stands does not fire again, and limits go on counting. What nobody looks at any more ends. */
  restore(firings: Iterable<RuleFiring>): void {
    for (const firing of firings) {
      const { ruleId, cause, id, isStanding } = firing
      this.limits.add(`${ruleId}\n`, cause.atMs)
      this.limits.add(`${ruleId}\n${cause.deviceId ?? cause.subjectId ?? ''}`, cause.atMs)
      if (isStanding && !this.standOn(firing)) this.lose(id, ruleId, cause.deviceId)
    }
  }

  /** @returns false when nobody looks whether it still holds */
  private standOn({ ruleId, cause, id }: RuleFiring): boolean {
    const { trigger, deviceId } = cause
    if (cause.kind === 'geofence') {
      const asked = this.rules.get(ruleId)?.compiled.draft.triggers[trigger]
      if (asked?.kind !== 'geofence' || (deviceId !== undefined && !deviceInUse(deviceId, this.catalogue))) return false
      this.inside.set(`${ruleId}\n${trigger}\n${cause.subjectId ?? ''}`, { isInside: true, firing: id })
      return true
    }
    const watch = deviceId === undefined ? undefined : this.findWatch({ ruleId, trigger, deviceId })
    if (watch === undefined) return false
    this.watches.phases[watch] = phases.standing
    this.standing.set(watch, id)
    return true
  }

  counts(): ReadonlyMap<string, Readonly<RuleCounts>> {
    return this.countsOfRule
  }

  /** A good value of a point, judged at the time of its source. */
  sample(point: number, value: number, sourceAtMs: number, chain: readonly string[] = []): void {
    const { watches } = this
    for (let watch = watches.firstAt(point); watch >= 0; watch = watches.nextAt(watch))
      this.look(watch, value, sourceAtMs, chain)
  }

  /** Anything else that happened. */
  tell(stimulus: RuleStimulus): void {
    const { atMs, chain = [] } = stimulus
    if (stimulus.kind === 'reach') {
      for (const watch of this.watches.ofDevice(stimulus.deviceId))
        if (this.watches.lookOf(watch)?.kind === 'reach') this.look(watch, reachNumbers[stimulus.state], atMs, chain)
      return
    }
    for (const key of this.keysOfStimulus(stimulus)) {
      for (const { of, trigger } of this.momentary.get(key) ?? []) {
        const occasion = momentOf(of, trigger, stimulus, this.world)
        if (!occasion) continue
        if (stimulus.kind === 'position') this.cross(of, trigger, occasion, chain)
        else this.decide(of, occasion, chain)
      }
    }
  }

  private keysOfStimulus(stimulus: Exclude<RuleStimulus, { kind: 'reach' }>): string[] {
    const { kind } = stimulus
    if (kind === 'manual') return [`manual ${stimulus.ruleId}`]
    if (kind !== 'alarm' && kind !== 'event' && kind !== 'service') return [kind]
    const deviceId = kind === 'alarm' ? stimulus.alarm.deviceId : stimulus.deviceId
    const systemKey = this.world.findDevice(deviceId)?.type.systemKey
    return systemKey === undefined ? [] : [`${kind} ${systemKey}`, `${kind} #${deviceId}`]
  }

  /** Judges a rule as if its trigger had come. */
  judge(of: ActiveRule, occasion: Occasion): void {
    this.decide(of, occasion, [])
  }

  /** When something is due by time alone, UTC ms; `undefined` when nothing. */
  nextDueMs(): number | undefined {
    return this.dues.nextMs()
  }

  /** Does what is due up to a moment: ends of times that conditions must hold, and schedules. */
  advance(toMs: number): void {
    for (let due = this.dues.take(toMs); due; due = this.dues.take(toMs)) {
      if (due.kind === 'held') {
        // Otherwise it has ceased to hold, or what held is not looked at any more.
        if (this.rises.get(due.watch) === due.rise) this.complete(due.watch, due.atMs, due.rise.value, due.rise.chain)
        continue
      }
      const { ruleId, trigger: at, atMs } = due
      const of = this.rules.get(ruleId)
      const trigger = of?.compiled.draft.triggers[at]
      if (!of || trigger?.kind !== 'schedule' || this.slots.get(due.key) !== due) continue
      this.decide(of, { key: `schedule ${atMs}`, moment: { atMs, cause: { trigger: at, kind: 'schedule', atMs } } }, [])
      this.addSlot(ruleId, at, nextDueMs(trigger, this.world.calendar, atMs))
    }
  }

  /** What has been decided since this was asked last. */
  drain(): RuleOutput {
    const { output } = this
    if (this.hasOutput) this.output = emptyOutput()
    return output
  }

  /** Whether anything waits in `drain`. */
  get hasOutput(): boolean {
    const { decisions, released, lost } = this.output
    return decisions.length > 0 || released.length > 0 || lost.length > 0
  }

  /** Brings a watch to a moment at which its value is known. */
  private look(watch: number, value: number, atMs: number, chain: readonly string[]): void {
    const look = this.watches.lookOf(watch)
    if (!look) return
    const { counts, guards, values } = look
    counts.triggered += 1
    const phase = this.watches.phases[watch] ?? phases.idle
    const { compiled } = look.of
    let holds: boolean | undefined = values === undefined || values.includes(value)
    for (const guard of guards) holds = holds && guard(value)
    if (holds && compiled.conditions.length > 0)
      holds = holdsAt(
        compiled.conditions,
        compiled,
        momentAt(look, this.watches.deviceOf(watch), value, atMs),
        this.world,
      )
    if (holds === undefined) {
      counts.unknown += 1
      return
    }
    if (!holds) {
      if (phase !== phases.idle) this.end(watch)
    } else if (phase === phases.idle) {
      if (compiled.heldMs === 0) this.complete(watch, atMs, value, chain)
      else {
        this.watches.phases[watch] = phases.rising
        this.watches.sinceMs[watch] = atMs
        this.rise(watch, { value, chain })
      }
    } else if (phase === phases.rising) {
      const dueMs = (this.watches.sinceMs[watch] ?? 0) + compiled.heldMs
      if (atMs >= dueMs) this.complete(watch, dueMs, value, chain)
    }
  }

  private complete(watch: number, atMs: number, value: number, chain: readonly string[]): void {
    const look = this.watches.lookOf(watch)
    const device = this.watches.deviceOf(watch)
    if (!look || !device) return
    this.rises.delete(watch)
    this.watches.phases[watch] = phases.standing
    const moment = momentAt(look, device, value, atMs)
    const key = `${look.kind} ${look.trigger} ${device.id} ${atMs}`
    const fired = this.decide(look.of, { key, moment }, chain, true)
    if (fired !== undefined) this.standing.set(watch, fired)
  }

  private end(watch: number): void {
    this.watches.phases[watch] = phases.idle
    this.rises.delete(watch)
    const firing = this.standing.get(watch)
    if (firing === undefined) return
    this.standing.delete(watch)
    this.output.released.push(firing)
  }

  private cross(of: ActiveRule, trigger: number, occasion: Occasion, chain: readonly string[]): void {
    const asked = of.compiled.draft.triggers[trigger]
    const { moment } = occasion
    if (asked?.kind !== 'geofence' || !moment.place) return
    const key = `${of.rule.id}\n${trigger}\n${moment.cause.subjectId ?? ''}`
    const isNow =
      isInside(asked.fence, moment.place, (id) => this.world.footprintOf(id)) === (asked.crossing === 'enter')
    const was = this.inside.get(key)
    if (was?.isInside === isNow) return
    this.inside.set(key, { isInside: isNow })
    if (was?.firing !== undefined && !isNow) this.output.released.push(was.firing)
    // Where somebody stands when he is first seen is no crossing.
    if (!was || !isNow) return
    const firing = this.decide(of, occasion, chain, true)
    if (firing !== undefined) this.inside.set(key, { isInside: true, firing })
  }

  /** Judges a rule whose trigger has come. @returns id of the firing when it fires */
  private decide(
    of: ActiveRule,
    { key, moment }: Occasion,
    chain: readonly string[],
    isLasting = false,
  ): string | undefined {
    const { rule, compiled } = of
    const counts = this.countsOfRule.get(rule.id)
    if (counts) {
      counts.decided += 1
      if (!isLasting) counts.triggered += 1
    }
    const id = this.nameOf(JSON.stringify([rule.id, key]))
    // Two triggers of the rule that wait for the same.
    if (this.output.moments.has(id)) return undefined
    if (this.isFired(id)) return isLasting ? id : undefined
    const done = (
      outcome: RuleDecision['outcome'],
      parts: RulePart[],
      deeds: RuleDecision['deeds'] = [],
    ): undefined => {
      this.output.decisions.push({
        ruleId: rule.id,
        version: rule.version,
        id,
        cause: moment.cause,
        outcome,
        parts,
        deeds,
      })
    }
    if (!isLasting && !isIn(rule, moment.place, this.world))
      return done('elsewhere', [{ condition: -1, kind: 'area', holds: 'no', values: [] }])
    const holds = holdsAt(compiled.conditions, compiled, moment, this.world)
    const parts = explainAt(compiled.conditions, compiled, moment, this.world)
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
    const { times, withinMs, of: limitOf } = compiled.draft.limit
    const limitKey = `${rule.id}\n${limitOf === 'device' ? (moment.device?.id ?? moment.cause.subjectId ?? '') : ''}`
    const before = this.limits.count(limitKey, moment.atMs, withinMs)
    if (before >= times) {
      if (counts) counts.limited += 1
      return done('limited', [
        ...parts,
        { condition: -1, kind: 'limit', holds: 'yes', values: [{ name: 'count', value: before }] },
      ])
    }
    this.limits.add(limitKey, moment.atMs)
    if (counts) counts.fired += 1
    done('fires', parts, planDeeds(compiled.draft.actions, rule, moment, this.world))
    this.output.moments.set(id, { ...moment, chain: [...chain, rule.id] })
    return id
  }
}

/** A watch by what it is of, whatever its number. */
interface Watched {
  readonly ruleId: string
  readonly trigger: number
  readonly deviceId: string
}

type LookTrigger = Extract<RuleTrigger, { kind: 'sample' | 'state' | 'reach' }>

function lookOf(of: ActiveRule, trigger: number, asked: LookTrigger, counts: RuleCounts): Look {
  const property = asked.kind === 'reach' ? undefined : asked.property
  return {
    of,
    trigger,
    kind: asked.kind,
    values:
      asked.kind === 'state'
        ? asked.values
        : asked.kind === 'reach'
          ? asked.states.map((state) => reachNumbers[state])
          : undefined,
    property,
    guards: property === undefined ? [] : guardsOn(of.compiled, property),
    counts,
  }
}

function momentAt(
  { trigger, kind, property }: Look,
  device: RuleDevice | undefined,
  value: number,
  atMs: number,
): RuleMoment {
  const deviceId = device?.id
  const cause: RuleCause = { trigger, kind, atMs, ...(deviceId !== undefined && { deviceId }), value }
  return { atMs, cause, device, place: device?.place, value, property }
}

function listAt<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key)
  if (known) return known
  const made: T[] = []
  lists.set(key, made)
  return made
}

/** Under which keys a look is found, by system and by device. */
const keysOfDevices = ({ systemKeys = [], deviceIds = [] }: RuleDevices): string[] => [
  ...new Set([...systemKeys, ...deviceIds.map((id) => `#${id}`)]),
]

function emptyOutput() {
  return {
    decisions: new Array<RuleDecision>(),
    moments: new Map<string, RuleMoment & { chain: readonly string[] }>(),
    released: new Array<string>(),
    lost: new Array<LostFiring>(),
  }
}

/** What a rule on a property asks of the value itself, wherever else it looks. */
function guardsOn({ conditions, inputs }: CompiledRule, property: string): ((value: number) => boolean)[] {
  return conditions.flatMap((condition) =>
    condition.kind === 'expression' && !condition.isNot
      ? condition.expression.guards
          .filter(({ name }) => name === 'value' || (name === property && !inputs.has(name)))
          .map(({ holds }) => holds)
      : [],
  )
}

/** Under which keys a trigger is found that waits for a moment. */
function keysOf(trigger: RuleTrigger, ruleId: string): string[] {
  switch (trigger.kind) {
    case 'alarm':
    case 'event':
    case 'service': {
      const { systemKeys = [], deviceIds = [] } = trigger.devices
      return [...new Set(systemKeys)]
        .map((key) => `${trigger.kind} ${key}`)
        .concat(deviceIds.map((id) => `${trigger.kind} #${id}`))
    }
    case 'geofence':
      return ['position']
    case 'manual':
      return [`manual ${ruleId}`]
    default:
      return [trigger.kind]
  }
}

/** Whether a rule holds at a place. Without areas it holds everywhere, also for what has no place. */
function isIn({ areas, offIn }: Pick<Rule, 'areas' | 'offIn'>, place: Place | undefined, world: RuleWorld): boolean {
  const buildingId = place?.buildingId
  const plotId = place?.plotId ?? (buildingId === undefined ? undefined : world.plotOf(buildingId))
  if (offIn.some(({ kind, id }) => id === (kind === 'plot' ? plotId : buildingId))) return false
  const { plotIds, buildingIds } = areas
  if (plotIds.length === 0 && buildingIds.length === 0) return true
  return plotIds.some((id) => id === plotId) || buildingIds.some((id) => id === buildingId)
}

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

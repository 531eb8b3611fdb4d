import type { RuleFiring } from '../contract'
import type { ActiveRule } from './compileRule'
import type { Crossings } from './Crossings'
import type { Due, DueList } from './DueList'
import { holdsIn } from './holdsIn'
import { judgesAlike, looksAlike } from './judgesAlike'
import { isLook, lookOf } from './looks'
import { deviceInUse, devicesOf, pointOf } from './ruleDevices'
import type { RuleJudge } from './RuleJudge'
import type { LostFiring } from './RuleOutput'
import type { RuleCatalogue, RuleDevice, RuleWorld } from './RuleWorld'
import { nextDueMs } from './schedule'
import type { Standing, Standings } from './Standings'
import { keysOfDevices, keysOfTrigger } from './stimulusKeys'
import { type Look, phases, type Watches } from './Watches'

/** A trigger of a rule. */
export interface TriggerOfRule {
  readonly of: ActiveRule
  readonly trigger: number
}

/** A watch by what it is of, whatever its number. */
interface Watched {
  readonly ruleId: string
  readonly trigger: number
  readonly deviceId: string
}

interface RulesInForceParts {
  catalogue: RuleCatalogue
  world: () => RuleWorld
  watches: Watches
  standings: Standings
  crossings: Crossings
  dues: DueList
  judge: RuleJudge
  /** A firing ends: nobody looks any more whether its trigger holds. */
  onLost: (firing: LostFiring) => void
}

/**
 * The rules that hold now, and who looks at what for them, level with rules, devices and calendar as these change. What does not change goes on where it stood; what stands
 * and is not looked at any more ends.
 */
export class RulesInForce {
  private readonly rules = new Map<string, ActiveRule>()
  private readonly looksOfRule = new Map<string, readonly Look[]>()
  /** Looks by the system, or by `#` and the device, that they are at. */
  private readonly looksAt = new Map<string, Look[]>()
  /** By what sets them off, and for what devices tell by system or device too. */
  private readonly momentary = new Map<string, TriggerOfRule[]>()
  /** What each schedule is due for next; another one in the list is void. */
  private readonly slots = new Map<string, Due>()

  constructor(private readonly parts: RulesInForceParts) {}

  /** Triggers that wait for a moment of the key. */
  waitingFor(key: string): readonly TriggerOfRule[] {
    return this.momentary.get(key) ?? []
  }

  /** These are the rules from now on. @returns ids of those that begin anew */
  set(rules: readonly ActiveRule[], atMs: number): string[] {
    const ids = new Set(rules.map(({ rule }) => rule.id))
    for (const [id, of] of this.rules) if (!ids.has(id)) this.end(of)
    return rules.flatMap((of) => {
      const { id } = of.rule
      const was = this.rules.get(id)
      if (was === of) return []
      const isAlike = was !== undefined && judgesAlike(was, of)
      const looks = was && looksAlike(was, of) ? this.looksOfRule.get(id) : undefined
      // Who looks at what stays as it is: with a hundred thousand devices that is nearly all the work.
      if (looks && !isAlike) this.rest(id)
      const standings = was ? this.remove(was, looks !== undefined) : []
      if (was && !isAlike) this.forget(id)
      this.add(of, atMs, looks)
      if (isAlike) for (const [watched, standing] of standings) this.resume(watched, standing)
      return isAlike ? [] : [id]
    })
  }

  /** Devices are others: each goes on where it stood. */
  followDevices(ids: Iterable<string>): void {
    const { watches, catalogue, crossings } = this.parts
    watches.growPoints(catalogue.pointCount)
    const gone = new Set<string>()
    for (const id of ids) {
      const standings = this.takeAway([...watches.ofDevice(id)])
      const device = deviceInUse(id, catalogue)
      if (device) {
        const bySystem = this.looksAt.get(device.type.systemKey) ?? []
        for (const look of new Set([...bySystem, ...(this.looksAt.get(`#${id}`) ?? [])])) this.watch(look, device)
      } else gone.add(id)
      for (const [watched, standing] of standings) this.resume(watched, standing)
    }
    if (gone.size === 0) return
    for (const { firing, ruleId, subjectId } of crossings.forgetSubjects(gone)) this.lose(firing, ruleId, subjectId)
  }

  /** The calendar is another one: schedules are due by it after a moment, UTC ms. */
  reschedule(atMs: number): void {
    for (const of of this.rules.values()) this.addSlots(of, atMs)
  }

  /** What a schedule that is due sets off, and its next time is waited for; `undefined` when it was another one's. */
  passSlot(due: Extract<Due, { kind: 'slot' }>): TriggerOfRule | undefined {
    const { ruleId, trigger: at, atMs, key } = due
    const of = this.rules.get(ruleId)
    const trigger = of?.compiled.draft.triggers[at]
    if (!of || trigger?.kind !== 'schedule' || this.slots.get(key) !== due) return undefined
    this.addSlot(ruleId, at, nextDueMs(trigger, this.parts.world().calendar, atMs))
    return { of, trigger: at }
  }

  /** A firing of before goes on to stand, or ends where nobody looks whether it does. */
  takeUp({ id, ruleId, cause }: RuleFiring): void {
    const { trigger, deviceId, subjectId = '' } = cause
    const { crossings, standings, catalogue } = this.parts
    if (cause.kind === 'geofence') {
      const asked = this.rules.get(ruleId)?.compiled.draft.triggers[trigger]
      const isThere = deviceId === undefined || deviceInUse(deviceId, catalogue) !== undefined
      if (asked?.kind !== 'geofence' || !isThere) return this.lose(id, ruleId, deviceId)
      return crossings.stand({ ruleId, trigger, subjectId }, id)
    }
    const watch = deviceId === undefined ? undefined : this.findWatch({ ruleId, trigger, deviceId })
    if (watch === undefined) return this.lose(id, ruleId, deviceId)
    standings.stand(watch, id)
  }

  /** @param kept its looks, when they stay */
  private add(of: ActiveRule, atMs: number, kept?: readonly Look[]): void {
    const { rule, compiled } = of
    this.rules.set(rule.id, of)
    const counts = this.parts.judge.countsFor(rule.id)
    const looks: Look[] = []
    compiled.draft.triggers.forEach((trigger, at) => {
      if (isLook(trigger)) {
        const made = lookOf(of, at, trigger, counts)
        const look = kept?.find((each) => each.trigger === at)
        if (look) looks.push(Object.assign(look, made))
        else {
          looks.push(made)
          for (const key of keysOfDevices(trigger.devices)) listAt(this.looksAt, key).push(made)
          for (const device of devicesOf(trigger.devices, this.parts.catalogue)) this.watch(made, device)
        }
      } else if (trigger.kind !== 'schedule')
        for (const key of keysOfTrigger(trigger, rule.id)) listAt(this.momentary, key).push({ of, trigger: at })
    })
    this.looksOfRule.set(rule.id, looks)
    this.addSlots(of, atMs)
  }

  /**
   * @param keepsLooks whoever is looked at stays so
   * @returns where its watches stood that are taken away
   */
  private remove(of: ActiveRule, keepsLooks = false): [Watched, Standing][] {
    const { id } = of.rule
    of.compiled.draft.triggers.forEach((trigger, at) => {
      this.slots.delete(`${id}\n${at}`)
      if (isLook(trigger)) {
        if (!keepsLooks) drop(this.looksAt, keysOfDevices(trigger.devices), of)
      } else if (trigger.kind !== 'schedule') drop(this.momentary, keysOfTrigger(trigger, id), of)
    })
    const isWatching = !keepsLooks && (this.looksOfRule.get(id)?.length ?? 0) > 0
    const standings = isWatching ? this.takeAway([...this.parts.watches.ofRule(id)]) : []
    this.looksOfRule.delete(id)
    this.rules.delete(id)
    return standings
  }

  /** A rule is not in force any more. */
  private end(of: ActiveRule): void {
    const { id } = of.rule
    for (const [{ deviceId }, { firing }] of this.remove(of)) this.lose(firing, id, deviceId)
    for (const firing of this.forget(id)) this.lose(firing, id, undefined)
  }

  /** The rule's watches stand nowhere: what the journal holds of them is taken up anew. */
  private rest(id: string): void {
    const { watches, standings } = this.parts
    for (const watch of watches.ofRule(id)) if (watches.phases[watch] !== phases.idle) standings.rest(watch)
  }

  /** @returns firings that stood of its fences */
  private forget(id: string): string[] {
    this.parts.judge.forget(id)
    return this.parts.crossings.forgetRule(id)
  }

  private addSlots({ rule, compiled }: ActiveRule, atMs: number): void {
    compiled.draft.triggers.forEach((trigger, at) => {
      if (trigger.kind !== 'schedule') return
      this.addSlot(rule.id, at, nextDueMs(trigger, this.parts.world().calendar, atMs))
    })
  }

  private addSlot(ruleId: string, trigger: number, atMs: number | undefined): void {
    const key = `${ruleId}\n${trigger}`
    this.slots.delete(key)
    if (atMs === undefined) return
    const due: Due = { kind: 'slot', key, ruleId, trigger, atMs }
    this.slots.set(key, due)
    this.parts.dues.add(due)
  }

  /** A device is looked at from now on, where the rule holds and the device has what it looks at. */
  private watch(look: Look, device: RuleDevice): void {
    if (!holdsIn(look.of.rule, device.place, this.parts.world())) return
    const point = look.property === undefined ? -1 : pointOf(device, look.property)
    if (point !== undefined) this.parts.watches.add(look, device, point)
  }

  /** @returns where they stood, those that were not idle */
  private takeAway(numbers: readonly number[]): [Watched, Standing][] {
    const { watches, standings } = this.parts
    return numbers.flatMap((watch): [Watched, Standing][] => {
      const look = watches.lookOf(watch)
      const device = watches.deviceOf(watch)
      const standing = standings.take(watch)
      watches.remove(watch)
      if (!look || !device || !standing) return []
      return [[{ ruleId: look.of.rule.id, trigger: look.trigger, deviceId: device.id }, standing]]
    })
  }

  /** A watch goes on where it stood; what stands ends where there is none any more. */
  private resume(watched: Watched, standing: Standing): void {
    const watch = this.findWatch(watched)
    if (watch === undefined) this.lose(standing.firing, watched.ruleId, watched.deviceId)
    else this.parts.standings.resume(watch, standing)
  }

  private findWatch({ ruleId, trigger, deviceId }: Watched): number | undefined {
    const { watches } = this.parts
    for (const watch of watches.ofDevice(deviceId)) {
      const look = watches.lookOf(watch)
      if (look?.trigger === trigger && look.of.rule.id === ruleId) return watch
    }
    return undefined
  }

  private lose(id: string | undefined, ruleId: string, deviceId: string | undefined): void {
    if (id === undefined) return
    const isGone = deviceId !== undefined && !deviceInUse(deviceId, this.parts.catalogue)
    this.parts.onLost({ id, ruleId, why: !this.rules.has(ruleId) ? 'rule' : isGone ? 'device' : 'notMeant' })
  }
}

function listAt<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key)
  if (known) return known
  const made: T[] = []
  lists.set(key, made)
  return made
}

function drop<T extends { of: ActiveRule }>(lists: Map<string, T[]>, keys: Iterable<string>, of: ActiveRule): void {
  for (const key of keys) {
    const rest = lists.get(key)?.filter((each) => each.of !== of) ?? []
    if (rest.length > 0) lists.set(key, rest)
    else lists.delete(key)
  }
}

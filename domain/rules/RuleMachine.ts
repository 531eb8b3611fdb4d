import type { DeviceId, Place, Rule, RuleCause, RuleDecision, RuleFiring, RulePart, RuleTrigger } from '../contract'
import { explainAt, holdsAt } from './conditions'
import type { ActiveRule, CompiledRule } from './compileRule'
import { DueList } from './DueList'
import { isInside } from './geofence'
import { judgesAlike } from './judgesAlike'
import { planDeeds } from './planDeeds'
import type { RuleMoment } from './RuleMoment'
import { momentOf, type Occasion } from './momentOf'
import type { RuleStimulus } from './RuleStimulus'
import { devicesOf, pointOf } from './ruleDevices'
import type { RuleCatalogue, RuleWorld } from './RuleWorld'
import { nextDueMs } from './schedule'
import { TimesWithin } from './TimesWithin'

/** What became of stimuli. */
export interface RuleOutput {
  readonly decisions: RuleDecision[]
  /** Places of the firings among `decisions`, by id. */
  readonly moments: ReadonlyMap<string, RuleMoment & { chain: readonly string[] }>
  /** Firings whose trigger holds no more. */
  readonly released: string[]
}

/** Counts of one rule since the machine was made. */
export interface RuleCounts {
  triggered: number
  decided: number
  fired: number
  limited: number
  loops: number
  unknown: number
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

/** Where the truth of a watch stands. */
const phases = { idle: 0, rising: 1, standing: 2 } as const

/** One rule looking at one point, or at one device's reach. */
interface Watch {
  readonly of: ActiveRule
  readonly trigger: number
  readonly device: DeviceId
  /** Values of a `state` or `reach` trigger; of a `sample` trigger every value. */
  readonly values: readonly number[] | undefined
  readonly property: string | undefined
  readonly place: Place
  /** What the value alone can rule out. */
  readonly guards: readonly ((value: number) => boolean)[]
  readonly counts: RuleCounts
}

/** The same watch in every machine. */
const keyOf = ({ of, trigger, device }: Watch): string => `${of.rule.id}\n${trigger}\n${device}`

const reachNumbers = { online: 0, abnormal: 1, offline: 2 } as const

/**
 * Decides what rules do about what happens. Holds no clock: time comes with what it is told, and by `advance`. The same rules, world and stimuli give the same
 * decisions, so that what is recorded can be gone over again.
 *
 * A sample touches only the rules that look at its point; with none of them it costs one look into a table.
 */
export class RuleMachine {
  private readonly watches: Watch[] = []
  private readonly watchPhases: Uint8Array
  private readonly sinceMs: Float64Array
  /** Of each point its first watch; of the one after it, the end. */
  private readonly firstOfPoint: Uint32Array
  private readonly watchesOfPoint: Uint32Array
  private readonly watchesOfReach = new Map<string, number[]>()
  /** By what sets them off, and for what devices tell by system or device too. */
  private readonly momentary = new Map<string, { of: ActiveRule; trigger: number }[]>()
  /** Firing that stands, by watch, and by rule, trigger and subject of a geofence. */
  private readonly standing = new Map<number, string>()
  private readonly inside = new Map<string, { isInside: boolean; firing?: string }>()
  private readonly dues = new DueList()
  private readonly limits = new TimesWithin()
  private readonly counted = new TimesWithin()
  private readonly countsOfRule = new Map<string, RuleCounts>()
  private readonly rules: ReadonlyMap<string, ActiveRule>
  private readonly world: RuleWorld
  private readonly nameOf: (cause: string) => string
  private readonly isFired: (id: string) => boolean
  private output = emptyOutput()

  constructor({ rules, catalogue, world, nameOf, isFired, fromMs }: RuleMachineParts) {
    this.world = world
    this.nameOf = nameOf
    this.isFired = isFired
    this.rules = new Map(rules.map((of) => [of.rule.id, of]))
    const points: number[] = []
    for (const of of rules) {
      const counts: RuleCounts = { triggered: 0, decided: 0, fired: 0, limited: 0, loops: 0, unknown: 0 }
      this.countsOfRule.set(of.rule.id, counts)
      of.compiled.draft.triggers.forEach((trigger, at) => {
        switch (trigger.kind) {
          case 'sample':
          case 'state': {
            const guards = guardsOn(of.compiled, trigger.property)
            for (const device of devicesOf(trigger.devices, catalogue)) {
              const point = pointOf(device, trigger.property)
              if (point === undefined || !isIn(of.rule, device.place, world)) continue
              const values = trigger.kind === 'state' ? trigger.values : undefined
              points[this.watches.length] = point
              this.watches.push({
                of,
                trigger: at,
                device: device.id,
                values,
                property: trigger.property,
                place: device.place,
                guards,
                counts,
              })
            }
            break
          }
          case 'reach':
            for (const device of devicesOf(trigger.devices, catalogue)) {
              if (!isIn(of.rule, device.place, world)) continue
              const number = this.watches.length
              const values = trigger.states.map((state) => reachNumbers[state])
              this.watches.push({
                of,
                trigger: at,
                device: device.id,
                values,
                property: undefined,
                place: device.place,
                guards: [],
                counts,
              })
              const list = this.watchesOfReach.get(device.id)
              if (list) list.push(number)
              else this.watchesOfReach.set(device.id, [number])
            }
            break
          case 'schedule': {
            const dueMs = nextDueMs(trigger, world.calendar, fromMs)
            if (dueMs !== undefined) this.dues.add({ kind: 'slot', of, trigger: at, atMs: dueMs })
            break
          }
          default: {
            for (const key of keysOf(trigger, of.rule.id)) {
              const list = this.momentary.get(key)
              if (list) list.push({ of, trigger: at })
              else this.momentary.set(key, [{ of, trigger: at }])
            }
          }
        }
      })
    }
    this.watchPhases = new Uint8Array(this.watches.length)
    this.sinceMs = new Float64Array(this.watches.length)
    const { first, sorted } = byPoint(points, catalogue.pointCount)
    this.firstOfPoint = first
    this.watchesOfPoint = sorted
  }

  /** Whether anything looks at the point. */
  watchesPoint(point: number): boolean {
    return (this.firstOfPoint[point] ?? 0) < (this.firstOfPoint[point + 1] ?? 0)
  }

  /**
   * Picks up where firings of before stand: what stands does not fire again, and limits go on counting.
   *
   * @param before machine that this one takes the place of: rules that judge as they did there go on with their times, counts and places, whatever became of other rules and of the registry
   */
  restore(firings: Iterable<RuleFiring>, before?: RuleMachine): void {
    const kept = before ? this.rulesAsIn(before) : new Set<string>()
    const standing = new Map<string, RuleFiring>()
    for (const firing of firings) {
      const { ruleId, cause, id } = firing
      if (!kept.has(ruleId)) {
        this.limits.add(`${ruleId}\n`, firing.cause.atMs)
        this.limits.add(`${ruleId}\n${cause.deviceId ?? cause.subjectId ?? ''}`, firing.cause.atMs)
      }
      if (!firing.isStanding) continue
      standing.set(`${ruleId}\n${cause.trigger}\n${cause.deviceId ?? ''}`, firing)
      if (cause.kind === 'geofence')
        this.inside.set(`${ruleId}\n${cause.trigger}\n${cause.subjectId ?? ''}`, { isInside: true, firing: id })
    }
    const goesOn = before && this.takeOver(before, kept)
    this.watches.forEach((watch, number) => {
      const firing = standing.get(keyOf(watch))
      if (!firing || goesOn?.has(number)) return
      this.watchPhases[number] = phases.standing
      this.standing.set(number, firing.id)
    })
  }

  /** Rules of this machine that judge as they did in the one before. */
  private rulesAsIn(before: RuleMachine): ReadonlySet<string> {
    return new Set(
      [...this.rules.values()].flatMap((of) => {
        const was = before.rules.get(of.rule.id)
        return was && judgesAlike(was, of) ? [of.rule.id] : []
      }),
    )
  }

  /** @returns watches that go on where those of the machine before stood */
  private takeOver(before: RuleMachine, kept: ReadonlySet<string>): ReadonlySet<number> {
    const ruleOfKey = (key: string): string => key.slice(0, key.indexOf('\n'))
    const isKept = (key: string): boolean => kept.has(ruleOfKey(key))
    this.limits.takeOver(before.limits, isKept)
    this.counted.takeOver(before.counted, isKept)
    for (const [key, where] of before.inside) if (isKept(key)) this.inside.set(key, where)
    for (const id of kept) Object.assign(this.countsOfRule.get(id) ?? {}, before.countsOfRule.get(id))

    const places = new Map<string, number>()
    before.watches.forEach((watch, number) => {
      if (kept.has(watch.of.rule.id)) places.set(keyOf(watch), number)
    })
    const goesOn = new Set<number>()
    const numbers = new Map<number, number>()
    this.watches.forEach((watch, number) => {
      const was = places.get(keyOf(watch))
      if (was === undefined) return
      goesOn.add(number)
      numbers.set(was, number)
      this.watchPhases[number] = before.watchPhases[was] ?? phases.idle
      this.sinceMs[number] = before.sinceMs[was] ?? 0
      const firing = before.standing.get(was)
      if (firing !== undefined) this.standing.set(number, firing)
    })
    for (const due of before.dues.all()) {
      const watch = due.kind === 'held' ? numbers.get(due.watch) : undefined
      if (due.kind === 'held' && watch !== undefined) this.dues.add({ ...due, watch })
    }
    return goesOn
  }

  counts(): ReadonlyMap<string, Readonly<RuleCounts>> {
    return this.countsOfRule
  }

  /** A good value of a point, judged at the time of its source. */
  sample(point: number, value: number, sourceAtMs: number, chain: readonly string[] = []): void {
    const end = this.firstOfPoint[point + 1] ?? 0
    for (let at = this.firstOfPoint[point] ?? 0; at < end; at++)
      this.look(this.watchesOfPoint[at] ?? 0, value, sourceAtMs, chain)
  }

  /** Anything else that happened. */
  tell(stimulus: RuleStimulus): void {
    const { atMs, chain = [] } = stimulus
    if (stimulus.kind === 'reach') {
      for (const watch of this.watchesOfReach.get(stimulus.deviceId) ?? [])
        this.look(watch, reachNumbers[stimulus.state], atMs, chain)
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
        if (this.watchPhases[due.watch] === phases.rising && this.sinceMs[due.watch] === due.sinceMs)
          this.complete(due.watch, due.atMs, due.value, due.chain)
        continue
      }
      const { of, trigger: at, atMs } = due
      const trigger = of.compiled.draft.triggers[at]
      if (trigger?.kind !== 'schedule') continue
      this.decide(of, { key: `schedule ${atMs}`, moment: { atMs, cause: { trigger: at, kind: 'schedule', atMs } } }, [])
      const nextMs = nextDueMs(trigger, this.world.calendar, atMs)
      if (nextMs !== undefined) this.dues.add({ kind: 'slot', of, trigger: at, atMs: nextMs })
    }
  }

  /** What has been decided since this was asked last. */
  drain(): RuleOutput {
    const { output } = this
    if (output.decisions.length > 0 || output.released.length > 0) this.output = emptyOutput()
    return output
  }

  /** Whether anything waits in `drain`. */
  get hasOutput(): boolean {
    return this.output.decisions.length > 0 || this.output.released.length > 0
  }

  /** Brings a watch to a moment at which its value is known. */
  private look(number: number, value: number, atMs: number, chain: readonly string[]): void {
    const watch = this.watches[number]
    if (!watch) return
    const { counts, guards } = watch
    counts.triggered += 1
    const phase = this.watchPhases[number] ?? phases.idle
    const { compiled } = watch.of
    let holds: boolean | undefined = watch.values === undefined || watch.values.includes(value)
    for (const guard of guards) holds = holds && guard(value)
    if (holds && compiled.conditions.length > 0)
      holds = holdsAt(compiled.conditions, compiled, this.momentOfWatch(watch, value, atMs), this.world)
    if (holds === undefined) {
      counts.unknown += 1
      return
    }
    if (!holds) {
      if (phase !== phases.idle) this.end(number)
    } else if (phase === phases.idle) {
      if (compiled.heldMs === 0) this.complete(number, atMs, value, chain)
      else {
        this.watchPhases[number] = phases.rising
        this.sinceMs[number] = atMs
        this.dues.add({ kind: 'held', watch: number, sinceMs: atMs, atMs: atMs + compiled.heldMs, value, chain })
      }
    } else if (phase === phases.rising && atMs >= (this.sinceMs[number] ?? 0) + compiled.heldMs) {
      this.complete(number, (this.sinceMs[number] ?? 0) + compiled.heldMs, value, chain)
    }
  }

  private momentOfWatch(watch: Watch, value: number, atMs: number): RuleMoment {
    const { of, trigger, device: deviceId, property, place } = watch
    const kind = of.compiled.draft.triggers[trigger]?.kind
    const known = kind === 'state' || kind === 'reach' ? kind : 'sample'
    const cause: RuleCause = { trigger, kind: known, atMs, deviceId, value }
    return { atMs, cause, device: this.world.findDevice(deviceId), place, value, property }
  }

  private complete(number: number, atMs: number, value: number, chain: readonly string[]): void {
    const watch = this.watches[number]
    if (!watch) return
    this.watchPhases[number] = phases.standing
    const moment = this.momentOfWatch(watch, value, atMs)
    const fired = this.decide(
      watch.of,
      { key: `${moment.cause.kind} ${watch.trigger} ${watch.device} ${atMs}`, moment },
      chain,
      true,
    )
    if (fired !== undefined) this.standing.set(number, fired)
  }

  private end(number: number): void {
    this.watchPhases[number] = phases.idle
    const firing = this.standing.get(number)
    if (firing === undefined) return
    this.standing.delete(number)
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

function emptyOutput() {
  return {
    decisions: new Array<RuleDecision>(),
    moments: new Map<string, RuleMoment & { chain: readonly string[] }>(),
    released: new Array<string>(),
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

/** Watches in the order of their points, and where those of each point begin. */
function byPoint(
  points: readonly (number | undefined)[],
  pointCount: number,
): { first: Uint32Array; sorted: Uint32Array } {
  const first = new Uint32Array(pointCount + 2)
  for (const point of points) if (point !== undefined) first[point + 1] = (first[point + 1] ?? 0) + 1
  for (let point = 1; point < first.length; point++) first[point] = (first[point] ?? 0) + (first[point - 1] ?? 0)
  const next = first.slice()
  const sorted = new Uint32Array(first[pointCount] ?? 0)
  points.forEach((point, watch) => {
    if (point === undefined) return
    const at = next[point] ?? 0
    sorted[at] = watch
    next[point] = at + 1
  })
  return { first, sorted }
}

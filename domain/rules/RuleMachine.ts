import type { RuleFiring } from '../contract'
import { holdsAt } from './conditions'
import type { ActiveRule } from './compileRule'
import { Crossings } from './Crossings'
import { DueList } from './DueList'
import { isInside } from './geofence'
import { momentAt, reachNumbers } from './looks'
import { momentOf, type Occasion } from './momentOf'
import type { RuleCounts } from './RuleCounts'
import { RuleJudge } from './RuleJudge'
import { noOutput, type RuleOutput } from './RuleOutput'
import { RulesInForce, type TriggerOfRule } from './RulesInForce'
import type { RuleStimulus } from './RuleStimulus'
import type { RuleCatalogue, RuleWorld } from './RuleWorld'
import { Standings } from './Standings'
import { keysOfStimulus } from './stimulusKeys'
import { phases, Watches } from './Watches'

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

/**
 * Decides what rules do about what happens. Holds no clock: time comes with what it is told, and by `advance`. The same rules, world and stimuli give the same
 * decisions, so that what is recorded can be gone over again.
 *
 * A sample touches only the rules that look at its point; with none of them it costs one look into a table.
 */
export class RuleMachine {
  private readonly watches = new Watches()
  private readonly dues = new DueList()
  private readonly standings = new Standings(this.watches, this.dues)
  private readonly crossings = new Crossings()
  /** When the condition of each watch became true last, and how often at that very time. */
  private readonly completed = new Map<number, { readonly atMs: number; readonly times: number }>()
  private readonly judging: RuleJudge
  private readonly inForce: RulesInForce
  private world: RuleWorld
  private output = noOutput()

  constructor({ rules, catalogue, world, nameOf, isFired, fromMs }: RuleMachineParts) {
    this.world = world
    this.judging = new RuleJudge({ world: () => this.world, output: () => this.output, nameOf, isFired })
    this.inForce = new RulesInForce({
      catalogue,
      world: () => this.world,
      watches: this.watches,
      standings: this.standings,
      crossings: this.crossings,
      dues: this.dues,
      judge: this.judging,
      onLost: (firing) => this.output.lost.push(firing),
    })
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
    return this.inForce.set(rules, atMs)
  }

  /** The world is another one, and with it the calendar: schedules are due by it after a moment, UTC ms. */
  setWorld(world: RuleWorld, atMs: number): void {
    const isSameTime = world.calendar === this.world.calendar
    this.world = world
    if (!isSameTime) this.inForce.reschedule(atMs)
  }

  /** Devices came, went, moved, or have another version of their type: each goes on where it stood. Costs what changed. */
  followDevices(ids: Iterable<string>): void {
    this.inForce.followDevices(ids)
  }

  /** Picks up where firings of before stand: what stands does not fire again, and limits go on counting. What nobody looks at any more ends. */
  restore(firings: Iterable<RuleFiring>): void {
    for (const firing of firings) {
      this.judging.remember(firing)
      if (firing.isStanding) this.inForce.takeUp(firing)
    }
  }

  counts(): ReadonlyMap<string, Readonly<RuleCounts>> {
    return this.judging.counts
  }

  /** Whether anything looks at the point. */
  watchesPoint(point: number): boolean {
    return this.watches.firstAt(point) >= 0
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
    for (const key of keysOfStimulus(stimulus, this.world)) {
      for (const { of, trigger } of this.inForce.waitingFor(key)) {
        const occasion = momentOf(of, trigger, stimulus, this.world)
        if (!occasion) continue
        if (stimulus.kind === 'position') this.cross({ of, trigger }, occasion, chain)
        else this.judging.decide(of, occasion, chain)
      }
    }
  }

  /** Judges a rule as if its trigger had come. */
  judge(of: ActiveRule, occasion: Occasion): void {
    this.judging.decide(of, occasion, [])
  }

  /** When something is due by time alone, UTC ms; `undefined` when nothing. */
  nextDueMs(): number | undefined {
    return this.dues.nextMs()
  }

  /** Does what is due up to a moment: ends of times that conditions must hold, and schedules. */
  advance(toMs: number): void {
    for (let due = this.dues.take(toMs); due; due = this.dues.take(toMs)) {
      const { atMs } = due
      if (due.kind === 'held') {
        if (this.standings.isRising(due)) this.complete(due.watch, atMs, due.rise.value, due.rise.chain)
        continue
      }
      const slot = this.inForce.passSlot(due)
      if (!slot) continue
      const moment = { atMs, cause: { trigger: slot.trigger, kind: 'schedule' as const, atMs } }
      this.judging.decide(slot.of, { key: `schedule ${atMs}`, moment }, [])
    }
  }

  /** What has been decided since this was asked last. */
  drain(): RuleOutput {
    const { output } = this
    if (this.hasOutput) this.output = noOutput()
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
    if (holds && compiled.conditions.length > 0) {
      const moment = momentAt(look, this.watches.deviceOf(watch), value, atMs)
      holds = holdsAt(compiled.conditions, compiled, moment, this.world)
    }
    if (holds === undefined) {
      counts.unknown += 1
      return
    }
    if (!holds) {
      if (phase !== phases.idle) this.end(watch)
    } else if (phase === phases.idle) {
      if (compiled.heldMs === 0) this.complete(watch, atMs, value, chain)
      else this.standings.rise(watch, atMs, { value, chain })
    } else if (phase === phases.rising) {
      const dueMs = (this.watches.sinceMs[watch] ?? 0) + compiled.heldMs
      if (atMs >= dueMs) this.complete(watch, dueMs, value, chain)
    }
  }

  /** It has held for as long as its rule asks. */
  private complete(watch: number, atMs: number, value: number, chain: readonly string[]): void {
    const look = this.watches.lookOf(watch)
    const device = this.watches.deviceOf(watch)
    if (!look || !device) return
    const moment = momentAt(look, device, value, atMs)
    const key = `${look.kind} ${look.trigger} ${device.id} ${this.nameMoment(watch, atMs)}`
    this.standings.stand(watch, this.judging.decide(look.of, { key, moment }, chain, true))
  }

  /** A firing's name follows from its time, so that what is told again does nothing twice; of a device whose clock stands still the second, third … time have names of their own. */
  private nameMoment(watch: number, atMs: number): string {
    const before = this.completed.get(watch)
    const times = before?.atMs === atMs ? before.times + 1 : 0
    this.completed.set(watch, { atMs, times })
    return times === 0 ? String(atMs) : `${atMs} ${times}`
  }

  /** It holds no more. */
  private end(watch: number): void {
    const firing = this.standings.rest(watch)
    if (firing !== undefined) this.output.released.push(firing)
  }

  private cross({ of, trigger }: TriggerOfRule, occasion: Occasion, chain: readonly string[]): void {
    const asked = of.compiled.draft.triggers[trigger]
    const { moment } = occasion
    if (asked?.kind !== 'geofence' || !moment.place) return
    const who = { ruleId: of.rule.id, trigger, subjectId: moment.cause.subjectId ?? '' }
    const isThere = isInside(asked.fence, moment.place, (id) => this.world.footprintOf(id))
    const { hasEntered, ended } = this.crossings.move(who, isThere === (asked.crossing === 'enter'))
    if (ended !== undefined) this.output.released.push(ended)
    const firing = hasEntered ? this.judging.decide(of, occasion, chain, true) : undefined
    if (firing !== undefined) this.crossings.stand(who, firing)
  }
}

import type { Alarm, AlarmPriority, DeviceStateName, Incident, PersonState, Task } from '../contract'
import type { IndicatorSource } from './definitions'

/** What the indicators are computed from: the district as it is now. */
export interface IndicatorFacts {
  /** Good values of one property over all devices of the systems that are not stale, with the age of the youngest. */
  values(systems: readonly string[], property: string): PointFigures
  /** State of every device of the systems; of all without. */
  deviceStates(systems: readonly string[] | undefined): Iterable<DeviceStateName>
  /** Alarms not over, with the family of their system. */
  alarms: Iterable<{ alarm: Alarm; family: string }>
  incidents: Iterable<Incident>
  tasks: Iterable<Task>
  people: Iterable<PersonState>
}

/** Sums over the points of one figure. */
export interface PointFigures {
  /** Points of the property in the registry. */
  total: number
  /** Those with a good, fresh value. */
  good: number
  sum: number
  minimum: number
  maximum: number
  /** Source time of the youngest value, good or not; 0 when none ever came. */
  newestAtMs: number
}

/** A figure, or why there is none. */
export interface Figure {
  value?: number
  quality: 'good' | 'uncertain' | 'stale' | 'bad'
  /** Key of the sentence that says why it is not good. */
  reason?: 'noDevices' | 'noFreshValue' | 'someMissing'
  atMs: number
}

/** Below this share of fresh points a sum or mean is uncertain: it stands for too little of the district. */
const ENOUGH = 0.9

const isStanding = (alarm: Alarm) => alarm.state === 'unacknowledged' || alarm.state === 'acknowledged'
const openTasks: readonly Task['state'][] = ['held', 'assigned', 'sent', 'delivered', 'accepted', 'arrived']

function figureOf(points: PointFigures, take: 'sum' | 'average' | 'maximum' | 'minimum', scale: number): Figure {
  if (points.total === 0) return { quality: 'bad', reason: 'noDevices', atMs: 0 }
  if (points.good === 0)
    return { quality: points.newestAtMs > 0 ? 'stale' : 'bad', reason: 'noFreshValue', atMs: points.newestAtMs }
  const value =
    { sum: points.sum, average: points.sum / points.good, maximum: points.maximum, minimum: points.minimum }[take] *
    scale
  return points.good < points.total * ENOUGH
    ? { value, quality: 'uncertain', reason: 'someMissing', atMs: points.newestAtMs }
    : { value, quality: 'good', atMs: points.newestAtMs }
}

const count = <T>(all: Iterable<T>, counts: (one: T) => boolean): number => {
  let n = 0
  for (const one of all) if (counts(one)) n += 1
  return n
}

/** One figure of a monitor from the district as it is now. Counts of our own books (alarms, incidents, tasks) are good at any moment. */
export function computeIndicator(source: IndicatorSource, facts: IndicatorFacts, nowMs: number): Figure {
  const good = (value: number): Figure => ({ value, quality: 'good', atMs: nowMs })
  switch (source.from) {
    case 'points':
      return figureOf(facts.values(source.systems, source.property), source.take, source.scale ?? 1)
    case 'devices': {
      let total = 0
      let matching = 0
      for (const state of facts.deviceStates(source.systems)) {
        if (state === 'unknown') continue
        total += 1
        if (source.states.includes(state)) matching += 1
      }
      if (source.as === 'count') return good(matching)
      return total === 0 ? { quality: 'bad', reason: 'noDevices', atMs: 0 } : good((100 * matching) / total)
    }
    case 'alarms':
      return good(
        count(
          facts.alarms,
          ({ alarm, family }) =>
            source.families.includes(family) &&
            (source.priorities?.includes(alarm.priority) ?? true) &&
            (source.unacknowledgedOnly
              ? alarm.state === 'unacknowledged' || alarm.state === 'returnedUnacknowledged'
              : isStanding(alarm)),
        ),
      )
    case 'incidents':
      return good(count(facts.incidents, (i) => i.state === 'open' && (source.grades?.includes(i.grade) ?? true)))
    case 'tasks':
      return good(count(facts.tasks, (t) => openTasks.includes(t.state) === source.open))
    case 'people':
      return good(count(facts.people, (p) => source.duties.includes(p.duty)))
  }
}

const ranks: readonly AlarmPriority[] = ['urgent', 'important', 'minor', 'commloss', 'notice']

/** Highest priority of the standing alarms of the families; `undefined` when none stands. Notices do not colour a monitor. */
export function worstAlarm(
  alarms: Iterable<{ alarm: Alarm; family: string }>,
  families: readonly string[],
): AlarmPriority | undefined {
  let worst: number | undefined
  for (const { alarm, family } of alarms) {
    if (!isStanding(alarm) || alarm.priority === 'notice' || !families.includes(family)) continue
    const rank = ranks.indexOf(alarm.priority)
    if (worst === undefined || rank < worst) worst = rank
  }
  return worst === undefined ? undefined : ranks[worst]
}

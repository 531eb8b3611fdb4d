import type { Alarm, FloodLaw } from '../../contract'
import { isUnanswered, placeOf } from '../holds'
import { CauseFinder } from './CauseFinder'
import { Together } from './Together'
import type { TwinGraph } from './TwinGraph'

/** What an alarm is folded under: the alarm that says what has failed, or the first of those that came together in one building. */
export interface Fold {
  readonly by: 'power' | 'network' | 'water' | 'air' | 'building'
  readonly underId: string
}

export interface FoldedAlarms {
  /** By alarm; who has none is shown, or put aside. */
  readonly folds: ReadonlyMap<string, Fold>
  readonly law: FloodLaw
}

/**
 * Folds alarms by cause along the twin graph: network, power, water and air first, then what came together in one building. What belongs to an incident is led there,
 * and life safety that nobody has taken is never folded.
 *
 * @param alarms all that are not over
 */
export function foldAlarms(alarms: readonly Alarm[], graph: TwinGraph): FoldedAlarms {
  const finder = new CauseFinder(graph)
  for (const alarm of alarms) finder.take(alarm.id, alarm)
  const folds = new Map<string, Fold>()
  const places = new Map<string, Together>()
  const loose: { alarm: Alarm; place: Together }[] = []
  const none = new Set<string>()
  const law: FloodLaw = { raw: 0, shown: 0, folded: 0, shelved: 0, suppressed: 0, outOfService: 0 }
  for (const alarm of alarms) {
    law.raw += 1
    const aside = placeOf(alarm)
    if (aside !== 'shown') {
      law[aside] += 1
      continue
    }
    const cause = alarm.incidentId === undefined ? finder.causeOf(alarm) : undefined
    if (cause) {
      folds.set(alarm.id, { by: cause.medium, underId: cause.alarm.id })
      law.folded += 1
      continue
    }
    const building = graph.buildingOf(alarm.deviceId)
    if (building === undefined || alarm.incidentId !== undefined || alarm.priority === 'commloss') {
      law.shown += 1
      continue
    }
    const place = places.get(building) ?? new Together()
    places.set(building, place)
    place.add(alarm, none)
    loose.push({ alarm, place })
  }
  for (const { alarm, place } of loose) {
    const run = place.runOf(alarm.id)
    const standsAlone = alarm.isLifeSafety && isUnanswered(alarm)
    if (run && run.size > 1 && run.firstId !== alarm.id && !standsAlone) {
      folds.set(alarm.id, { by: 'building', underId: run.firstId })
      law.folded += 1
    } else law.shown += 1
  }
  return { folds, law }
}

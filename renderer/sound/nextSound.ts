import type { AlarmPriority } from '../../domain/contract'
import { lengthMs, patternOf, type Occasion } from './patterns'

/** F3 holds for two minutes. */
export const silenceMs = 2 * 60_000

/** An occasion of the past: it sounds once, and only while it is news. */
export interface Happening {
  id: string
  occasion: Occasion
  atMs: number
}

export interface SoundState {
  /** Alarms that nobody has taken, each with its escalation level: 0 until it is late. Told anew or escalated, one has another id and arrived then. */
  unacknowledged: readonly { id: string; priority: AlarmPriority; arrivedAtMs: number; level: number }[]
  happenings: readonly Happening[]
  /** When each thing sounded last, by id. */
  soundedAtMs: ReadonlyMap<string, number>
  /** When F3 was pressed; silences what had arrived by then. */
  silencedAtMs: number | undefined
  /** Until then something sounds; one sound at a time. */
  busyUntilMs: number
}

export type Decision =
  /** Sound it now; `ids` have sounded with it. */
  | { kind: 'sound'; occasion: Occasion; level: number; ids: readonly string[]; busyUntilMs: number }
  /** Nothing now; look again then, or only when something changes. */
  | { kind: 'wait'; untilMs: number | undefined }

/** The higher first. A notice has no sound. */
const order: readonly Occasion[] = ['urgent', 'incidentOpened', 'important', 'roleChanged', 'minor', 'commloss']

/** A happening that could not sound at once (something higher did) is dropped after this: late news mislead. */
const newsMs = 15_000

/**
 * What sounds next. One sound at a time, the highest; urgent and important repeat until somebody takes the alarm, the
 * longer nobody does the louder and sooner. F3 silences for two minutes what
 * had arrived when it was pressed, never what comes after it.
 *
 * @source design/visual.md §9
 */
export function nextSound(state: SoundState, nowMs: number): Decision {
  if (nowMs < state.busyUntilMs) return { kind: 'wait', untilMs: state.busyUntilMs }
  const { silencedAtMs } = state
  const isSilent = (arrivedAtMs: number) =>
    silencedAtMs !== undefined && arrivedAtMs <= silencedAtMs && nowMs < silencedAtMs + silenceMs

  let lookAgainMs: number | undefined
  const lookAgain = (atMs: number) => (lookAgainMs = Math.min(lookAgainMs ?? atMs, atMs))
  if (silencedAtMs !== undefined && nowMs < silencedAtMs + silenceMs) lookAgain(silencedAtMs + silenceMs)

  for (const occasion of order) {
    const happening = state.happenings.find(
      (each) =>
        each.occasion === occasion &&
        !state.soundedAtMs.has(each.id) &&
        nowMs - each.atMs < newsMs &&
        !isSilent(each.atMs),
    )
    const alarms = state.unacknowledged.filter(
      ({ priority, arrivedAtMs }) => priority === occasion && !isSilent(arrivedAtMs),
    )
    const level = Math.max(0, ...alarms.map((alarm) => alarm.level))
    const pattern = patternOf(occasion, level)
    const { repeatMs } = pattern
    const fresh = alarms.filter(({ id }) => !state.soundedAtMs.has(id))
    // All alarms of a priority share one beat: ten urgent ones sound as one, not as ten.
    const lastMs = Math.max(0, ...alarms.map(({ id }) => state.soundedAtMs.get(id) ?? 0))
    const isDue = alarms.length > 0 && repeatMs !== undefined && nowMs >= lastMs + repeatMs
    if (happening || fresh.length > 0 || isDue) {
      const ids = [...alarms.map(({ id }) => id), ...(happening ? [happening.id] : [])]
      return { kind: 'sound', occasion, level, ids, busyUntilMs: nowMs + lengthMs(pattern) }
    }
    if (alarms.length > 0 && repeatMs !== undefined) {
      lookAgain(lastMs + repeatMs)
      // Between two beats of a higher one nothing lower may sound.
      break
    }
  }
  return { kind: 'wait', untilMs: lookAgainMs }
}

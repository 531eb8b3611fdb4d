/** At most one reoccurrence of an alarm is written in this time; the rest is counted. Chosen: more is noise to the person at the desk. */
export const chatterWindowMs = 10_000

/** When something happened by the source's clock (UTC ms), and the value it happened at. */
export interface Moment {
  readonly atMs: number
  readonly value?: number
}

/** One episode of an alarm, from raised until returned and acknowledged, as the journal has it plus what is held back. */
export interface Episode {
  readonly alarmId: string
  readonly raisedAtMs: number
  readonly lastOccurrence: Moment
  /** Set when the alarm has returned and waits for its acknowledgement; while it stands there is none. */
  readonly returnedAtMs?: number
  /** When a reoccurrence was last written, by our clock. */
  readonly reoccurrenceWrittenAtMs?: number
  /** Occurrences that the chatter guard has held back since. */
  readonly uncounted: number
  /** The condition is gone, but the alarm chattered a moment ago: it stays standing until a window has passed quietly. */
  readonly heldReturn?: Moment
}

/** Something the engine found out about the condition of an alarm. */
export type Finding =
  | { readonly kind: 'occurred'; readonly moment: Moment }
  | { readonly kind: 'gone'; readonly moment: Moment }
  /** It occurred and was gone again before we heard of it: the two messages overtook each other. */
  | { readonly kind: 'passed'; readonly moment: Moment; readonly goneAtMs: number }
  /** A person ended it: nothing is held back. */
  | { readonly kind: 'ended'; readonly moment: Moment }
  /** A chatter window may be over. */
  | { readonly kind: 'windowEnded' }

/** What has to be written of it. */
export type EpisodeEntry =
  | { readonly kind: 'raised' | 'returned'; readonly moment: Moment }
  | { readonly kind: 'reoccurred'; readonly moment: Moment; readonly count: number }

export interface EpisodeStep {
  /** `undefined` when no episode is open after this. */
  readonly episode: Episode | undefined
  readonly entries: readonly EpisodeEntry[]
}

/** What a step is judged by besides the finding. */
export interface EpisodeContext {
  /** Whether the alarm, as the journal has it, is acknowledged. */
  readonly isAcknowledged: boolean
  /** Our clock, UTC ms; for the chatter window only. */
  readonly nowMs: number
  /** Id of the alarm that a first occurrence at this source time makes. */
  readonly newAlarmId: (atMs: number) => string
}

/**
 * Carries an episode on by one finding.
 *
 * A chattering alarm is shown as standing: its first reoccurrence is written at once, later ones within the window are counted, and its return is
 * written only after a window without any. So the screen never says "gone" of a condition that is there.
 *
 * Entries are ordered by source time in the fold; a source whose clock was set back would stand still there. So what is found now is written with a
 * time not before the fact that it follows.
 */
export function stepEpisode(episode: Episode | undefined, finding: Finding, context: EpisodeContext): EpisodeStep {
  if (!episode) return begin(finding, context)
  switch (finding.kind) {
    case 'occurred':
      return occurAgain(episode, finding.moment, context)
    case 'passed':
      return passAgain(episode, finding.moment, finding.goneAtMs, context)
    case 'gone':
      if (episode.returnedAtMs !== undefined) return { episode, entries: [] }
      return settle({ ...episode, heldReturn: finding.moment }, context)
    case 'ended':
      if (episode.returnedAtMs !== undefined) return { episode, entries: [] }
      return leave(episode, finding.moment, context)
    case 'windowEnded':
      return settle(episode, context)
  }
}

/** How long the chatter guard still holds things back, ms; 0 when it does not. A clock that was set back ends the window. */
export function chatterRestMs({ reoccurrenceWrittenAtMs }: Episode, nowMs: number): number {
  if (reoccurrenceWrittenAtMs === undefined || nowMs < reoccurrenceWrittenAtMs) return 0
  return Math.max(0, reoccurrenceWrittenAtMs + chatterWindowMs - nowMs)
}

/** Whether something waits for the end of the chatter window. */
export const isHolding = (episode: Episode): boolean => episode.uncounted > 0 || episode.heldReturn !== undefined

/**
 * The broker did not hear that we had it, and sent the same occurrence again. One that follows a return of the same millisecond is a new one.
 */
const isToldTwice = ({ raisedAtMs, lastOccurrence, heldReturn }: Episode, { atMs }: Moment): boolean =>
  (atMs === raisedAtMs || atMs === lastOccurrence.atMs) && (heldReturn === undefined || atMs < heldReturn.atMs)

function begin(finding: Finding, context: EpisodeContext): EpisodeStep {
  if (finding.kind !== 'occurred' && finding.kind !== 'passed') return { episode: undefined, entries: [] }
  const { moment } = finding
  const alarmId = context.newAlarmId(moment.atMs)
  const episode: Episode = { alarmId, raisedAtMs: moment.atMs, lastOccurrence: moment, uncounted: 0 }
  const raised: EpisodeEntry = { kind: 'raised', moment }
  if (finding.kind === 'occurred') return { episode, entries: [raised] }
  const left = leave(episode, { atMs: finding.goneAtMs }, context)
  return { episode: left.episode, entries: [raised, ...left.entries] }
}

function occurAgain(episode: Episode, moment: Moment, context: EpisodeContext): EpisodeStep {
  const { heldReturn: _, returnedAtMs, ...standing } = episode
  if (returnedAtMs !== undefined) {
    return count(standing, { ...moment, atMs: Math.max(moment.atMs, returnedAtMs + 1) }, context)
  }
  return isToldTwice(episode, moment) ? { episode, entries: [] } : count(standing, moment, context)
}

/** Changes whether the alarm stands only where it came after the return that is known. */
function passAgain(episode: Episode, moment: Moment, goneAtMs: number, context: EpisodeContext): EpisodeStep {
  if (isToldTwice(episode, moment)) return { episode, entries: [] }
  const { returnedAtMs, ...standing } = episode
  if (returnedAtMs === undefined || moment.atMs <= returnedAtMs) return count(episode, moment, context)
  return count({ ...standing, heldReturn: { atMs: goneAtMs } }, moment, context)
}

function count(episode: Episode, moment: Moment, context: EpisodeContext): EpisodeStep {
  const lastOccurrence = moment.atMs > episode.lastOccurrence.atMs ? moment : episode.lastOccurrence
  return settle({ ...episode, lastOccurrence, uncounted: episode.uncounted + 1 }, context)
}

/** Writes what is held back, once the window allows. */
function settle(episode: Episode, context: EpisodeContext): EpisodeStep {
  if (chatterRestMs(episode, context.nowMs) > 0) return { episode, entries: [] }
  if (episode.uncounted > 0) {
    const entry: EpisodeEntry = { kind: 'reoccurred', moment: episode.lastOccurrence, count: episode.uncounted }
    return { episode: { ...episode, uncounted: 0, reoccurrenceWrittenAtMs: context.nowMs }, entries: [entry] }
  }
  return episode.heldReturn ? leave(episode, episode.heldReturn, context) : { episode, entries: [] }
}

function leave(episode: Episode, moment: Moment, { isAcknowledged }: EpisodeContext): EpisodeStep {
  const { heldReturn: _, ...rest } = episode
  const returned = { ...moment, atMs: Math.max(moment.atMs, rest.lastOccurrence.atMs) }
  const entries: EpisodeEntry[] = []
  if (rest.uncounted > 0) entries.push({ kind: 'reoccurred', moment: rest.lastOccurrence, count: rest.uncounted })
  entries.push({ kind: 'returned', moment: returned })
  const left: Episode = { ...rest, uncounted: 0, returnedAtMs: returned.atMs }
  return { episode: isAcknowledged ? undefined : left, entries }
}

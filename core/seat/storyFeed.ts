import type { FeedEvent } from '../../domain/contract'
import type { StoredEntry, SubjectRef } from '../../domain/journal/entry'
import { linksOf } from '../../domain/journal/linksOf'
import { mergedWith, storyOf } from '../../domain/journal/storyOf'
import type { FeedSink } from '../channel/handlers'
import type { Committed, Journal } from '../journal/Journal'

/** Entries read at once when a resumed feed catches up. */
const PAGE = 500

const keyOf = ({ kind, id }: SubjectRef) => `${kind} ${id}`

/** It is told as it was: the same entry, with the same meaning. */
const isSame = (entry: StoredEntry, other: StoredEntry | undefined) =>
  entry.position === other?.position && entry.voidReason === other.voidReason

/**
 * Story of an incident and of those that it was merged with: all entries so far, then each as it is saved. It is read once, and anew where an alarm or another
 * incident comes to it, or something of it means something else now; a story that changed elsewhere than at its end is told as a whole.
 */
export function storyFeed(
  journal: Journal,
  incidentId: string,
  sink: FeedSink<FeedEvent<'story.appended'>>,
): () => void {
  /** What the client has. */
  let story: StoredEntry[] | undefined
  let position = 0
  const subjects = new Set([keyOf({ kind: 'incident', id: incidentId })])
  let incidentIds: ReadonlySet<unknown> = new Set([incidentId])
  /** Saved while the story is read. */
  let meanwhile: Committed[] = []
  let isReading = false
  let isStopped = false

  const isOfStory = ({ subject, payload }: StoredEntry) =>
    incidentIds.has(payload['incidentId']) || incidentIds.has(payload['intoIncidentId']) || subjects.has(keyOf(subject))

  /** An alarm has a past before it comes to an incident, and so has an incident that is merged; whatever else belongs to a story began in it. */
  const bringsPast = (entry: StoredEntry) =>
    entry.kind === 'incident.merged' ||
    [entry.subject, ...linksOf(entry)].some((ref) => ref.kind === 'alarm' && !subjects.has(keyOf(ref)))

  const tell = (entries: StoredEntry[]) => {
    const former = story
    story = entries
    incidentIds = mergedWith(incidentId, entries)
    for (const entry of entries) {
      subjects.add(keyOf(entry.subject))
      position = Math.max(position, entry.position)
    }
    if (!former?.every((entry, at) => isSame(entry, entries[at]))) sink.push({ isSnapshot: true, entries })
    else if (entries.length > former.length) sink.push({ isSnapshot: false, entries: entries.slice(former.length) })
  }
  /** @returns false when the commit brings along or changes others, which must be read */
  const take = ({ entries, judged }: Committed): boolean => {
    if (judged.some(({ entry }) => isOfStory(entry))) return false
    const own = entries.filter((entry) => entry.position > position && isOfStory(entry))
    if (own.some(bringsPast)) return false
    if (own.length > 0) tell(storyOf(incidentId, [...(story ?? []), ...own]))
    return true
  }
  const read = async () => {
    isReading = true
    try {
      do {
        meanwhile = []
        const entries = await journal.readStory(incidentId)
        if (isStopped) return
        tell(entries)
      } while (!meanwhile.every(take))
    } catch {
      sink.end('internal', 'the story could not be read')
    } finally {
      isReading = false
    }
  }
  const stopCommits = journal.onCommitted((commit) => {
    if (isReading) meanwhile.push(commit)
    else if (!take(commit)) void read()
  })
  void read()
  return () => {
    isStopped = true
    stopCommits()
  }
}

/** Every entry after a position, gap-free: read in pages until level, then as they are saved. */
export function journalFeed(
  journal: Journal,
  afterPosition: number,
  sink: FeedSink<FeedEvent<'journal.appended'>>,
): () => void {
  let position = afterPosition
  let isStopped = false
  let isLevel = false
  let isReading = false

  const catchUp = async () => {
    if (isReading) return
    isReading = true
    try {
      for (;;) {
        const entries = await journal.read({ afterPosition: position, limit: PAGE })
        const last = entries.at(-1)
        if (isStopped || !last) break
        position = last.position
        sink.push({ entries })
      }
      isLevel = journal.view.position <= position
    } finally {
      isReading = false
    }
    if (!isLevel && !isStopped) await catchUp()
  }
  const run = () => void catchUp().catch(() => sink.end('internal', 'the journal could not be read'))
  const stopCommits = journal.onCommitted(({ entries }) => {
    const first = entries[0]
    const last = entries.at(-1)
    if (!first || !last) return
    if (isLevel && first.position === position + 1) {
      position = last.position
      sink.push({ entries: [...entries] })
    } else if (last.position > position) {
      isLevel = false
      run()
    }
  })
  run()
  return () => {
    isStopped = true
    stopCommits()
  }
}

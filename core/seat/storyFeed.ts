import type { FeedEvent } from '../../domain/contract'
import type { StoredEntry, SubjectRef } from '../../domain/journal/entry'
import { linksOf } from '../../domain/journal/linksOf'
import { storyOf } from '../../domain/journal/storyOf'
import type { FeedSink } from '../channel/handlers'
import type { Journal } from '../journal/Journal'

/** Entries read at once when a resumed feed catches up. */
const PAGE = 500

const keyOf = ({ kind, id }: SubjectRef) => `${kind} ${id}`
/**
 * Story of an incident: all its entries so far, then each as it is saved. It is read once, and anew where an alarm comes to the incident; a story that
 * grew elsewhere than at its end is told as a whole.
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
  /** Saved while the story is read. */
  let meanwhile: StoredEntry[] = []
  let isReading = false
  let isStopped = false

  const isOfStory = (entry: StoredEntry) =>
    entry.payload['incidentId'] === incidentId || subjects.has(keyOf(entry.subject))

  /** An alarm has a past before it comes to an incident; whatever else belongs to a story began in it. */
  const bringsPast = (entry: StoredEntry) =>
    [entry.subject, ...linksOf(entry)].some((ref) => ref.kind === 'alarm' && !subjects.has(keyOf(ref)))

  const tell = (entries: StoredEntry[]) => {
    const former = story
    story = entries
    for (const entry of entries) {
      subjects.add(keyOf(entry.subject))
      position = Math.max(position, entry.position)
    }
    if (!former?.every((entry, at) => entry.position === entries[at]?.position))
      sink.push({ isSnapshot: true, entries })
    else if (entries.length > former.length) sink.push({ isSnapshot: false, entries: entries.slice(former.length) })
  }
  /** @returns false when the entries bring along others that must be read */
  const take = (entries: readonly StoredEntry[]): boolean => {
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
      } while (!take(meanwhile))
    } catch {
      sink.end('internal', 'the story could not be read')
    } finally {
      isReading = false
    }
  }
  const stopCommits = journal.onCommitted(({ entries }) => {
    if (isReading) meanwhile.push(...entries)
    else if (!take(entries)) void read()
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

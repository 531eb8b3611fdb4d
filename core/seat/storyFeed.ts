import type { FeedEvent } from '../../domain/contract'
import type { StoredEntry, SubjectKind } from '../../domain/journal/entry'
import type { FeedSink } from '../channel/handlers'
import type { Journal } from '../journal/Journal'

/** Entries read at once when a resumed feed catches up. */
const PAGE = 500

const members = ['alarm', 'planRun', 'task', 'command', 'message'] as const
const isMember = (kind: SubjectKind): kind is (typeof members)[number] => members.some((member) => member === kind)

/** Kinds by which a subject with a past of its own comes to a story, or leaves it. */
const joins = new Set<string>(['incident.opened', 'incident.alarmAdded', 'alarm.linked', 'alarm.unlinked'])

/**
 * Story of an incident: all its entries so far, then each as it is saved. Where an alarm comes to the incident, what happened to it before belongs to
 * the story too: then it is read anew and told as a whole.
 */
export function storyFeed(
  journal: Journal,
  incidentId: string,
  sink: FeedSink<FeedEvent<'story.appended'>>,
): () => void {
  let isReading = false
  let isOutdated = false
  let isStopped = false
  /** Everything of the story up to here has been told. */
  let position = 0
  /** Saved while the story was read. */
  let meanwhile: StoredEntry[] = []
  const isOfStory = (entry: StoredEntry) => {
    const { kind, id } = entry.subject
    if (kind === 'incident') return id === incidentId
    if (entry.payload['incidentId'] !== undefined) return entry.payload['incidentId'] === incidentId
    return isMember(kind) && journal.view.get(kind, id)?.incidentId === incidentId
  }
  const push = (isSnapshot: boolean, entries: StoredEntry[]) => {
    position = entries.reduce((last, entry) => Math.max(last, entry.position), position)
    sink.push({ isSnapshot, entries })
  }

  const read = async () => {
    do {
      isOutdated = false
      meanwhile = []
      const entries = await journal.readStory(incidentId)
      if (isStopped) return
      push(true, entries)
    } while (isOutdated)
    const late = meanwhile.filter((entry) => entry.position > position)
    if (late.length > 0) push(false, late)
  }
  const readAnew = () => {
    isOutdated = true
    if (isReading) return
    isReading = true
    read()
      .catch(() => sink.end('internal', 'the story could not be read'))
      .finally(() => (isReading = false))
  }
  const stopCommits = journal.onCommitted(({ entries }) => {
    const own = entries.filter(isOfStory)
    if (own.length === 0) return
    if (own.some((entry) => joins.has(entry.kind))) readAnew()
    else if (isReading) meanwhile.push(...own)
    else push(false, own)
  })
  readAnew()
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
    if (isLevel && !isReading && first.position === position + 1) {
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

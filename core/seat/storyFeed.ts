import type { FeedEvent } from '../../domain/contract'
import type { StoredEntry, SubjectKind } from '../../domain/journal/entry'
import type { FeedSink } from '../channel/handlers'
import type { Journal } from '../journal/Journal'

/** Entries read at once when a resumed feed catches up. */
const PAGE = 500

const members = ['alarm', 'planRun', 'task', 'command', 'message'] as const
const isMember = (kind: SubjectKind): kind is (typeof members)[number] => members.some((member) => member === kind)

/** Story of an incident: all its entries so far, then each as it is saved. */
export function storyFeed(
  journal: Journal,
  incidentId: string,
  sink: FeedSink<FeedEvent<'story.appended'>>,
): () => void {
  let isReady = false
  let isStopped = false
  let sentPosition = 0
  let early: StoredEntry[] = []
  const isOfStory = (entry: StoredEntry) => {
    const { kind, id } = entry.subject
    if (kind === 'incident') return id === incidentId
    if (entry.payload['incidentId'] !== undefined) return entry.payload['incidentId'] === incidentId
    return isMember(kind) && journal.view.get(kind, id)?.incidentId === incidentId
  }
  const push = (isSnapshot: boolean, entries: StoredEntry[]) => {
    const fresh = entries.filter((entry) => entry.position > sentPosition)
    sentPosition = fresh.at(-1)?.position ?? sentPosition
    if (isSnapshot || fresh.length > 0) sink.push({ isSnapshot, entries: fresh })
  }
  const stopCommits = journal.onCommitted(({ entries }) => {
    const own = entries.filter(isOfStory)
    if (own.length === 0) return
    if (isReady) push(false, own)
    else early.push(...own)
  })
  journal.readStory(incidentId).then(
    (entries) => {
      if (isStopped) return
      push(true, entries)
      push(false, early)
      early = []
      isReady = true
    },
    () => sink.end('internal', 'the story could not be read'),
  )
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

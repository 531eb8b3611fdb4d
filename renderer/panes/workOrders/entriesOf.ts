import type { StoredEntry } from '../../../domain/journal/entry'

/** The entries of a story that are about one order: its own, those of messages about it, and the making of the order that took it over. */
export function entriesOf(story: readonly StoredEntry[], taskId: string): StoredEntry[] {
  const messages = new Set<string>()
  return story.filter(({ subject, payload }) => {
    if (subject.kind === 'task') return subject.id === taskId || payload['fromTaskId'] === taskId
    if (subject.kind !== 'message') return false
    if (payload['taskId'] === taskId) messages.add(subject.id)
    return messages.has(subject.id)
  })
}

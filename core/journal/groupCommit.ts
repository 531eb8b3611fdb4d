/** Lets those who come while a commit is being synced share the next one. */
export interface GroupCommit<W> {
  add(writer: W): void
  /** Resolves when nobody waits any more. */
  drained(): Promise<void>
}

/**
 * @param commit handles a group and answers each of its writers, also when it fails; it never rejects
 * @param limit writers in one group at most
 */
export function createGroupCommit<W>(commit: (writers: readonly W[]) => Promise<void>, limit: number): GroupCommit<W> {
  const waiting: W[] = []
  let pumping: Promise<void> | undefined

  const pump = async (): Promise<void> => {
    // Writers of one turn share a commit too.
    await Promise.resolve()
    while (waiting.length > 0) await commit(waiting.splice(0, limit))
    pumping = undefined
  }

  return {
    add(writer) {
      waiting.push(writer)
      pumping ??= pump()
    },
    drained: () => pumping ?? Promise.resolve(),
  }
}

/** Runs jobs one after the other in the order of the calls; a job that fails does not stop the next. */
export interface WriterQueue {
  run<T>(job: () => Promise<T>): Promise<T>
  /** Runs `job` as the last one; later calls of `run` are rejected. Called again, it answers with the same end. */
  end(job: () => Promise<void>): Promise<void>
}

export function createWriterQueue(): WriterQueue {
  let tail: Promise<unknown> = Promise.resolve()
  let ended: Promise<void> | undefined

  const append = <T>(job: () => Promise<T>): Promise<T> => {
    const result = tail.then(job)
    tail = result.catch(() => undefined)
    return result
  }
  return {
    run: (job) => (ended ? Promise.reject(new Error('the database is closed')) : append(job)),
    end: (job) => (ended ??= append(job)),
  }
}

/** What stands now, what stood before each change, and what was taken back. */
export interface EditHistory<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  /** Which field the last change was made in: typing on in the same field is one change. */
  field?: string | undefined
}

/** Steps that can be taken back; more than a person remembers. */
const mostSteps = 100

export const startHistory = <T>(present: T): EditHistory<T> => ({ past: [], present, future: [] })

/** Makes a change. Changes of one `field` in a row are one step to take back; without a field each is its own. */
export function edit<T>(history: EditHistory<T>, present: T, field?: string): EditHistory<T> {
  if (Object.is(present, history.present)) return history
  if (field !== undefined && field === history.field) return { ...history, present, future: [] }
  return { past: [...history.past, history.present].slice(-mostSteps), present, future: [], field }
}

export function undo<T>(history: EditHistory<T>): EditHistory<T> {
  const before = history.past.at(-1)
  if (history.past.length === 0 || before === undefined) return history
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] }
}

export function redo<T>(history: EditHistory<T>): EditHistory<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future }
}

/** A counter-example. */
export interface Breach {
  /** `I1`: the invariant as the programme numbers it. */
  readonly invariant: string
  /** What is wrong, for whoever reads the failing test. */
  readonly text: string
}

export type Check = () => Breach | undefined

/** The first counter-example of several checks, in their order. */
export function firstBreach(checks: readonly Check[]): Breach | undefined {
  for (const check of checks) {
    const breach = check()
    if (breach) return breach
  }
  return undefined
}

/** An entry as a counter-example names it. */
export const named = (entry: {
  origin: string
  seq: number
  kind: string
  id: string
  subject: { id: string }
}): string => `${entry.origin}/${entry.seq} ${entry.kind} ${entry.subject.id} (${entry.id})`

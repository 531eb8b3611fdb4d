import type { Fingerprint } from './schema'
import { solveAssignment } from './solveAssignment'
import { unlikeness } from './unlikeness'

/** A display that a window belongs to: the id it had last, and by what it is known again under another. */
export interface KnownDisplay {
  displayId: number
  fingerprint: Fingerprint
}

/**
 * Finds lost displays again that came back under another id, after a driver, a dock or a cable changed: displays nobody knows go to the lost ones most like
 * them, all together as like as can be.
 *
 * @param living fingerprints of the displays that are there, by id
 * @returns the new id of each home that has one, by its old id; and the displays that are more than the desk has
 */
export function rehome(
  homes: readonly KnownDisplay[],
  living: ReadonlyMap<number, Fingerprint>,
): { newIds: Map<number, number>; extra: number[] } {
  const lost = homes.filter(({ displayId }) => !living.has(displayId))
  const strangers = [...living].filter(([id]) => !homes.some(({ displayId }) => displayId === id))
  if (lost.length === 0 || strangers.length === 0) return { newIds: new Map(), extra: strangers.map(([id]) => id) }
  // The smaller side chooses: each of it gets one of the other.
  const pairs =
    strangers.length <= lost.length
      ? pair(strangers, lost, ([, fingerprint], home) => unlikeness(fingerprint, home.fingerprint)).map(
          ([[id], home]) => [home.displayId, id] as const,
        )
      : pair(lost, strangers, (home, [, fingerprint]) => unlikeness(fingerprint, home.fingerprint)).map(
          ([home, [id]]) => [home.displayId, id] as const,
        )
  const newIds = new Map(pairs)
  const taken = new Set(newIds.values())
  return { newIds, extra: strangers.flatMap(([id]) => (taken.has(id) ? [] : [id])) }
}

function pair<A, B>(few: readonly A[], many: readonly B[], cost: (a: A, b: B) => number): [A, B][] {
  const columns = solveAssignment(few.map((a) => many.map((b) => cost(a, b))))
  return few.flatMap((a, at) => {
    const b = many[columns[at] ?? -1]
    return b === undefined ? [] : [[a, b] satisfies [A, B]]
  })
}

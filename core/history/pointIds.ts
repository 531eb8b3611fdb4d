import { groupOf, type RetentionClass, retentionClasses } from './levels'

/** A property of a device, and why it is kept as long as it is. */
export interface PointKey {
  deviceId: string
  property: string
  kept: RetentionClass
}
export interface KnownPoint extends PointKey {
  id: number
}

const firstOf = (group: number): number => group << 9

export const keyOf = ({ deviceId, property }: { deviceId: string; property: string }): string =>
  `${deviceId}\n${property}`

/**
 * Numbers for points that have none. A group of blocks holds points that are kept equally long, so that its blocks can go as a whole: each class goes on in
 * its own last group while that has room.
 */
export function numberPoints(known: readonly KnownPoint[], fresh: readonly PointKey[]): KnownPoint[] {
  const classes = classesOfGroups(known)
  const mixed = new Set(known.filter(({ id, kept }) => classes.get(groupOf(id)) !== kept).map(({ id }) => groupOf(id)))
  let nextGroup = 0
  const nextIds = new Map<RetentionClass, number>()
  for (const { id } of known) {
    const group = groupOf(id)
    nextGroup = Math.max(nextGroup, group + 1)
    const kept = classes.get(group) ?? 'standard'
    if (!mixed.has(group)) nextIds.set(kept, Math.max(nextIds.get(kept) ?? 0, id + 1))
  }
  return fresh.map((point) => {
    let id = nextIds.get(point.kept)
    // 0 stands for no point.
    if (id === undefined || (id > 0 && groupOf(id) !== groupOf(id - 1))) id = Math.max(1, firstOf(nextGroup++))
    nextIds.set(point.kept, id + 1)
    return { ...point, id }
  })
}

/** Numbers points that come while the history runs, each class in groups of its own that nobody used before. */
export class PointNumbers {
  #nextGroup: number
  readonly #nextIds = new Map<RetentionClass, number>()

  constructor(known: readonly KnownPoint[]) {
    this.#nextGroup = known.reduce((next, { id }) => Math.max(next, groupOf(id) + 1), 1)
  }

  number(point: PointKey): KnownPoint {
    const last = this.#nextIds.get(point.kept)
    const id = last === undefined || groupOf(last) !== groupOf(last - 1) ? firstOf(this.#nextGroup++) : last
    this.#nextIds.set(point.kept, id + 1)
    return { ...point, id }
  }
}

/** How long the blocks of each group are kept: as long as the longest of its points. */
export function classesOfGroups(known: Iterable<KnownPoint>): Map<number, RetentionClass> {
  const classes = new Map<number, RetentionClass>()
  for (const { id, kept } of known) {
    const before = classes.get(groupOf(id))
    if (before === undefined || retentionClasses.indexOf(kept) > retentionClasses.indexOf(before))
      classes.set(groupOf(id), kept)
  }
  return classes
}

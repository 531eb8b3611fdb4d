/** First place in `sorted` whose element does not stand before `item`. */
export function placeOf<T>(sorted: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = sorted[middle]
    if (at !== undefined && compare(at, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** So many changes are cheaper made one by one in a copy than by laying all elements out anew: a copy and a shift are one move of memory. */
const few = 64

/**
 * A sorted list after some left it and some came, without sorting it anew: k changes in a list of n cost k searches and one copy.
 *
 * @param sorted never changed; in order of `compare`, which never calls two of them equal
 * @param gone elements of `sorted`, the very objects
 * @throws Error when one of `gone` does not stand where the order puts it: the caller's order changed under the list
 */
export function updateSorted<T>(
  sorted: readonly T[],
  gone: readonly T[],
  come: readonly T[],
  compare: (a: T, b: T) => number,
): T[] {
  const cuts = gone.map((item) => {
    const at = placeOf(sorted, item, compare)
    if (sorted[at] !== item) throw new Error('a sorted list lost its order')
    return at
  })
  cuts.sort((a, b) => a - b)
  if (cuts.length + come.length <= few) return splice(sorted, cuts, come, compare)
  const joining = come.toSorted(compare)
  const next: T[] = []
  let from = 0
  let cut = 0
  const copyTo = (end: number) => {
    for (; from < end; from++) {
      if (cuts[cut] === from) {
        cut += 1
        continue
      }
      const item = sorted[from]
      if (item !== undefined) next.push(item)
    }
  }
  for (const item of joining) {
    copyTo(placeOf(sorted, item, compare))
    next.push(item)
  }
  copyTo(sorted.length)
  return next
}

function splice<T>(
  sorted: readonly T[],
  cuts: readonly number[],
  come: readonly T[],
  compare: (a: T, b: T) => number,
): T[] {
  const next = sorted.slice()
  for (const cut of cuts.toReversed()) next.splice(cut, 1)
  for (const item of come) next.splice(placeOf(next, item, compare), 0, item)
  return next
}

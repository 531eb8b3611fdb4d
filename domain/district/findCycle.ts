/**
 * Finds a thing that leads back to itself.
 *
 * @param ids all things
 * @param next where each leads; ids that are not in `ids` are passed over
 * @returns the first cycle found as a list of ids, in order; `undefined` when there is none
 */
export function findCycle(ids: Iterable<string>, next: (id: string) => readonly string[]): string[] | undefined {
  const cleared = new Set<string>()
  const way: { id: string; rest: string[] }[] = []
  const onWay = new Set<string>()
  const enter = (id: string) => {
    onWay.add(id)
    way.push({ id, rest: [...next(id)] })
  }
  for (const start of ids) {
    if (!cleared.has(start)) enter(start)
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const follower = top.rest.pop()
      if (follower === undefined) {
        cleared.add(top.id)
        onWay.delete(top.id)
        way.pop()
      } else if (onWay.has(follower)) {
        const names = way.map((step) => step.id)
        return names.slice(names.indexOf(follower))
      } else if (!cleared.has(follower)) {
        enter(follower)
      }
    }
  }
  return undefined
}

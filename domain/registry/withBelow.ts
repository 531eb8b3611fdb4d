/**
 * Organisations, or groups, with all that stand below them.
 *
 * @param items those there are; what was removed holds nothing together any more
 */
export function withBelow(
  ids: Iterable<string>,
  items: Iterable<{ readonly id: string; readonly parentId?: string | undefined; readonly removed?: unknown }>,
): Set<string> {
  const children = new Map<string, string[]>()
  for (const { id, parentId, removed } of items)
    if (parentId !== undefined && removed === undefined) children.set(parentId, [...(children.get(parentId) ?? []), id])
  const all = new Set<string>(ids)
  // A set tells what is added while it is gone through, each once: two seats may have made a circle.
  for (const id of all) for (const child of children.get(id) ?? []) all.add(child)
  return all
}

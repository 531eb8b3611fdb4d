export interface TreeItem {
  id: string
  name: string
  parentId?: string | undefined
}

/** One of a tree as a list draws it. */
export interface TreeRow extends TreeItem {
  /** Names from the top down: 消防设备 › 喷淋末端. */
  path: string
  /** 0 at the top. */
  level: number
  hasBelow: boolean
}

/** A tree as rows, each right after what it stands below, neighbours by name. What names nobody that is there stands at the top; so does one of a circle that two seats made while they were apart. */
export function treeRows(items: readonly TreeItem[]): TreeRow[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const below = new Map<string | undefined, TreeItem[]>()
  const parentOf = ({ parentId }: TreeItem) => (parentId !== undefined && byId.has(parentId) ? parentId : undefined)
  for (const item of items) below.set(parentOf(item), [...(below.get(parentOf(item)) ?? []), item])
  const rows: TreeRow[] = []
  const placed = new Set<string>()
  const place = (item: TreeItem, level: number, above: string) => {
    if (placed.has(item.id)) return
    placed.add(item.id)
    const path = above === '' ? item.name : `${above} › ${item.name}`
    const children = below.get(item.id) ?? []
    rows.push({ ...item, path, level, hasBelow: children.some(({ id }) => !placed.has(id)) })
    for (const child of sorted(children)) place(child, level + 1, path)
  }
  for (const item of sorted(below.get(undefined) ?? [])) place(item, 0, '')
  for (const item of sorted(items)) place(item, 0, '')
  return rows
}

const sorted = (items: readonly TreeItem[]): TreeItem[] => [...items].sort((a, b) => (a.name < b.name ? -1 : 1))

/** Those that each stands below, nearest first. */
export function ancestorsOf(items: Iterable<{ id: string; parentId?: string | undefined }>): Map<string, string[]> {
  const parents = new Map([...items].map(({ id, parentId }) => [id, parentId]))
  return new Map(
    [...parents.keys()].map((id) => {
      const above = new Set<string>()
      for (let at = parents.get(id); at !== undefined && at !== id && parents.has(at) && !above.has(at);) {
        above.add(at)
        at = parents.get(at)
      }
      return [id, [...above]]
    }),
  )
}

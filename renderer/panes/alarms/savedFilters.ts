import { z } from 'zod'
import { facetNames, type Filter } from './facets'

const Hidden = z.array(z.string().max(80)).max(500)

/** A filter under a name: what it hides, so that a system or plot that comes later is shown. */
export const SavedFilter = z.object({
  name: z.string().min(1).max(40),
  hidden: z.object({ priority: Hidden, state: Hidden, system: Hidden, plot: Hidden, owner: Hidden }),
})
export type SavedFilter = z.infer<typeof SavedFilter>

/** Setting `alarms.filters`. */
export const SavedFilters = z.object({ version: z.literal(1), filters: z.array(SavedFilter).max(40) })
export type SavedFilters = z.infer<typeof SavedFilters>

export const noSavedFilters: SavedFilters = { version: 1, filters: [] }

export const toFilter = ({ hidden }: SavedFilter): Filter => ({
  priority: new Set(hidden.priority),
  state: new Set(hidden.state),
  system: new Set(hidden.system),
  plot: new Set(hidden.plot),
  owner: new Set(hidden.owner),
})

/** The saved filters with this one under its name; one of the same name gives way. */
export function keepFilter(saved: SavedFilters, name: string, filter: Filter): SavedFilters {
  const hidden = {
    priority: [...filter.priority],
    state: [...filter.state],
    system: [...filter.system],
    plot: [...filter.plot],
    owner: [...filter.owner],
  }
  return { version: 1, filters: [...saved.filters.filter((each) => each.name !== name), { name, hidden }] }
}

export const dropFilter = (saved: SavedFilters, name: string): SavedFilters => ({
  version: 1,
  filters: saved.filters.filter((each) => each.name !== name),
})

/** Name of the saved filter that is the one in force. */
export const nameOf = (saved: SavedFilters, filter: Filter): string | undefined =>
  saved.filters.find((each) => isSame(toFilter(each), filter))?.name

function isSame(a: Filter, b: Filter): boolean {
  return facetNames.every(
    (facet) => a[facet].size === b[facet].size && [...a[facet]].every((each) => b[facet].has(each)),
  )
}

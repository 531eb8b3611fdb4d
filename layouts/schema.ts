import { z } from 'zod'

/** Panes that a layout may name; `renderer/panes/registry` gives each its component. */
export const PaneId = z.enum([
  'map',
  'alarms',
  'dispatch',
  'device',
  'wall',
  'conflicts',
  'gaps',
  'refusals',
  'accounts',
])
export type PaneId = z.infer<typeof PaneId>

/** How the panes of one display stand: one pane, panes beside or above each other, or panes on top of each other with tabs. */
export type PaneTree =
  { pane: PaneId } | { tabs: PaneId[] } | { split: 'row' | 'column'; sizes: number[]; parts: PaneTree[] }

export const PaneTree: z.ZodType<PaneTree> = z.union([
  z.strictObject({ pane: PaneId }),
  z.strictObject({ tabs: z.array(PaneId).min(2) }),
  z
    .strictObject({
      split: z.enum(['row', 'column']),
      /** Shares of the length, any unit. */
      sizes: z.array(z.number().positive()).min(2),
      parts: z.lazy(() => z.array(PaneTree).min(2)),
    })
    .refine((split) => split.sizes.length === split.parts.length, 'one size a part'),
])

/** What a display is for; shown in its top strip. */
export const DisplayRole = z.enum(['all', 'map', 'alarms', 'dispatch', 'wall', 'engineering'])
export type DisplayRole = z.infer<typeof DisplayRole>

/** A layout for a number of displays, read from left to right and from top to bottom. */
export const Layout = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
  displays: z
    .array(z.strictObject({ role: DisplayRole, panes: PaneTree }))
    .min(1)
    .max(12),
})
export type Layout = z.infer<typeof Layout>

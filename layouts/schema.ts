import { z } from 'zod'

/** Panes that a layout may name; `renderer/panes/registry` gives each its component. */
export const PaneId = z.enum([
  'map',
  'alarms',
  'alarmReport',
  'alarmHistory',
  'alarmSettings',
  'dispatch',
  'workOrders',
  'commandCentre',
  'codecs',
  'device',
  'devices',
  'deviceTypes',
  'registryImport',
  'registryLists',
  'wall',
  'conflicts',
  'gaps',
  'refusals',
  'trends',
  'forwarding',
  'certificates',
  'links',
  'accounts',
  'layouts',
  'rules',
  'graphics',
  'graphicEditor',
  'symbolLibrary',
  'look',
])
export type PaneId = z.infer<typeof PaneId>

/** How the panes of one display stand: one pane, panes beside or above each other, or panes on top of each other with tabs. */
export type PaneTree =
  | { pane: PaneId }
  /** `active` lies on top; without it the first. */
  | { tabs: PaneId[]; active?: PaneId | undefined }
  | { split: 'row' | 'column'; sizes: number[]; parts: PaneTree[] }

export const PaneTree: z.ZodType<PaneTree> = z.union([
  z.strictObject({ pane: PaneId }),
  z
    .strictObject({ tabs: z.array(PaneId).min(2), active: PaneId.optional() })
    .refine(({ tabs, active }) => active === undefined || tabs.includes(active), {
      path: ['active'],
      error: 'activeNotAmongTabs',
    }),
  z
    .strictObject({
      split: z.enum(['row', 'column']),
      /** Shares of the length, any unit. */
      sizes: z.array(z.number().positive()).min(2),
      parts: z.lazy(() => z.array(PaneTree).min(2)),
    })
    .refine((split) => split.sizes.length === split.parts.length, { path: ['sizes'], error: 'oneSizeAPart' }),
])

/** All panes of a tree, in reading order. */
export function panesOf(tree: PaneTree): PaneId[] {
  if ('pane' in tree) return [tree.pane]
  return 'tabs' in tree ? tree.tabs : tree.parts.flatMap(panesOf)
}

/** What a display is for; shown in its top strip. */
export const DisplayRole = z.enum(['all', 'map', 'alarms', 'dispatch', 'wall', 'engineering'])
export type DisplayRole = z.infer<typeof DisplayRole>

/**
 * By what a display is known again when the system numbers displays anew. Never its index or the system's id: both change with cables, drivers and ports.
 */
export const Fingerprint = z.strictObject({
  /** Pixels of the panel as it stands (rotated: exchanged), not scaled. */
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  scaleFactor: z.number().positive(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Centre of the display in the rectangle around the whole desk: 0 is left or top, 1 right or bottom. */
  place: z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
  /** What the panel calls itself; empty when it says nothing. */
  label: z.string().max(120),
  /** The panel of a laptop. */
  isInternal: z.boolean(),
})
export type Fingerprint = z.infer<typeof Fingerprint>

/** For whom a layout is made. */
export const LayoutPost = z.enum(['shiftLeader', 'dispatcher', 'customerService', 'engineer', 'manager', 'wall'])
export type LayoutPost = z.infer<typeof LayoutPost>

/** `incident` layouts are brought while a grave incident is open, see `followIncidents`. */
export const Occasion = z.enum(['everyday', 'incident'])
export type Occasion = z.infer<typeof Occasion>

const id = z.string().regex(/^[a-z0-9-]{1,40}$/)
const name = z.strictObject({ zh: z.string().min(1).max(40), en: z.string().min(1).max(80) })
/** The dock knows a pane by its name, so a display shows each at most once; other displays may show it again. */
const panes = PaneTree.refine((tree) => new Set(panesOf(tree)).size === panesOf(tree).length, 'paneTwice')
const LayoutDisplay = z.strictObject({
  role: DisplayRole,
  /** The display this part was arranged on. Without one (shipped layouts) the part's place in reading order stands for it. */
  fingerprint: Fingerprint.optional(),
  panes,
})
export type LayoutDisplay = z.infer<typeof LayoutDisplay>
const displays = z.array(LayoutDisplay).min(1).max(12)

/** A layout of several displays, in reading order: rows from top to bottom, each from left to right. */
export const Layout = z
  .strictObject({
    version: z.literal(2),
    id,
    /** Counts the saved versions of this layout. */
    revision: z.int().min(1),
    name,
    post: LayoutPost,
    /** The only seat it is for; without one for every seat. */
    seat: z.string().min(1).max(64).optional(),
    occasion: Occasion,
    /** How the displays stand: how many in each row, from top to bottom. */
    rows: z.array(z.int().min(1)).min(1),
    /** Nobody changes it without the right to. */
    isLocked: z.boolean(),
    displays,
  })
  .refine(({ rows, displays: { length } }) => rows.reduce((sum, row) => sum + row, 0) === length, {
    path: ['rows'],
    error: 'rowsAndDisplaysDiffer',
  })
export type Layout = z.infer<typeof Layout>

/** The form before posts, occasions and fingerprints; files of it are read for ever. */
export const LayoutV1 = z.strictObject({
  version: z.literal(1),
  id,
  name,
  displays: z
    .array(z.strictObject({ role: DisplayRole, panes }))
    .min(1)
    .max(12),
})

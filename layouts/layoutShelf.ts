import { z } from 'zod'
import type { KnownLayout, LayoutSource } from './deskState'
import { readLayout } from './readLayout'
import type { Layout, LayoutPost } from './schema'

/** So many versions of a saved layout are kept. */
export const mostVersions = 10

const prefix = 'layout.'
/** Key of the setting that a saved layout lies in. */
export const layoutKey = (id: string): string => `${prefix}${id}`

/** Value of that setting: the newest version first. Each is read by itself, since one of another version of the product must not take the others with it. */
const Saved = z.object({ versions: z.array(z.unknown()).max(mostVersions) })

/** A setting as far as the shelf needs it. */
export interface SettingLike {
  key: string
  scope: 'account' | 'installation'
  value: unknown
}

/** Saved versions in a setting, the newest first; none when it is no saved layout. */
export function versionsIn(value: unknown): Layout[] {
  const saved = Saved.safeParse(value)
  if (!saved.success) return []
  return saved.data.versions.flatMap((version) => {
    const read = readLayout(version)
    return 'layout' in read ? [read.layout] : []
  })
}

/** What is saved when a version is added: it is the newest, counted on from the one before, and the oldest is let go. */
export function withVersion(versions: readonly Layout[], layout: Layout): { versions: Layout[] } {
  const revision = (versions[0]?.revision ?? 0) + 1
  return { versions: [{ ...layout, revision }, ...versions].slice(0, mostVersions) }
}

/** All layouts of a seat: those of the product, over them those that somebody shared, over these the person's own of the same id. */
export function shelfOf(shipped: readonly Layout[], settings: Iterable<SettingLike>): KnownLayout[] {
  const shelf = new Map<string, KnownLayout>()
  for (const layout of shipped) shelf.set(layout.id, { layout, source: 'shipped', versions: [layout] })
  const saved = [...settings].filter(({ key }) => key.startsWith(prefix))
  for (const [scope, source] of [
    ['installation', 'shared'],
    ['account', 'own'],
  ] as const) {
    for (const setting of saved.filter((each) => each.scope === scope)) {
      const versions = versionsIn(setting.value)
      const [layout] = versions
      if (layout && layoutKey(layout.id) === setting.key) shelf.set(layout.id, { layout, source, versions })
    }
  }
  return [...shelf.values()]
}

const sources: readonly LayoutSource[] = ['shipped', 'shared', 'own']

/**
 * What somebody at a post chooses from, always in the same order: those for as many displays first, everyday before incident, what comes with the product
 * before what was saved, then by name. Without a layout for the post those of the dispatcher.
 */
export function choicesOf(
  shelf: readonly KnownLayout[],
  wish: { post: LayoutPost; displays: number; seat?: string },
): Layout[] {
  const here = shelf.filter(({ layout: { seat } }) => seat === undefined || seat === wish.seat)
  const own = here.filter(({ layout }) => layout.post === wish.post)
  const rankOf = ({ layout, source }: KnownLayout): number[] => [
    Math.abs(layout.displays.length - wish.displays),
    layout.occasion === 'everyday' ? 0 : 1,
    sources.indexOf(source),
  ]
  return (own.length > 0 ? own : here.filter(({ layout }) => layout.post === 'dispatcher'))
    .toSorted((a, b) => {
      const ranks = rankOf(b)
      const difference = rankOf(a)
        .map((rank, at) => rank - (ranks[at] ?? 0))
        .find((each) => each !== 0)
      return difference ?? (a.layout.id < b.layout.id ? -1 : 1)
    })
    .map(({ layout }) => layout)
}

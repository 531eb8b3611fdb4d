import { type CheckedParams, type Graphic, type GraphicVersion, Refused, type Result } from '../../domain/contract'
import { compareGraphics } from '../../domain/graphics/compareGraphics'
import { shippedGraphics } from '../../domain/graphics/shipped'
import type { StoredEntry } from '../../domain/journal/entry'
import { isKnownEntry } from '../../domain/journal/parseEntry'
import type { SeatJournal } from '../journal/createJournal'

/** Versions that are listed: each is compared with the one before, so all of them are read. */
const mostVersions = 100

/** What a graphic was. */
export interface GraphicVersions {
  /** @throws Refused `notFound` */
  list(query: CheckedParams<'graphic.versions'>): Promise<Result<'graphic.versions'>>
  /** @throws Refused `notFound` */
  read(query: CheckedParams<'graphic.version'>): Promise<Result<'graphic.version'>>
}

/** The journal holds every saving whole; nothing is stored besides. */
export function createGraphicVersions(journal: Pick<SeatJournal, 'view' | 'readLastEntriesOf'>): GraphicVersions {
  /** The version that holds and the entries that led to it, both of one moment. */
  const readLast = async (id: string): Promise<{ version: number; entries: StoredEntry[] }> => {
    for (;;) {
      const state = journal.view.get('graphic', id)
      const entries = await journal.readLastEntriesOf({ kind: 'graphic', id }, mostVersions + 1)
      if (journal.view.get('graphic', id) === state) return { version: state?.version ?? 0, entries }
    }
  }
  const shippedAs = (id: string): Graphic | undefined => shippedGraphics.find((graphic) => graphic.id === id)

  return {
    async list({ id }) {
      const { version, entries } = await readLast(id)
      if (entries.length === 0 && !shippedAs(id)) throw new Refused('notFound', `nothing was saved of graphic ${id}`)
      const isWhole = entries.length <= mostVersions
      return { versions: versionsOf(entries, version, isWhole ? shippedAs(id) : undefined).slice(0, mostVersions) }
    },
    async read({ id, entryId }) {
      const entries = await journal.readLastEntriesOf({ kind: 'graphic', id }, mostVersions)
      const found = entries.find((entry) => entry.id === entryId)
      if (!found || !isKnownEntry(found) || found.kind !== 'graphic.saved')
        throw new Refused('notFound', `version ${entryId} of graphic ${id}`)
      return { graphic: found.payload.graphic }
    },
  }
}

const noChanges = { added: 0, removed: 0, moved: 0, changed: 0, isReordered: false, isSheetChanged: false }

/**
 * @param entries newest first
 * @param version number of the newest saving
 * @param first what the oldest saving was made of, where that is known
 */
function versionsOf(entries: readonly StoredEntry[], version: number, first: Graphic | undefined): GraphicVersion[] {
  const versions: GraphicVersion[] = []
  let before = first
  const savings = entries.filter((entry) => entry.kind === 'graphic.saved').length
  let number = version - savings
  for (const entry of entries.toReversed()) {
    if (!isKnownEntry(entry) || entry.voidReason !== undefined) continue
    const { id: entryId, origin: seatId, actor: by, hlc } = entry
    const of = { entryId, seatId, saved: { by, atMs: hlc.ms } }
    if (entry.kind === 'graphic.removed')
      versions.push({ ...of, version: number, isRemoval: true, elements: 0, changes: noChanges })
    if (entry.kind !== 'graphic.saved') continue
    const { graphic } = entry.payload
    const changes = compareGraphics(before, graphic)
    versions.push({ ...of, version: ++number, isRemoval: false, elements: graphic.elements.length, changes })
    before = graphic
  }
  return versions.reverse()
}

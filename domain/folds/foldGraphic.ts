import type { SavedGraphic, SavedSymbol } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/**
 * The last saving of a graphic holds, until it is removed; saved again it is there again. Two seats that were apart and both saved it: the later one
 * holds at both, and the version has grown by two, so that whoever edits the sooner one is told.
 */
export function foldGraphic(state: SavedGraphic | undefined, entry: KnownEntry): Folded<SavedGraphic> {
  if (entry.kind === 'graphic.saved') {
    const { graphic } = entry.payload
    const version = (state?.version ?? 0) + 1
    return { state: { id: entry.subject.id, graphic, saved: deedOf(entry), version, isRemoved: false } }
  }
  if (entry.kind !== 'graphic.removed') return { state, voidReason: 'unknownKind' }
  if (!state) return { state, voidReason: 'notCreated' }
  if (state.isRemoved) return { state, voidReason: 'alreadySo' }
  return { state: { ...state, isRemoved: true, saved: deedOf(entry) } }
}

/** As a graphic, and besides it is offered to those who draw or withdrawn. A saving leaves that as it is, and brings back what was removed. */
export function foldGraphicSymbol(state: SavedSymbol | undefined, entry: KnownEntry): Folded<SavedSymbol> {
  const saved = deedOf(entry)
  switch (entry.kind) {
    case 'graphicSymbol.saved': {
      const { symbol } = entry.payload
      const kept = state?.state === 'withdrawn' ? 'withdrawn' : 'offered'
      return { state: { id: entry.subject.id, symbol, saved, version: (state?.version ?? 0) + 1, state: kept } }
    }
    case 'graphicSymbol.withdrawn':
    case 'graphicSymbol.offered': {
      if (!state) return { state, voidReason: 'notCreated' }
      if (state.state === 'removed') return { state, voidReason: 'isOver' }
      const next = entry.kind === 'graphicSymbol.withdrawn' ? 'withdrawn' : 'offered'
      if (state.state === next) return { state, voidReason: 'alreadySo' }
      return { state: { ...state, state: next, saved } }
    }
    case 'graphicSymbol.removed':
      if (!state) return { state, voidReason: 'notCreated' }
      if (state.state === 'removed') return { state, voidReason: 'alreadySo' }
      return { state: { ...state, state: 'removed', saved } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

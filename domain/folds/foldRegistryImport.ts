import type { RegistryImport } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** How far a bulk import came. Its rows are entries of their devices; this tells when all of them lie in the journal. */
export function foldRegistryImport(state: RegistryImport | undefined, entry: KnownEntry): Folded<RegistryImport> {
  if (entry.kind === 'registryImport.started') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { fileName, rows } = entry.payload
    return { state: { id: entry.subject.id, fileName, rows, written: 0, state: 'applying', started: deedOf(entry) } }
  }
  if (entry.kind !== 'registryImport.progressed') return { state, voidReason: 'unknownKind' }
  if (!state) return { state, voidReason: 'notCreated' }
  if (state.state !== 'applying') return { state, voidReason: 'isOver' }
  const written = Math.max(state.written, entry.payload.written)
  return { state: { ...state, written, state: written >= state.rows ? 'done' : 'applying' } }
}

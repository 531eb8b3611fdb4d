import { createHash } from 'node:crypto'
import { canonicalForm } from '../../domain/journal/canonicalForm'
import type { Entry } from '../../domain/journal/entry'
import { compareHlc } from '../../domain/journal/hlc'
import { type Breach, named } from './Breach'

function chainsOf(entries: readonly Entry[]): Entry[][] {
  const chains = new Map<string, Entry[]>()
  for (const entry of entries) {
    const chain = chains.get(entry.origin)
    if (chain) chain.push(entry)
    else chains.set(entry.origin, [entry])
  }
  return [...chains.values()]
}

/** I1: a copy of an origin's entries begins at 1 and has no hole. Given in the order in which they were stored, they follow each other. */
export function findHole(entries: readonly Entry[]): Breach | undefined {
  for (const chain of chainsOf(entries))
    for (const [i, entry] of chain.entries())
      if (entry.seq !== i + 1) return { invariant: 'I1', text: `${named(entry)} stands where ${i + 1} should be` }
  return undefined
}

/** I9: every entry has the hash of its fields, names the one before it, and comes after it by its clock. */
export function findBentChain(entries: readonly Entry[]): Breach | undefined {
  const breach = (entry: Entry, text: string) => ({ invariant: 'I9', text: `${named(entry)} ${text}` })
  for (const chain of chainsOf(entries)) {
    let before: Entry | undefined
    for (const entry of chain) {
      const hash = createHash('sha256').update(canonicalForm(entry)).digest('hex')
      if (hash !== entry.hash) return breach(entry, 'does not give its hash')
      if (entry.prev !== (before?.hash ?? '0'.repeat(64))) return breach(entry, 'does not name the one before it')
      if (before && compareHlc(entry.hlc, before.hlc) <= 0) return breach(entry, 'is not after the one before it')
      before = entry
    }
  }
  return undefined
}

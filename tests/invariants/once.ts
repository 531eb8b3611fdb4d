import type { StoredEntry } from '../../domain/journal/entry'
import { type Breach, named } from './Breach'

/** What makes an occurrence of the site one fact, whoever heard it and however often. */
function factOf({ kind, subject, payload }: StoredEntry): string | undefined {
  const isOccurrence = kind === 'alarm.raised' || kind === 'alarm.reoccurred'
  return isOccurrence ? `${subject.id} ${String(payload['sourceAtMs'])}` : undefined
}

/** I3: an origin writes an id once, and what the site told twice counts once. */
export function findDoubled(entries: readonly StoredEntry[]): Breach | undefined {
  const ids = new Map<string, StoredEntry>()
  const facts = new Map<string, StoredEntry>()
  for (const entry of entries) {
    const idKey = `${entry.origin} ${entry.id}`
    const first = ids.get(idKey)
    if (first) return { invariant: 'I3', text: `${named(entry)} was written before as ${named(first)}` }
    ids.set(idKey, entry)
    const fact = entry.voidReason === undefined ? factOf(entry) : undefined
    if (fact === undefined) continue
    const other = facts.get(fact)
    if (other && other.id !== entry.id)
      return { invariant: 'I3', text: `${named(entry)} counts again what ${named(other)} told` }
    facts.set(fact, entry)
  }
  return undefined
}

/**
 * I3 at the device: a command reaches it at most once.
 *
 * @param taken ids of commands in the order in which devices took them
 */
export function findTakenTwice(taken: readonly string[]): Breach | undefined {
  const twice = taken.find((id, i) => taken.indexOf(id) !== i)
  return twice === undefined ? undefined : { invariant: 'I3', text: `command ${twice} reached its device twice` }
}

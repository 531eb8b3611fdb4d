import type { Command } from '../../domain/contract/state'
import type { Entry } from '../../domain/journal/entry'
import type { EntryPayload } from '../../domain/journal/entryKinds'
import { isKnownEntry } from '../../domain/journal/parseEntry'
import { type Breach, named } from './Breach'

const endings: readonly Command['state'][] = ['answered', 'failed', 'unknown', 'expired', 'withdrawn']

/**
 * I8: nothing is sent that was not issued, class 3 only with what it needs (a second person, or break-glass with its reason), and nothing is answered that was not
 * sent. When all is over every command has an end.
 *
 * @param entries of one seat after healing
 * @param commands their states
 */
export function findUnapproved(entries: readonly Entry[], commands: readonly Command[]): Breach | undefined {
  const issued = new Map<string, EntryPayload<'command.issued'> & { by: string }>()
  const confirmed = new Set<string>()
  const sent = new Set<string>()
  for (const entry of entries.filter(isKnownEntry)) {
    const { subject, actor } = entry
    if (entry.kind === 'command.issued') issued.set(subject.id, { ...entry.payload, by: actor.id })
    if (entry.kind === 'command.confirmed' && actor.kind === 'account' && issued.get(subject.id)?.by !== actor.id)
      confirmed.add(subject.id)
    if (entry.kind === 'command.sent') sent.add(entry.subject.id)
  }
  for (const entry of entries) {
    const { id } = entry.subject
    if (entry.kind === 'command.sent') {
      const command = issued.get(id)
      if (!command) return { invariant: 'I8', text: `${named(entry)} was never issued` }
      if (command.commandClass === 3 && command.breakGlass === undefined && !confirmed.has(id))
        return { invariant: 'I8', text: `${named(entry)} is of class 3 and nobody approved it` }
    }
    if ((entry.kind === 'command.answered' || entry.kind === 'command.becameUnknown') && !sent.has(id))
      return { invariant: 'I8', text: `${named(entry)} was never sent` }
  }
  const open = commands.find(({ state }) => !endings.includes(state))
  return open && { invariant: 'I8', text: `command ${open.id} is still ${open.state}` }
}

/**
 * I8 at the device: what it took stands in the journal as sent.
 *
 * @param taken ids of commands that devices took
 */
export function findUnwritten(taken: readonly string[], entries: readonly Entry[]): Breach | undefined {
  const sent = new Set(entries.filter(({ kind }) => kind === 'command.sent').map(({ subject }) => subject.id))
  const id = taken.find((command) => !sent.has(command))
  return id === undefined ? undefined : { invariant: 'I8', text: `a device took ${id}, which nobody wrote as sent` }
}

import { Refused } from '../../domain/contract'
import type { Entry, Hlc, StoredEntry } from '../../domain/journal/entry'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import { nextHlc } from '../../domain/journal/hlc'
import { checkFact } from '../../domain/journal/parseEntry'
import type { SeatId } from '../../domain/contract'
import type { Draft, StateView } from './Journal'
import { hashEntry } from './rows'
import { SubjectStates } from './SubjectStates'

/** Where the seat's journal stands: what the next entry follows. */
export interface Head {
  position: number
  /** Number and hash of this seat's own last entry; 0 and zeros before the first. */
  seq: number
  hash: string
  hlc: Hlc
}

export const noHash = '0'.repeat(64)

const viewOf = (states: SubjectStates, position: () => number): StateView => ({
  get position() {
    return position()
  },
  get: (kind, id) => states.get(kind, id)?.state,
  list: (kind) => states.states(kind),
})

interface StagingParts {
  seatId: SeatId
  now: () => number
  newId: () => string
  head: Head
  states: SubjectStates
}

/** The entries of one commit, made one writer after the other on what is committed, before anything is on disk. */
export class Staging {
  readonly entries: StoredEntry[] = []
  readonly states: SubjectStates
  readonly view: StateView
  head: Head
  readonly #parts: StagingParts
  readonly #byId = new Map<string, StoredEntry>()

  constructor(parts: StagingParts) {
    this.#parts = parts
    this.head = parts.head
    this.states = new SubjectStates(parts.states)
    this.view = viewOf(this.states, () => this.head.position)
  }

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  /**
   * Adds one writer's drafts, all or none.
   *
   * @param stored entries on disk with ids that the drafts bring along: those are answered, not written again
   * @returns an entry for each draft, in their order
   * @throws Refused `badRequest` when a draft is not in the shape of its kind
   */
  add(drafts: readonly Draft[], stored: ReadonlyMap<string, StoredEntry>): StoredEntry[] {
    const states = new SubjectStates(this.states)
    const fresh = new Map<string, StoredEntry>()
    let head = this.head
    const answer = drafts.map((draft) => {
      const id = draft.id ?? this.#parts.newId()
      const there = fresh.get(id) ?? this.#byId.get(id) ?? stored.get(id)
      if (there) return sameFact(there, draft)
      const entry = this.#seal(draft, id, head)
      const voidReason = states.fold(entry)
      const storedEntry: StoredEntry = { ...entry, position: head.position + 1, ...(voidReason && { voidReason }) }
      head = { position: storedEntry.position, seq: entry.seq, hash: entry.hash, hlc: entry.hlc }
      fresh.set(id, storedEntry)
      return storedEntry
    })
    this.head = head
    this.states.absorb(states)
    for (const [id, entry] of fresh) this.#byId.set(id, entry)
    this.entries.push(...fresh.values())
    return answer
  }

  #seal(draft: Draft, id: string, head: Head): Entry {
    const { subject, v, payload } = checkFact(draft.kind, draft.subjectId, draft.payload)
    const unhashed = {
      id,
      origin: this.#parts.seatId,
      seq: head.seq + 1,
      hlc: nextHlc(head.hlc, this.#parts.now()),
      actor: draft.actor,
      ...(draft.onBehalfOf && { onBehalfOf: draft.onBehalfOf }),
      subject,
      kind: draft.kind,
      v,
      payload: throughJson(payload),
      ...(draft.basis !== undefined && { basis: draft.basis }),
      prev: head.hash,
    }
    return { ...unhashed, hash: hashEntry(unhashed) }
  }
}

/** The payload as it will be when it comes back from disk, cut loose from the caller's objects. */
function throughJson(payload: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = JSON.parse(canonicalJson(payload))
  return copy
}

/** An id stands for one fact: told again it is answered, told of something else it is a fault of the caller. */
function sameFact(there: StoredEntry, draft: Draft): StoredEntry {
  if (there.kind === draft.kind && there.subject.id === draft.subjectId) return there
  throw new Refused('badRequest', `id ${there.id} already belongs to ${there.kind} of ${there.subject.id}`)
}

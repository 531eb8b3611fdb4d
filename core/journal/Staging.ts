import { Refused } from '../../domain/contract'
import type { Entry, StoredEntry } from '../../domain/journal/entry'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import { compareHlc, nextHlc } from '../../domain/journal/hlc'
import { checkFact } from '../../domain/journal/parseEntry'
import type { SeatId } from '../../domain/contract'
import type { Head } from './chains'
import type { Draft, Judged, StateView } from './Journal'
import { foldIn } from './refold'
import { hashEntry } from './rows'
import { SubjectStates } from './SubjectStates'

const viewOf = (seatId: SeatId, states: SubjectStates, position: () => number): StateView => ({
  seatId,
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
  /** By position: what is stored and has another meaning since these entries are there. */
  #judged: ReadonlyMap<number, Judged> = new Map()

  constructor(parts: StagingParts) {
    this.#parts = parts
    this.head = parts.head
    this.states = new SubjectStates(parts.states)
    this.view = viewOf(parts.seatId, this.states, () => this.head.position)
  }

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  get judged(): Judged[] {
    return [...this.#judged.values()]
  }

  /**
   * True while a peer's clock is further ahead than it may pull this seat's: what is written now sorts before what is stored, so its subject is
   * folded anew from its history.
   */
  get isBehind(): boolean {
    return compareHlc(this.head.hlc, this.head.newest) < 0
  }

  /**
   * Adds one writer's drafts, all or none.
   *
   * @param stored entries on disk with ids that the drafts bring along: those are answered, not written again
   * @param history while `isBehind`: all entries on disk of the drafts' subjects
   * @returns an entry for each draft, in their order
   * @throws Refused `badRequest` when a draft is not in the shape of its kind
   */
  add(
    drafts: readonly Draft[],
    stored: ReadonlyMap<string, StoredEntry>,
    history: readonly StoredEntry[] = [],
  ): StoredEntry[] {
    const states = new SubjectStates(this.states)
    const fresh = new Map<string, StoredEntry>()
    const judged = new Map(this.#judged)
    const isBehind = this.isBehind
    let head = this.head
    const answer = drafts.map((draft) => {
      const id = draft.id ?? this.#parts.newId()
      const there = fresh.get(id) ?? this.#byId.get(id) ?? stored.get(id)
      if (there) return sameFact(there, draft)
      const placed: StoredEntry = { ...this.#seal(draft, id, head), position: head.position + 1 }
      head = advanced(head, placed)
      const before = isBehind ? [...history, ...this.entries, ...fresh.values()].filter(isOfSubject(placed)) : undefined
      const storedEntry = before ? foldLate(states, before, placed, judged) : foldOn(states, placed)
      fresh.set(id, storedEntry)
      return storedEntry
    })
    this.head = head
    this.#judged = judged
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

const advanced = ({ newest }: Head, { position, seq, hash, hlc }: StoredEntry): Head => ({
  position,
  seq,
  hash,
  hlc,
  newest: compareHlc(newest, hlc) < 0 ? hlc : newest,
})

const isOfSubject =
  ({ subject }: Entry) =>
  (entry: Entry): boolean =>
    entry.subject.kind === subject.kind && entry.subject.id === subject.id

function foldOn(states: SubjectStates, entry: StoredEntry): StoredEntry {
  const voidReason = states.fold(entry)
  return voidReason ? { ...entry, voidReason } : entry
}

function foldLate(
  states: SubjectStates,
  before: readonly StoredEntry[],
  entry: StoredEntry,
  judged: Map<number, Judged>,
): StoredEntry {
  const folded = foldIn(states, before, [entry])
  // An entry judged by an earlier draft may have its old meaning back.
  for (const { position } of before) judged.delete(position)
  for (const change of folded.judged) judged.set(change.entry.position, change)
  return folded.stored[0] ?? entry
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

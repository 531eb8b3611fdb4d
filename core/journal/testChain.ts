import type { SeatId } from '../../domain/contract'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import type { Entry } from '../../domain/journal/entry'
import { nextHlc } from '../../domain/journal/hlc'
import { checkFact } from '../../domain/journal/parseEntry'
import { noHash } from './chains'
import type { Draft } from './Journal'
import { hashEntry } from './rows'

/** An origin's chain made without a journal: what another seat would send. */
export function createChain(origin: SeatId) {
  let last: Pick<Entry, 'seq' | 'hash' | 'hlc'> = { seq: 0, hash: noHash, hlc: { ms: 0, counter: 0 } }
  return {
    /** The next entry, written at `atMs` of that seat's clock. */
    next(draft: Draft, atMs: number): Entry {
      const { subject, v, payload } = checkFact(draft.kind, draft.subjectId, draft.payload)
      const plain: Record<string, unknown> = JSON.parse(canonicalJson(payload))
      const unhashed = {
        id: draft.id ?? `${origin}-${last.seq + 1}`,
        origin,
        seq: last.seq + 1,
        hlc: nextHlc(last.hlc, atMs),
        actor: draft.actor,
        ...(draft.onBehalfOf && { onBehalfOf: draft.onBehalfOf }),
        subject,
        kind: draft.kind,
        v,
        payload: plain,
        ...(draft.basis !== undefined && { basis: draft.basis }),
        prev: last.hash,
      }
      const entry: Entry = { ...unhashed, hash: hashEntry(unhashed) }
      last = entry
      return entry
    },
  }
}

import type { Knex } from 'knex'
import { type Alarm, Refused, type SeatId } from '../../domain/contract'
import { isStateKind, parseState } from '../../domain/folds/states'
import type { StoredEntry } from '../../domain/journal/entry'
import { entryKinds } from '../../domain/journal/entryKinds'
import { ulid } from '../../domain/journal/ulid'
import type { Store } from '../store/Store'
import { createWriterQueue } from '../store/writerQueue'
import { createGroupCommit } from './groupCommit'
import type { Committed, Draft, Journal, StateView } from './Journal'
import { insertAll, projectEntries, projectStates, readStates } from './projections'
import {
  type AlarmQuery,
  readAfter,
  readAlarms,
  readByIds,
  readHead,
  readLiveRows,
  readStateRows,
  readStory,
} from './queries'
import { type Progress, rebuildProjections } from './rebuildProjections'
import { rowOf } from './rows'
import { Staging } from './Staging'
import { SubjectStates } from './SubjectStates'
import { verifyEntries, type Verdict } from './verifyEntries'

/** Subjects that ended stay in memory this long: a shift and its handover, ms. */
const keepEndedMs = 12 * 3_600_000
/** How often ended subjects are let go of, at most, ms. */
const forgetEveryMs = 60_000
/** Writers decided in one transaction at most: enough to share a sync, few enough that nobody waits long for it. */
const writersPerCommit = 200

export interface JournalOptions {
  store: Store
  /** This seat: the origin of what is written here. */
  seatId: SeatId
  /** Clock, UTC ms. */
  now: () => number
  randomBytes: (length: number) => Uint8Array
  /** Called with `degraded` when a commit failed, and with `good` when one succeeded after that. */
  onStorage: (state: 'good' | 'degraded', reason?: string) => void
  /** Told of a listener that threw. */
  onFault: (error: unknown) => void
}

/** The journal as its own seat has it. */
export interface SeatJournal extends Journal {
  /**
   * As `Journal.write`; `alongside` changes rows of other tables in the same transaction, when anything new is written. What may be refused
   * is checked in `decide`: an `alongside` that throws counts as a failure of the storage.
   */
  write(
    decide: (view: StateView) => readonly Draft[],
    alongside?: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<readonly StoredEntry[]>
  /** Alarms of the past and the present, newest first. */
  readAlarms(query: AlarmQuery): Promise<Alarm[]>
  /** Makes all projections anew from the entries. Writers wait meanwhile. */
  rebuild(onProgress?: Progress): Promise<void>
  /** Checks the hash chain of every origin from its first entry on. */
  verify(onProgress?: Progress): Promise<Verdict>
  /** Waits for the writers under way; later ones are refused. The store stays open. */
  close(): Promise<void>
}

interface Writer {
  decide: (view: StateView) => readonly Draft[]
  alongside: ((tx: Knex.Transaction) => Promise<void>) | undefined
  resolve: (entries: readonly StoredEntry[]) => void
  reject: (error: unknown) => void
}

/** Opens the journal in a store whose schema has `journalMigrations`. Reads the states of what is going on, not the entries. */
export async function createJournal(options: JournalOptions): Promise<SeatJournal> {
  const { store, seatId, now, onStorage, onFault } = options
  const newId = () => ulid(now(), options.randomBytes(16))
  const listeners = new Set<(commit: Committed) => void>()
  const queue = createWriterQueue()
  let isClosed = false
  let isDegraded = false
  let forgotAtMs = now()
  let states = new SubjectStates()
  let head = await readHead(store.knex, seatId)

  const loadStates = async (): Promise<void> => {
    const loaded = new SubjectStates()
    await readStates(store.knex, await readLiveRows(store.knex, now() - keepEndedMs), loaded)
    states = loaded
  }

  const tell = (commit: Committed): void => {
    for (const listener of listeners) {
      try {
        listener(commit)
      } catch (error) {
        onFault(error)
      }
    }
  }

  /** After a commit that failed, the disk says what is true: the failed one may be there after all. */
  const resynchronise = async (): Promise<void> => {
    const stored = await readHead(store.knex, seatId)
    if (stored.position === head.position) return
    const entries = await readAfter(store.knex, {
      afterPosition: head.position,
      limit: stored.position - head.position,
    })
    await loadStates()
    head = stored
    tell({
      position: head.position,
      entries,
      touched: entries.map((entry) => entry.subject).filter(({ kind }) => isStateKind(kind)),
    })
  }

  /** Brings subjects into memory that ended long ago and are spoken of again. */
  const recall = async (staging: Staging, drafts: readonly Draft[]): Promise<void> => {
    const refs = drafts.map(({ kind, subjectId }) => ({ kind: entryKinds[kind].subject, id: subjectId }))
    const missing = refs.filter(({ kind, id }) => isStateKind(kind) && !staging.states.get(kind, id))
    if (missing.length > 0) await readStates(store.knex, await readStateRows(store.knex, missing), states)
  }

  const decideOne = async (staging: Staging, decide: Writer['decide']): Promise<StoredEntry[]> => {
    const drafts = decide(staging.view)
    const ids = drafts.flatMap(({ id }) => (id !== undefined && !staging.has(id) ? [id] : []))
    const stored = await readByIds(store.knex, ids)
    await recall(staging, drafts)
    return staging.add(drafts, stored)
  }

  const commit = async (writers: readonly Writer[]): Promise<void> => {
    if (isDegraded) await resynchronise()
    const staging = new Staging({ seatId, now, newId, head, states })
    const accepted: { writer: Writer; entries: StoredEntry[]; isNew: boolean }[] = []
    for (const writer of writers) {
      try {
        const before = staging.entries.length
        const entries = await decideOne(staging, writer.decide)
        accepted.push({ writer, entries, isNew: staging.entries.length > before })
      } catch (error) {
        writer.reject(error)
      }
    }
    if (staging.entries.length > 0) {
      const alongside = accepted.flatMap(({ writer, isNew }) => (isNew && writer.alongside ? [writer.alongside] : []))
      await persist(staging, alongside)
      if (isDegraded) onStorage('good')
      isDegraded = false
      head = staging.head
      states.absorb(staging.states)
      forgetEnded()
      tell({ position: head.position, entries: staging.entries, touched: [...staging.states.own()] })
    }
    for (const { writer, entries } of accepted) writer.resolve(entries)
  }

  const persist = (staging: Staging, alongside: readonly ((tx: Knex.Transaction) => Promise<void>)[]): Promise<void> =>
    store.transaction(async (tx) => {
      await insertAll(tx, 'entry', staging.entries.map(rowOf))
      await projectEntries(tx, staging.entries)
      await projectStates(tx, staging.states, staging.states.own())
      for (const work of alongside) await work(tx)
    })

  const forgetEnded = (): void => {
    if (Math.abs(now() - forgotAtMs) < forgetEveryMs) return
    forgotAtMs = now()
    states.forget(forgotAtMs - keepEndedMs)
  }

  const storageFault = (error: unknown): Refused =>
    new Refused('storageDegraded', error instanceof Error ? error.message : String(error))

  const group = createGroupCommit<Writer>(async (writers) => {
    try {
      await queue.run(() => commit(writers))
    } catch (error) {
      isDegraded = true
      for (const writer of writers) writer.reject(storageFault(error))
      onStorage('degraded', storageFault(error).message)
    }
  }, writersPerCommit)

  await loadStates()

  return {
    // The layer at the bottom changes when it is loaded anew, so the view asks for it each time.
    view: {
      get position() {
        return head.position
      },
      get: (kind, id) => states.get(kind, id)?.state,
      list: (kind) => states.states(kind),
    },
    write: (decide, alongside) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Refused('storageDegraded', 'the journal is closed'))
        group.add({ decide, alongside, resolve, reject })
      }),
    onCommitted(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: (query) => readAfter(store.knex, query),
    readStory: (incidentId) => readStory(store.knex, incidentId),
    readAlarms: (query) => readAlarms(store.knex, query),
    async load(kind, id) {
      const inMemory = states.get(kind, id)?.state
      if (inMemory) return inMemory
      const [row] = await readStateRows(store.knex, [{ kind, id }])
      return row && parseState(kind, JSON.parse(row.state))
    },
    rebuild: (onProgress) =>
      queue.run(async () => {
        await rebuildProjections(store, onProgress)
        await loadStates()
      }),
    verify: (onProgress) => verifyEntries(store.knex, onProgress),
    async close() {
      isClosed = true
      await group.drained()
    },
  }
}

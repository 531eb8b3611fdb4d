import type { Knex } from 'knex'
import { type Alarm, type Command, Refused, type SeatId } from '../../domain/contract'
import { isStateKind, parseState, type StateKind } from '../../domain/folds/states'
import type { Entry, StoredEntry } from '../../domain/journal/entry'
import { entryKinds } from '../../domain/journal/entryKinds'
import { ulid } from '../../domain/journal/ulid'
import type { Store } from '../store/Store'
import { createWriterQueue } from '../store/writerQueue'
import { createGroupCommit } from './groupCommit'
import { saveAnchors } from './anchors'
import { admit, chainHeadOf, type Head, headOf, type Heads, linkKey, listHeads, spansBelow } from './chains'
import type { Absorbed, Committed, Draft, Judged, ReplicatedJournal, StateView } from './Journal'
import { insertAll, projectEntries, projectJudged, projectStates, readStates } from './projections'
import {
  type AlarmQuery,
  type CommandQuery,
  readAfter,
  readAlarmIds,
  readAlarms,
  readCommands,
  readAnchors,
  readByIds,
  readHashes,
  readHeads,
  readLastOfSubject,
  readLiveRows,
  readRange,
  readStateRows,
  readStory,
  readSubjects,
} from './queries'
import { type Progress, rebuildProjections } from './rebuildProjections'
import { foldIn } from './refold'
import { rowOf } from './rows'
import { Staging } from './Staging'
import { SubjectStates } from './SubjectStates'
import { type ChainFault, verifyEntries } from './verifyEntries'
import { type Stale, verifyProjections } from './verifyProjections'

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

export interface VerifyOptions {
  onProgress?: Progress
  /** Folds everything anew, too, and compares: takes about as long as `rebuild`. Writers do not wait, and what they touch meanwhile may be named. */
  withProjections?: boolean
}

export interface Verdict {
  isSound: boolean
  /** How many were found sound. */
  entries: number
  /** The first fault of every origin that has one. */
  faults: readonly ChainFault[]
  /** Subjects whose stored state is not what their entries give; `rebuild` makes it so. */
  stale: readonly Stale[]
}

/** The journal as its own seat has it. */
export interface SeatJournal extends ReplicatedJournal {
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
  /** Commands of the past and the present, newest first. */
  readCommands(query: CommandQuery): Promise<Command[]>
  /** Ids of the alarms that something was written of from `fromMs` until before `toMs`. */
  readAlarmIds(time: { fromMs: number; toMs: number }): Promise<string[]>
  /** All entries of these alarms, in no order. */
  readAlarmEntries(ids: readonly string[]): Promise<StoredEntry[]>
  /** All entries of one subject, in no order. */
  readEntriesOf(subject: { kind: StateKind; id: string }): Promise<StoredEntry[]>
  /** The last entries of one subject, newest first, of which there may be many and large ones. */
  readLastEntriesOf(subject: { kind: StateKind; id: string }, limit: number): Promise<StoredEntry[]>
  /** Makes all projections anew from the entries. Writers wait meanwhile. */
  rebuild(onProgress?: Progress): Promise<void>
  /** Checks the hash chain of every origin from its first entry on, and against what other seats attest; on demand also what was made from the entries. */
  verify(options?: VerifyOptions): Promise<Verdict>
  /** Waits for the writers under way; later ones are refused. The store stays open. */
  close(): Promise<void>
}

/** A commit about to be, and where the journal stands after it. */
interface Settlement {
  entries: readonly StoredEntry[]
  judged: readonly Judged[]
  states: SubjectStates
  head: Head
  heads: Heads
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
  const found = await readHeads(store.knex)
  let heads = found.heads
  let head = headOf(seatId, found.position, heads, now())

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
    const stored = await readHeads(store.knex)
    if (stored.position === head.position) return
    const entries = await readAfter(store.knex, {
      afterPosition: head.position,
      limit: stored.position - head.position,
    })
    await loadStates()
    heads = stored.heads
    head = headOf(seatId, stored.position, heads, now(), head.hlc)
    tell({
      position: head.position,
      entries,
      touched: entries.map((entry) => entry.subject).filter(({ kind }) => isStateKind(kind)),
      judged: [],
    })
  }

  /** Brings subjects into memory that ended long ago and are spoken of again. */
  const recall = async (staging: Staging, drafts: readonly Draft[]): Promise<void> => {
    const missing = refsOf(drafts).filter(({ kind, id }) => isStateKind(kind) && !staging.states.get(kind, id))
    if (missing.length > 0) await readStates(store.knex, await readStateRows(store.knex, missing), states)
  }

  const decideOne = async (staging: Staging, decide: Writer['decide']): Promise<StoredEntry[]> => {
    const drafts = decide(staging.view)
    const ids = drafts.flatMap(({ id }) => (id !== undefined && !staging.has(id) ? [id] : []))
    const stored = await readByIds(store.knex, ids)
    await recall(staging, drafts)
    const history = staging.isBehind ? await readSubjects(store.knex, refsOf(drafts)) : undefined
    return staging.add(drafts, stored, history)
  }

  /** Saves a commit, and then lets everybody see it. */
  const settle = async (
    { entries, judged, states: layer, head: nextHead, heads: nextHeads }: Settlement,
    alongside: readonly ((tx: Knex.Transaction) => Promise<void>)[] = [],
  ): Promise<void> => {
    await store.transaction(async (tx) => {
      await insertAll(tx, 'entry', entries.map(rowOf))
      await projectEntries(tx, entries)
      await projectJudged(tx, judged)
      await projectStates(tx, layer, layer.own())
      for (const work of alongside) await work(tx)
    })
    if (isDegraded) onStorage('good')
    isDegraded = false
    head = nextHead
    heads = nextHeads
    states.absorb(layer)
    forgetEnded()
    tell({ position: head.position, entries, touched: [...layer.own()], judged })
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
    const { entries, judged, states: layer, head: nextHead } = staging
    const last = entries.at(-1)
    if (last) {
      const alongside = accepted.flatMap(({ writer, isNew }) => (isNew && writer.alongside ? [writer.alongside] : []))
      const nextHeads = new Map(heads).set(seatId, chainHeadOf(last))
      await settle({ entries, judged, states: layer, head: nextHead, heads: nextHeads }, alongside)
    }
    for (const { writer, entries } of accepted) writer.resolve(entries)
  }

  /** Those of `entries` that are not here yet, checked against what is. */
  const findFresh = async (entries: readonly Entry[]): Promise<Entry[]> => {
    const known = new Map<string, string>()
    for (const { origin, fromSeq, toSeq } of spansBelow(entries, heads))
      for (const [seq, hash] of await readHashes(store.knex, origin, fromSeq, toSeq))
        known.set(linkKey({ origin, seq }), hash)
    return admit(entries, heads, (place) => known.get(linkKey(place)))
  }

  const absorb = async (entries: readonly Entry[]): Promise<Absorbed> => {
    if (isDegraded) await resynchronise()
    const fresh = (await findFresh(entries)).map((entry, i) => ({ ...entry, position: head.position + 1 + i }))
    if (fresh.length === 0) return { stored: [], judged: [] }
    const layer = new SubjectStates(states)
    const former = await readSubjects(
      store.knex,
      fresh.map(({ subject }) => subject).filter(({ kind }) => isStateKind(kind)),
    )
    const { stored, judged } = foldIn(layer, former, fresh)
    const nextHeads = new Map(heads)
    for (const entry of stored) nextHeads.set(entry.origin, chainHeadOf(entry))
    const nextHead = headOf(seatId, head.position + stored.length, nextHeads, now(), head.hlc)
    await settle({ entries: stored, judged, states: layer, head: nextHead, heads: nextHeads })
    return { stored, judged }
  }

  const forgetEnded = (): void => {
    if (Math.abs(now() - forgotAtMs) < forgetEveryMs) return
    forgotAtMs = now()
    states.forget(forgotAtMs - keepEndedMs)
  }

  const degrade = (error: unknown): Refused => {
    isDegraded = true
    const refusal = new Refused('storageDegraded', error instanceof Error ? error.message : String(error))
    onStorage('degraded', refusal.message)
    return refusal
  }

  const group = createGroupCommit<Writer>(async (writers) => {
    try {
      await queue.run(() => commit(writers))
    } catch (error) {
      const refusal = degrade(error)
      for (const writer of writers) writer.reject(refusal)
    }
  }, writersPerCommit)

  await loadStates()

  return {
    // The layer at the bottom changes when it is loaded anew, so the view asks for it each time.
    view: {
      seatId,
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
    heads: () => listHeads(heads),
    readRange: (query) => readRange(store.knex, query),
    absorb: (entries) =>
      queue.run(async () => {
        try {
          return await absorb(entries)
        } catch (error) {
          throw error instanceof Refused && error.code === 'badRequest' ? error : degrade(error)
        }
      }),
    recordAnchors: (anchors) => store.transaction((tx) => saveAnchors(tx, anchors, seatId, heads)),
    anchors: () => readAnchors(store.knex),
    readStory: (incidentId) => readStory(store.knex, incidentId),
    readAlarms: (query) => readAlarms(store.knex, query),
    readCommands: (query) => readCommands(store.knex, query),
    readAlarmIds: (time) => readAlarmIds(store.knex, time),
    readAlarmEntries: (ids) =>
      readSubjects(
        store.knex,
        ids.map((id) => ({ kind: 'alarm', id })),
      ),
    readEntriesOf: (subject) => readSubjects(store.knex, [subject]),
    readLastEntriesOf: (subject, limit) => readLastOfSubject(store.knex, subject, limit),
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
    async verify({ onProgress, withProjections = false } = {}) {
      const { entries, faults } = await verifyEntries(store.knex, onProgress)
      // States of entries that are not sound say nothing.
      const stale = withProjections && faults.length === 0 ? await verifyProjections(store.knex) : []
      return { isSound: faults.length + stale.length === 0, entries, faults, stale }
    },
    async close() {
      isClosed = true
      await group.drained()
      await queue.end(async () => undefined)
    },
  }
}

const refsOf = (drafts: readonly Draft[]) =>
  drafts.map(({ kind, subjectId }) => ({ kind: entryKinds[kind].subject, id: subjectId }))

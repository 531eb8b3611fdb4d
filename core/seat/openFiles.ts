import { randomBytes } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SeatId } from '../../domain/contract'
import { dutyMigrations } from '../backup/profile'
import { openHistory, openHistoryIn, type History } from '../history/History'
import { historyMigrations, type HistoryStore } from '../history/HistoryStore'
import type { RetentionPlan } from '../history/levels'
import { loadRegistry } from '../iot/registryStore'
import type { Registry } from '../iot/Registry'
import { createJournal, type SeatJournal } from '../journal/createJournal'
import { rebuildProjections } from '../journal/rebuildProjections'
import { createRoomGuard, type RoomGuard } from '../store/createRoomGuard'
import { listSetAside, openOrSetAside, type SetAside } from '../store/openOrSetAside'
import type { RoomLevels } from '../store/roomLevels'
import type { Store } from '../store/Store'
import { salvageCredentials, salvageEntries, salvageRegistry } from './salvage'

/** A PostgreSQL database of the history's own. */
export interface HistoryDatabase {
  /** `postgres://user@host:port/database`, without a password. */
  url: string
  password?: string
}

/** What a seat keeps on disk. */
export interface SeatFiles {
  seatId: SeatId
  /** False when the last run ended without stopping: killed, or the power went. True at the first start. */
  wasCleanStop: boolean
  /** Journal, accounts, registry: precious, checked at every start. */
  duty: Store
  journal: SeatJournal
  /** `undefined` before a district was imported. */
  registry: Registry | undefined
  /** Samples: many, in a file of their own so that entries never wait for them. */
  samples: Store
  history: History
  /** Throws history away for the sake of entries. @returns bytes; 0 where it lies elsewhere, and nothing is gained here */
  shedHistory(bytes: number): Promise<number>
  /** Watches the disk they lie on; whoever puts the seat together starts it and stops it. */
  room: RoomGuard
  /** Lets go of the files; journal and history are closed before by whoever put the seat together. */
  close(): Promise<void>
}

export interface OpenFilesOptions {
  dataDir: string
  /** Clock, UTC ms. */
  now: () => number
  levels?: RoomLevels
  /** Where samples are kept, when not in a file here. One that cannot be reached or read at the start is told, and a file takes its place until the next start. */
  historyDatabase?: HistoryDatabase
  /** How long samples are kept, where that is not the default. */
  retention?: RetentionPlan
  /** Told of what fails in the background. */
  onError: (error: unknown) => void
}

/** Entries of a damaged file are waited for at most so long; the rest comes while the seat runs, ms. */
const SALVAGE_WAIT_MS = 2_000

/**
 * Opens the files of a seat, and makes them at the first start. A damaged file never stops it: it is set aside, what can be read of it is taken over, and
 * `room.storage` says so until somebody has restored a backup or taken the file away.
 */
export async function openFiles({
  dataDir,
  now,
  levels,
  retention,
  historyDatabase,
  onError,
}: OpenFilesOptions): Promise<SeatFiles> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const identity = await openIdentity(join(dataDir, 'seat.json'))
  const running = join(dataDir, 'running')
  const wasCleanStop = await access(running).then(
    () => false,
    () => true,
  )
  const room = createRoomGuard(dataDir, levels)
  // On a full disk the seat starts all the same.
  await writeFile(running, String(process.pid)).catch(onError)

  const readDuty = async (store: Store, setAside?: SetAside) => {
    // Numbers that were used must not be used again, and without the entries nobody knows which were.
    const isEmpty = (await store.knex('entry').first('position')) === undefined
    if (isEmpty && !identity.isNew) await identity.renew()
    if (setAside) {
      await salvageCredentials(setAside.file, store).catch(onError)
      await salvageRegistry(setAside.file, store).catch(onError)
    }
    const openJournal = () =>
      createJournal({
        store,
        seatId: identity.seatId,
        now,
        randomBytes,
        onStorage: (state, reason) => room.noteSaving(state, reason),
        onFault: onError,
      })
    const journal = await openJournal().catch(async (error: unknown) => {
      // The states are made from the entries: where they cannot be read, they are made again.
      onError(error)
      await rebuildProjections(store)
      return openJournal()
    })
    return { journal, registry: await loadRegistry(store) }
  }
  const duty = await openOrSetAside(
    {
      file: join(dataDir, 'duty.db'),
      migrations: dutyMigrations,
      now,
      isCheckedAtOpen: true,
      makeRoom: () => room.makeRoom(),
    },
    readDuty,
  )
  try {
    if (duty.setAside) await salvage(duty.setAside, duty.content.journal, onError)
    const settings = retention ? { retention } : {}
    const samples = await openOrSetAside(
      { file: join(dataDir, 'history.db'), migrations: historyMigrations, now, isCheckedAtOpen: false },
      (store) => openHistory(store, now, onError, settings),
    )
    const elsewhere =
      historyDatabase &&
      (await openElsewhere(historyDatabase, (tables) => openHistoryIn(tables, now, onError, settings)).catch(
        (error: unknown) => void onError(error),
      ))
    if (elsewhere) await samples.content.close()
    const [lost] = await listSetAside(duty.store.file)
    const cause = duty.setAside ?? samples.setAside
    if (lost !== undefined || cause) room.noteDamage(`damaged: ${cause?.reason ?? lost}`)
    return {
      seatId: identity.seatId,
      wasCleanStop,
      duty: duty.store,
      ...duty.content,
      samples: samples.store,
      history: elsewhere?.history ?? samples.content,
      shedHistory: elsewhere ? async () => 0 : (bytes) => samples.content.shed(bytes),
      room,
      async close() {
        await elsewhere?.close()
        await samples.store.close()
        await duty.store.close()
        await rm(running, { force: true })
      },
    }
  } catch (error) {
    await duty.store.close()
    throw error
  }
}

/** The driver is loaded only where it is wanted. @throws Error when the database cannot be reached, or what it holds cannot be read */
async function openElsewhere(
  { url, password }: HistoryDatabase,
  openIn: (tables: HistoryStore) => Promise<History>,
): Promise<{ history: History; close(): Promise<void> }> {
  const { openPgHistory } = await import('../history/postgres/pgHistoryStore')
  const { tables, close } = await openPgHistory({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    ...(password !== undefined && { password }),
  })
  try {
    return { history: await openIn(tables), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function salvage(setAside: SetAside, journal: SeatJournal, onError: (error: unknown) => void): Promise<void> {
  const done = salvageEntries(setAside.file, journal).catch(onError)
  let timer: NodeJS.Timeout | undefined
  const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, SALVAGE_WAIT_MS)))
  await Promise.race([done, waited])
  clearTimeout(timer)
}

/** Who a seat is: the origin of every entry written here. */
interface Identity {
  readonly seatId: SeatId
  /** Made by this start. */
  readonly isNew: boolean
  /** Another seat from now on. */
  renew(): Promise<void>
}

/** The seat's identity is made once and kept. */
async function openIdentity(file: string): Promise<Identity> {
  let seatId = await readSeatId(file)
  let isNew = false
  const renew = async () => {
    seatId = SeatId.parse(`seat-${randomBytes(8).toString('hex')}`)
    isNew = true
    const handle = await open(`${file}.new`, 'w', 0o600)
    await handle.writeFile(JSON.stringify({ seatId }))
    await handle.sync()
    await handle.close()
    await rename(`${file}.new`, file)
  }
  if (seatId === undefined) await renew()
  return {
    get seatId() {
      if (seatId === undefined) throw new Error('the seat has no identity')
      return seatId
    },
    get isNew() {
      return isNew
    },
    renew,
  }
}

/** @returns `undefined` when there is none, or none that can be read: a new one is always right, an old one only if it is surely ours */
async function readSeatId(file: string): Promise<SeatId | undefined> {
  try {
    const { seatId }: { seatId: unknown } = JSON.parse(await readFile(file, 'utf8'))
    return SeatId.parse(seatId)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code !== 'ENOENT') throw error
    return undefined
  }
}

import { randomBytes } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SeatId } from '../../domain/contract'
import { accountMigrations } from '../accounts/migrations'
import { historyMigrations } from '../history/HistoryStore'
import { registryMigrations } from '../iot/registryStore'
import { journalMigrations } from '../journal/migrations'
import { createRoomGuard, type RoomGuard } from '../store/createRoomGuard'
import { openDatabase } from '../store/openDatabase'
import type { RoomLevels } from '../store/roomLevels'
import type { Store } from '../store/Store'

/** What a seat keeps on disk. */
export interface SeatFiles {
  seatId: SeatId
  /** False when the last run ended without stopping: killed, or the power went. True at the first start. */
  wasCleanStop: boolean
  /** Journal, accounts, registry: precious, checked at every start. */
  duty: Store
  /** Samples: many, in a file of their own so that entries never wait for them. */
  history: Store
  /** Watches the disk they lie on; whoever puts the seat together starts it and stops it. */
  room: RoomGuard
  close(): Promise<void>
}

/** Opens the files of a seat, and makes them at the first start. */
export async function openFiles(dataDir: string, now: () => number, levels?: RoomLevels): Promise<SeatFiles> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const seatId = await readSeatId(join(dataDir, 'seat.json'))
  const running = join(dataDir, 'running')
  const wasCleanStop = await access(running).then(
    () => false,
    () => true,
  )
  await writeFile(running, String(process.pid))
  const room = createRoomGuard(dataDir, levels)
  const duty = await openDatabase({
    file: join(dataDir, 'duty.db'),
    migrations: [...journalMigrations, ...accountMigrations, ...registryMigrations],
    now,
    isCheckedAtOpen: true,
    makeRoom: room.makeRoom,
  })
  try {
    const history = await openDatabase({
      file: join(dataDir, 'history.db'),
      migrations: historyMigrations,
      now,
      isCheckedAtOpen: false,
    })
    return {
      seatId,
      wasCleanStop,
      duty,
      history,
      room,
      async close() {
        await history.close()
        await duty.close()
        await rm(running, { force: true })
      },
    }
  } catch (error) {
    await duty.close()
    throw error
  }
}

/** The seat's identity is made once and kept: it is the origin of every entry written here. */
async function readSeatId(file: string): Promise<SeatId> {
  try {
    const { seatId }: { seatId: unknown } = JSON.parse(await readFile(file, 'utf8'))
    return SeatId.parse(seatId)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const seatId = SeatId.parse(`seat-${randomBytes(8).toString('hex')}`)
  const handle = await open(`${file}.new`, 'w', 0o600)
  await handle.writeFile(JSON.stringify({ seatId }))
  await handle.sync()
  await handle.close()
  await rename(`${file}.new`, file)
  return seatId
}

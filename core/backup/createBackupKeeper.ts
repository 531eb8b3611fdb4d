import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SeatId, SeatState } from '../../domain/contract'
import type { Schedule } from '../iot/Schedule'
import type { Journal } from '../journal/Journal'
import { findSuperfluous, listBackups, nameOf } from './backupFiles'
import { createBackup } from './createBackup'
import { checkBackup } from './restoreBackup'

/** Where a seat's backups go, and how often. */
export interface BackupPlan {
  folder: string
  passphrase: string
  /** Between two backups, ms. */
  everyMs: number
}

/** Makes backups on schedule, believes them after reading them back, and tells how old the last good one is. */
export interface BackupKeeper {
  state(): SeatState['backup']
  /** Makes one now. Resolves when it has been read back, or has failed: either is told by `state` and stands in the journal. */
  run(): Promise<void>
  /** Ends the one under way; what it made so far is removed. */
  stop(): Promise<void>
}

export interface BackupKeeperParts {
  plan: BackupPlan
  dataDir: string
  seatId: SeatId
  seatName: string
  version: string
  journal: Journal
  now: () => number
  schedule: Schedule
  /** There is a new good one. */
  onMade: () => void
  onError: (error: unknown) => void
}

/** The history goes along once a day: it is large, and duty can do without it. */
const historyEveryMs = 86_400_000
/** After a failure it is tried again this soon: the disk of the backups may have been away for a moment. */
const retryMs = 10 * 60_000
/** The first one is made this long after the start: a start has more urgent things to do. */
const startMs = 60_000

export function createBackupKeeper(parts: BackupKeeperParts): BackupKeeper {
  const { plan, dataDir, seatId, seatName, version, journal, now, schedule } = parts
  let state: SeatState['backup'] = { state: 'none' }
  let running: Promise<void> | undefined
  let cancelTimer: (() => void) | undefined
  let isStopped = false
  const abort = new AbortController()

  const make = async (): Promise<void> => {
    const atMs = now()
    const before = await listBackups(plan.folder)
    const withHistory = !before.some((backup) => backup.withHistory && backup.atMs > atMs - historyEveryMs)
    const file = join(plan.folder, nameOf(atMs, withHistory))
    const { passphrase } = plan
    const work = { passphrase, now, signal: abort.signal }
    const { bytes, manifest } = await createBackup({ ...work, dataDir, file, seatName, version, withHistory })
    try {
      await checkBackup({ ...work, file })
    } catch (error) {
      // A backup that cannot be read back is none; the next one must not be refused for its name.
      await rm(file, { force: true })
      throw error
    }
    const seq = manifest.heads.find(({ origin }) => origin === seatId)?.seq ?? 0
    state = { state: 'good', lastGoodAtMs: atMs }
    parts.onMade()
    await journal.write(() => [
      {
        kind: 'seat.backedUp',
        subjectId: seatId,
        actor: { kind: 'system', id: 'backup' },
        payload: { target: file, bytes, seq, tookMs: Math.max(0, now() - atMs) },
      },
    ])
    for (const old of findSuperfluous(await listBackups(plan.folder), now())) await rm(old.file, { force: true })
  }

  const fail = async (error: unknown): Promise<void> => {
    if (isStopped) return
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 500)
    state = { ...state, state: 'failed', reason }
    parts.onError(error)
    try {
      await journal.write(() => [
        {
          kind: 'seat.backupFailed',
          subjectId: seatId,
          actor: { kind: 'system', id: 'backup' },
          payload: { target: plan.folder, reason },
        },
      ])
    } catch (unwritten) {
      parts.onError(unwritten)
    }
  }

  const runOnce = async (): Promise<void> => {
    cancelTimer?.()
    const { reason: _, ...rest } = state
    state = { ...rest, state: 'running' }
    await make().catch(fail)
    running = undefined
    if (!isStopped) cancelTimer = schedule(state.state === 'failed' ? retryMs : plan.everyMs, () => void run())
  }

  const run = async (): Promise<void> => {
    if (isStopped) return
    running ??= runOnce()
    await running
  }

  /** A restart does not begin the period anew. */
  const begin = async (): Promise<void> => {
    const last = (await listBackups(plan.folder)).at(-1)
    if (isStopped) return
    if (last) state = { state: 'good', lastGoodAtMs: last.atMs }
    const dueMs = last ? last.atMs + plan.everyMs - now() : 0
    cancelTimer = schedule(Math.max(startMs, dueMs), () => void run())
  }
  void begin().catch(parts.onError)

  return {
    state: () => state,
    run,
    async stop() {
      isStopped = true
      cancelTimer?.()
      abort.abort(new Error('the seat stops'))
      await running
    },
  }
}

import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { SeatState } from '../../domain/contract'
import { createReserve } from './createReserve'
import { defaultRoomLevels, isLow, missingBytes, type Room, type RoomLevels } from './roomLevels'

/** How the storage of a seat does; `reason` is for the engineer. */
export type StorageState = Pick<SeatState['storage'], 'state' | 'freeBytes' | 'reason'>

/** What the guard does when room is short, and asks when saving failed. */
export interface GuardedParts {
  /** Throws history away, oldest first, and gives its room back to the disk. @returns bytes thrown away; 0 when there is nothing more to gain */
  shedHistory: (bytes: number) => Promise<number>
  /** History takes no more of the disk while held: what is left belongs to the journal. */
  holdHistory: (hold: boolean) => Promise<void>
  /** Tries to save. @throws while it cannot be done */
  probe: () => Promise<void>
  onError: (error: unknown) => void
}

/** Watches the disk of a seat: tells when room gets short, makes room at the cost of history, keeps a reserve for entries. */
export interface RoomGuard {
  readonly storage: StorageState
  /** For the journal's file, when the disk is full: gives up the reserve. @returns whether there is more room now */
  makeRoom(): Promise<boolean>
  /** What the journal says of its last commit. */
  noteSaving(state: 'good' | 'degraded', reason?: string): void
  /** What the start found damaged, for as long as the seat runs. */
  noteDamage(reason: string): void
  start(parts: GuardedParts): void
  stop(): Promise<void>
}

/** Thrown away at a time at most, bytes: moving pages about wants room of its own meanwhile. */
const shedStepBytes = 8 * 1024 * 1024

/** @param folder of the seat's files, which all lie on one disk */
export function createRoomGuard(folder: string, levels: RoomLevels = defaultRoomLevels): RoomGuard {
  const reserve = createReserve(join(folder, 'reserve'), levels.reserveBytes)
  let room: Room | undefined
  let parts: GuardedParts | undefined
  let failure: string | undefined
  let damage: string | undefined
  let isReserveMissing = false
  let isHeld = false
  let looking: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const measure = async (): Promise<void> => {
    const { bavail, blocks, bsize } = await statfs(folder)
    room = { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  }

  /** What is missing until history may stay and the reserve lies there, bytes. */
  const missing = (): number => (room ? missingBytes(room, levels) + (reserve.isHeld ? 0 : levels.reserveBytes) : 0)

  const keepRoom = async ({ shedHistory, holdHistory }: GuardedParts): Promise<void> => {
    if (!reserve.isHeld && missing() <= 0) await reserve.make()
    while (missing() > 0 && (await shedHistory(Math.min(missing(), shedStepBytes))) > 0) await measure()
    if (!reserve.isHeld && missing() <= 0) await reserve.make()
    isReserveMissing = !reserve.isHeld
    await measure()
    if (isReserveMissing === isHeld) return
    isHeld = isReserveMissing
    await holdHistory(isHeld)
  }

  const look = async (present: GuardedParts): Promise<void> => {
    await measure()
    await keepRoom(present).catch(present.onError)
    if (failure === undefined) return
    await present.probe().then(
      () => (failure = undefined),
      (error: unknown) => (failure = String(error)),
    )
  }

  const lookNow = (): void => {
    if (!parts || looking) return
    looking = look(parts)
      .catch(parts.onError)
      .finally(() => (looking = undefined))
  }

  return {
    get storage(): StorageState {
      const free = room && { freeBytes: room.freeBytes }
      if (failure !== undefined) return { state: 'degraded', reason: failure, ...free }
      if (damage !== undefined) return { state: 'degraded', reason: damage, ...free }
      if (isReserveMissing) return { state: 'reserve', reason: 'the disk is full', ...free }
      if (room && missingBytes(room, levels) > 0) return { state: 'shedding', ...free }
      return { state: room && isLow(room, levels) ? 'low' : 'good', ...free }
    },
    async makeRoom() {
      const isReleased = await reserve.release()
      isReserveMissing = true
      return isReleased
    },
    noteSaving(state, reason) {
      failure = state === 'good' ? undefined : (reason ?? 'entries cannot be saved')
    },
    noteDamage: (reason) => void (damage = reason),
    start(given) {
      parts = given
      lookNow()
      timer = setInterval(lookNow, levels.lookMs)
    },
    async stop() {
      clearInterval(timer)
      parts = undefined
      await reserve.stop()
      await looking
    },
  }
}

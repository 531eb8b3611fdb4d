/** From when on little room on the disk is a matter, and how much is kept back. */
export interface RoomLevels {
  /** Below either, it is told: share of the disk, and bytes. */
  lowShare: number
  lowBytes: number
  /** Below either, history is thrown away. */
  shedShare: number
  shedBytes: number
  /** Kept back for the journal, bytes. */
  reserveBytes: number
  /** Time between two looks, ms. Asking is cheap: the system has the number in memory. */
  lookMs: number
}

/** P14 of the reliability programme: told at 10 % or 2 GB, history first at 2 % or 500 MB, 64 MB for entries. */
export const defaultRoomLevels: RoomLevels = {
  lowShare: 0.1,
  lowBytes: 2_000_000_000,
  shedShare: 0.02,
  shedBytes: 500_000_000,
  reserveBytes: 64 * 1024 * 1024,
  lookMs: 1_000,
}

/** A disk as it is now, bytes. */
export interface Room {
  freeBytes: number
  totalBytes: number
}

export const isLow = ({ freeBytes, totalBytes }: Room, levels: RoomLevels): boolean =>
  freeBytes < Math.max(levels.lowBytes, levels.lowShare * totalBytes)

/** Bytes that are missing until history may stay; 0 or less while it may. */
export const missingBytes = ({ freeBytes, totalBytes }: Room, levels: RoomLevels): number =>
  Math.max(levels.shedBytes, levels.shedShare * totalBytes) - freeBytes

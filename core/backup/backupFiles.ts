import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A backup in a folder, as its name tells. */
export interface BackupFile {
  file: string
  atMs: number
  withHistory: boolean
}

const pattern = /^chengtai-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(-history)?\.ctb$/

/** `chengtai-20261122T140305Z.ctb`; with `-history` where that is in it. */
export const nameOf = (atMs: number, withHistory: boolean): string =>
  `chengtai-${new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '')}${withHistory ? '-history' : ''}.ctb`

/** Backups in a folder, oldest first; a folder that is not there holds none. */
export async function listBackups(folder: string): Promise<BackupFile[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .flatMap((name) => {
      const match = pattern.exec(name)
      if (!match) return []
      const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
      const atMs = Date.UTC(year, month - 1, day, hour, minute, second)
      return [{ file: join(folder, name), atMs, withHistory: match[7] !== undefined }]
    })
    .sort((a, b) => a.atMs - b.atMs)
}

const dayMs = 86_400_000
/** All of the last two days are kept, then the last of each day for this long. */
const keepAllMs = 2 * dayMs
const keepDailyMs = 30 * dayMs

/** Backups that may go. The newest stays, and the newest with history, however old they are. */
export function findSuperfluous(backups: readonly BackupFile[], nowMs: number): BackupFile[] {
  const newest = new Set([backups.at(-1), backups.findLast(({ withHistory }) => withHistory)])
  const lastOfDay = new Map(backups.map((backup) => [Math.floor(backup.atMs / dayMs), backup]))
  return backups.filter((backup) => {
    const ageMs = nowMs - backup.atMs
    if (newest.has(backup) || ageMs < keepAllMs) return false
    return ageMs > keepDailyMs || lastOfDay.get(Math.floor(backup.atMs / dayMs)) !== backup
  })
}

import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A small disk of its own, in memory. */
export interface Volume {
  readonly folder: string
  /** Lets another program take all of it but so many bytes. */
  fill(leftBytes: number): Promise<void>
  /** Takes away what `fill` wrote. */
  clear(): Promise<void>
  remove(): Promise<void>
}

/** Why volumes cannot be made here; `undefined` where they can. */
export function whyNoVolumes(): string | undefined {
  if (process.platform !== 'linux') return 'small volumes are made with tmpfs, a thing of Linux'
  if (process.getuid?.() !== 0) return 'a volume is mounted by root'
  const probe = mkdtempSync(join(tmpdir(), 'chengtai-probe-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' })
    execFileSync('umount', [probe], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'mounting is not allowed here'
  } finally {
    rmdirSync(probe)
  }
}

export async function mountVolume(megabytes: number): Promise<Volume> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-volume-'))
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  const others = join(folder, 'others')
  return {
    folder,
    async fill(leftBytes) {
      const { bavail, bsize } = await statfs(folder)
      const taken = Math.max(0, bavail * bsize - leftBytes)
      // Who writes there meanwhile may be quicker: then it is full all the more.
      await writeFile(others, Buffer.alloc(taken, 1), { flag: 'a' }).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      })
    },
    clear: () => rm(others, { force: true }),
    async remove() {
      await run('umount', [folder])
      await rm(folder, { recursive: true })
    },
  }
}

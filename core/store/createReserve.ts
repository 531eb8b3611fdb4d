import { randomBytes } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'

/** Room on the disk that belongs to the journal alone: a file that is given up when nothing else is left. */
export interface Reserve {
  /** Whether the file lies there, whole. */
  readonly isHeld: boolean
  /** Makes it, if it is not there; the blocks are written, not promised. @returns false when the disk has no room for it, or on `stop` */
  make(): Promise<boolean>
  /** Gives the room up. @returns false when there was none */
  release(): Promise<boolean>
  /** Ends a `make` under way. */
  stop(): Promise<void>
}

/** Written at a time, bytes; in between others get their turn at the disk. */
const stepBytes = 1024 * 1024

export function createReserve(file: string, bytes: number): Reserve {
  const unfinished = `${file}.new`
  let isHeld = false
  let isStopped = false
  let making: Promise<boolean> | undefined

  const isThere = async (): Promise<boolean> => {
    const found = await stat(file).catch(() => undefined)
    // A file may have holes; where the system does not count blocks its size must do.
    return found?.size === bytes && (found.blocks === undefined || found.blocks * 512 >= bytes)
  }

  const write = async (): Promise<boolean> => {
    if (await isThere()) return true
    // Chance, so that no file system folds it into less.
    const step = randomBytes(Math.min(stepBytes, bytes))
    try {
      const handle = await open(unfinished, 'w', 0o600)
      try {
        for (let written = 0; written < bytes && !isStopped; written += step.length)
          await handle.write(step, 0, Math.min(step.length, bytes - written))
        await handle.sync()
      } finally {
        await handle.close()
      }
      if (isStopped) throw new Error('stopped')
      await rename(unfinished, file)
      return true
    } catch {
      await rm(unfinished, { force: true }).catch(() => undefined)
      return false
    }
  }

  const settle = async (): Promise<void> => void (await making)

  return {
    get isHeld() {
      return isHeld
    },
    make() {
      making ??= write().then((isMade) => {
        making = undefined
        return (isHeld = isMade)
      })
      return making
    },
    async release() {
      isStopped = true
      await settle()
      isStopped = false
      const wasThere = await stat(file).then(
        () => true,
        () => false,
      )
      await rm(file, { force: true })
      isHeld = false
      return wasThere
    },
    async stop() {
      isStopped = true
      await settle()
    },
  }
}

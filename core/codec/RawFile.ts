import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { toHex } from '../../domain/codec/hex'

/** A file is put aside at this size, and the one put aside before goes: at most twice as much lies on the disk for a type. */
const mostBytes = 16 * 1024 * 1024
const mostWaiting = 10_000

/** Raw bytes of one device type, a line a message: time, device, hex digits. Kept only where somebody asked for it. */
export class RawFile {
  private lines: string[] = []
  private writing: Promise<void> | undefined

  constructor(
    private readonly folder: string,
    private readonly typeId: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  add(atMs: number, deviceId: string, bytes: Uint8Array): void {
    // A disk that takes nothing any more must not fill the memory.
    if (this.lines.length < mostWaiting)
      this.lines.push(`${new Date(atMs).toISOString()} ${deviceId} ${toHex(bytes)}\n`)
    this.writing ??= this.write()
      .catch(this.onError)
      .finally(() => (this.writing = undefined))
  }

  /** Resolves when what was added is written. */
  async close(): Promise<void> {
    await this.writing
  }

  private async write(): Promise<void> {
    const file = join(this.folder, `${encodeURIComponent(this.typeId)}.log`)
    await mkdir(this.folder, { recursive: true })
    while (this.lines.length > 0) {
      const text = this.lines.join('')
      this.lines = []
      const size = await stat(file).then(
        (found) => found.size,
        () => 0,
      )
      if (size > mostBytes) await rename(file, `${file}.1`)
      await appendFile(file, text)
    }
  }
}

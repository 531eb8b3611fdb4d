import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Refused } from '../../domain/contract'

/** Files in a row: each a length, a line of JSON with its name and size, and its bytes. */
const FileHead = z.object({ name: z.enum(['manifest.json', 'duty.db', 'history.db']), bytes: z.number().int().min(0) })
export type FileName = z.infer<typeof FileHead>['name']

const longestHead = 1_024

/** @param onBytes told of every piece read */
export async function* pack(
  folder: string,
  names: readonly FileName[],
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  for (const name of names) {
    const { size } = await stat(join(folder, name))
    const head = Buffer.from(JSON.stringify({ name, bytes: size }))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(head.length)
    yield Buffer.concat([length, head])
    for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 256 * 1024 })) {
      const bytes = Buffer.from(chunk)
      onBytes(bytes.length)
      yield bytes
    }
  }
}

/**
 * Writes the files of an archive into a folder, synced.
 *
 * @throws Refused `storageDegraded` when the archive ends early or is none
 */
export async function unpack(source: AsyncIterable<Buffer>, folder: string): Promise<void> {
  const chunks = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const next = await chunks.next()
    if (next.done) return false
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    return true
  }
  const take = async (count: number): Promise<Buffer> => {
    while (held.length < count) if (!(await more())) throw new Refused('storageDegraded', 'the archive ends early')
    const bytes = held.subarray(0, count)
    held = held.subarray(count)
    return bytes
  }
  while (held.length > 0 || (await more())) {
    const size = (await take(4)).readUInt32BE()
    if (size > longestHead) throw new Refused('storageDegraded', 'the archive is malformed')
    const head = FileHead.parse(JSON.parse((await take(size)).toString('utf8')))
    const file = await open(join(folder, head.name), 'wx', 0o600)
    try {
      for (let rest = head.bytes; rest > 0;) {
        if (held.length === 0 && !(await more())) throw new Refused('storageDegraded', 'the archive ends early')
        const bytes = held.subarray(0, Math.min(rest, held.length))
        await file.write(bytes)
        held = held.subarray(bytes.length)
        rest -= bytes.length
      }
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

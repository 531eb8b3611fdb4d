import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { Refused } from '../../domain/contract'

/**
 * The encrypted container of a backup: a line of JSON in the clear, then frames of AES-256-GCM. The key comes from the passphrase by scrypt with a salt
 * of the file's own; frames are counted in their nonces and the last one is marked, so that none can be changed, exchanged, left out or cut
 * off unseen (the STREAM construction). The clear line is authenticated with the first frame.
 *
 * @source Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, 2015
 */
export const SealedHeader = z.object({
  format: z.literal('chengtai-backup-1'),
  createdAtMs: z.number().int(),
  seatName: z.string().max(200),
  version: z.string().max(40),
  scrypt: z.object({
    salt: z.string().regex(/^[0-9a-f]{32}$/),
    logN: z.number().int().min(14).max(20),
    r: z.literal(8),
    p: z.literal(1),
  }),
})
export type SealedHeader = z.infer<typeof SealedHeader>

/** Work factor of the key: about 0.2 s and 64 MiB. */
const logN = 16
const frameBytes = 64 * 1024
const tagBytes = 16
const longestHeader = 4_096
export const shortestPassphrase = 12

/** @throws Refused `passwordTooWeak` when the passphrase could be guessed */
export function checkPassphrase(passphrase: string): void {
  if (passphrase.length < shortestPassphrase)
    throw new Refused('passwordTooWeak', `a passphrase needs at least ${shortestPassphrase} characters`)
}

const keyOf = (passphrase: string, { salt, logN: n, r, p }: SealedHeader['scrypt']): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(
      passphrase.normalize('NFKC'),
      Buffer.from(salt, 'hex'),
      32,
      { N: 2 ** n, r, p, maxmem: 2 ** 31 },
      (error, key) => (error ? reject(error) : resolve(key)),
    ),
  )

/** Eleven bytes of count, one that marks the last frame. A key is used for one file only, so a count is never used twice. */
function nonceOf(frame: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(frame, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** Encrypts what comes. @returns the bytes of the file */
export async function* seal(
  plain: AsyncIterable<Buffer>,
  passphrase: string,
  about: Pick<SealedHeader, 'createdAtMs' | 'seatName' | 'version'>,
): AsyncGenerator<Buffer> {
  checkPassphrase(passphrase)
  const header: SealedHeader = {
    format: 'chengtai-backup-1',
    ...about,
    scrypt: { salt: randomBytes(16).toString('hex'), logN, r: 8, p: 1 },
  }
  const key = await keyOf(passphrase, header.scrypt)
  const clear = Buffer.from(`${JSON.stringify(header)}\n`)
  yield clear
  let count = 0
  const frameOf = (bytes: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count, isLast))
    if (count++ === 0) cipher.setAAD(clear)
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, sealed, cipher.getAuthTag()])
  }
  // One frame is held back: the last must be marked as such.
  let held: Buffer | undefined
  for await (const bytes of inPieces(plain, frameBytes)) {
    if (held) yield frameOf(held, false)
    held = bytes
  }
  yield frameOf(held ?? Buffer.alloc(0), true)
}

/**
 * Decrypts a sealed file.
 *
 * @throws Refused `badRequest` when it is no backup, `wrongCredentials` when the passphrase is not its own, `storageDegraded` when it was damaged or cut
 */
export async function* unseal(file: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const reader = new ByteReader(file)
  const clear = await reader.line(longestHeader)
  const header = parseHeader(clear)
  const key = await keyOf(passphrase, header.scrypt)
  for (let count = 0; ; count++) {
    const length = await reader.take(4)
    if (!length) throw cut()
    const size = length.readUInt32BE()
    if (size > frameBytes) throw damaged(count)
    const [bytes, tag] = [await reader.take(size), await reader.take(tagBytes)]
    if (!bytes || !tag) throw cut()
    const isLast = await reader.isAtEnd()
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(count, isLast))
    if (count === 0) decipher.setAAD(clear)
    decipher.setAuthTag(tag)
    let plain: Buffer
    try {
      plain = Buffer.concat([decipher.update(bytes), decipher.final()])
    } catch {
      // The first frame tells a wrong passphrase from damage further on.
      throw count === 0
        ? new Refused('wrongCredentials', 'the passphrase is wrong, or the file was changed')
        : damaged(count)
    }
    yield plain
    if (isLast) return
  }
}

/** What a backup says of itself without its passphrase. */
export function parseHeader(clear: Buffer): SealedHeader {
  try {
    return SealedHeader.parse(JSON.parse(clear.toString('utf8')))
  } catch {
    throw new Refused('badRequest', 'this file is no backup')
  }
}

const cut = () => new Refused('storageDegraded', 'the backup was cut off')
const damaged = (frame: number) => new Refused('storageDegraded', `the backup is damaged at frame ${frame}`)

async function* inPieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let length = 0
  for await (const bytes of source) {
    pieces.push(bytes)
    length += bytes.length
    if (length < size) continue
    const all = Buffer.concat(pieces)
    let at = 0
    for (; at + size <= all.length; at += size) yield all.subarray(at, at + size)
    pieces = [all.subarray(at)]
    length = all.length - at
  }
  if (length > 0) yield Buffer.concat(pieces)
}

/** Takes counted bytes from a stream of chunks. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  /** @returns `undefined` when the source ends before that many */
  async take(count: number): Promise<Buffer | undefined> {
    while (this.#held.length < count) if (!(await this.#more())) return undefined
    const bytes = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return bytes
  }

  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more())
  }

  /** Up to and with the line's end. */
  async line(longest: number): Promise<Buffer> {
    for (;;) {
      const end = this.#held.indexOf(0x0a)
      if (end >= 0) {
        const line = this.#held.subarray(0, end + 1)
        this.#held = this.#held.subarray(end + 1)
        return line
      }
      if (this.#held.length > longest || !(await this.#more()))
        throw new Refused('badRequest', 'this file is no backup')
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next()
    if (next.done) return false
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value])
    return true
  }
}

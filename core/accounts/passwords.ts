import { scrypt, timingSafeEqual } from 'node:crypto'

/** Programme section 5: N ≥ 2^16. With r = 8 that is 64 MB and about a quarter of a second on a desk machine. */
export const passwordWork = 2 ** 16
const blockSize = 8
const parallel = 1
const maxMemoryBytes = 2 ** 27
const hashBytes = 32
const saltBytes = 16

/** Makes and checks what is stored in place of a password: `scrypt:N:r:p:salt:hash`, salt and hash in base64. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes the same time whatever the answer. @throws Error when `stored` is not of this form */
  isRight(stored: string, password: string): Promise<boolean>
  /** What an unknown name is compared with: takes as long as any other, and no password has it. */
  readonly decoy: string
}

const derive = (password: string, salt: Uint8Array, N: number, r: number, p: number): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, hashBytes, { N, r, p, maxmem: maxMemoryBytes }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    ),
  )

/** @param work scrypt's N, a power of two */
export function createPasswords(randomBytes: (length: number) => Uint8Array, work: number = passwordWork): Passwords {
  const encode = (salt: Uint8Array, hash: Uint8Array): string =>
    [
      'scrypt',
      work,
      blockSize,
      parallel,
      Buffer.from(salt).toString('base64'),
      Buffer.from(hash).toString('base64'),
    ].join(':')

  return {
    async hash(password) {
      const salt = randomBytes(saltBytes)
      return encode(salt, await derive(password, salt, work, blockSize, parallel))
    },
    async isRight(stored, password) {
      const [method, N, r, p, salt, hash] = stored.split(':')
      if (method !== 'scrypt' || salt === undefined || hash === undefined)
        throw new Error('a stored password is damaged')
      const found = await derive(password, Buffer.from(salt, 'base64'), Number(N), Number(r), Number(p))
      const expected = Buffer.from(hash, 'base64')
      return found.length === expected.length && timingSafeEqual(found, expected)
    },
    decoy: encode(randomBytes(saltBytes), randomBytes(hashBytes)),
  }
}

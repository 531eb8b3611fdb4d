import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** JSON that only those who know the installation's secret can read or make, also where a link is not encrypted. */
export interface SealedJson {
  seal(value: unknown): Uint8Array
  /** @returns `undefined` when it was made with another secret, or changed on the way */
  open(sealed: Uint8Array): unknown
}

/** @param purpose what is sealed: a key of its own for each */
export function createSealedJson(secret: Uint8Array, purpose: string): SealedJson {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', `chengtai ${purpose}`, 32))
  return {
    seal(value) {
      const iv = randomBytes(ivBytes)
      const box = createCipheriv(cipher, key, iv)
      const text = Buffer.concat([box.update(JSON.stringify(value), 'utf8'), box.final()])
      return Buffer.concat([iv, box.getAuthTag(), text])
    },
    open(sealed) {
      try {
        const box = createDecipheriv(cipher, key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes })
        box.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
        const text = Buffer.concat([box.update(sealed.subarray(ivBytes + tagBytes)), box.final()])
        return JSON.parse(text.toString('utf8'))
      } catch {
        return undefined
      }
    },
  }
}

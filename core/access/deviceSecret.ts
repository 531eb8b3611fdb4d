import { createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

const secretBytes = 32
const saltBytes = 12
const hashBytes = 64
/** Mosquitto's own number. The secret is 256 random bits: nobody guesses it, however fast a guess is. */
const rounds = 101

/** A new secret, as it is shown and typed: 256 random bits, 43 characters. */
export const makeDeviceSecret = (): string => randomBytes(secretBytes).toString('base64url')

/** What is kept of a secret: as `mosquitto_passwd` writes it, so that a broker of the site can be told. */
export function hashSecret(secret: string): string {
  const salt = randomBytes(saltBytes)
  const hash = pbkdf2Sync(secret, salt, rounds, hashBytes, 'sha512')
  return ['', '7', rounds, salt.toString('base64'), hash.toString('base64')].join('$')
}

/** Takes the same time wherever the first difference stands. */
export function isSecretRight(stored: string, secret: Uint8Array): boolean {
  const [, kind, roundsText, salt, hash] = stored.split('$')
  if (kind !== '7' || salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64')
  const found = pbkdf2Sync(secret, Buffer.from(salt, 'base64'), Number(roundsText), expected.length, 'sha512')
  return timingSafeEqual(found, expected)
}

/**
 * Key with which the device signs: another than the secret, so that who checks signatures cannot sign in as the device.
 *
 * @returns 32 bytes
 */
export const signKeyOf = (secret: string): Buffer => createHmac('sha256', secret).update('chengtai-sign').digest()

/** HMAC-SHA256, hex. */
export const signatureOf = (key: Uint8Array, text: string): string =>
  createHmac('sha256', key).update(text, 'utf8').digest('hex')

/** @param given 64 digits of hex */
export const isSignatureRight = (key: Uint8Array, text: string, given: string): boolean =>
  timingSafeEqual(Buffer.from(signatureOf(key, text), 'hex'), Buffer.from(given, 'hex'))

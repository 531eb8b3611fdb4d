import { IdempotencyKey } from '../../domain/contract'

/** A key for one click. `crypto.randomUUID` is missing where a browser seat comes over plain HTTP, so the bytes are drawn by hand. */
export function newKey(): IdempotencyKey {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return IdempotencyKey.parse([...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
}

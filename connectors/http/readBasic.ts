import { isUtf8 } from 'node:buffer'

/** Whom a request says it is from. */
export interface Credentials {
  readonly name: string
  readonly password: string
}

const sound = /^Basic ([A-Za-z0-9+/]{1,8192}={0,2})$/i

/** Reads `Authorization: Basic …` (RFC 7617, UTF-8). @returns `undefined` when it is none */
export function readBasic(header: string | undefined): Credentials | undefined {
  const [, packed] = sound.exec(header ?? '') ?? []
  if (packed === undefined) return undefined
  const bytes = Buffer.from(packed, 'base64')
  if (!isUtf8(bytes)) return undefined
  const text = bytes.toString('utf8')
  const colon = text.indexOf(':')
  return colon < 1 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) }
}

import type { Entry } from './entry'

/**
 * JSON that is the same text for the same value: keys sorted by code unit, no spaces, no `undefined`.
 *
 * @throws TypeError for what JSON cannot carry without loss: NaN, infinities, functions, big integers, symbols
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no place in an entry`)
      return JSON.stringify(value)
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
      return canonicalObject(value)
    default:
      throw new TypeError(`a ${typeof value} has no place in an entry`)
  }
}

/** By hand rather than with `filter`, `map` and `join`: every entry goes through here where it is written and wherever it is read. */
function canonicalObject(fields: object): string {
  let text = ''
  for (const [key, value] of Object.entries(fields).sort(byKey)) {
    if (value === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value)}`
  }
  return `{${text}}`
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)

/** The text whose SHA-256 is the entry's hash: every field of the fact, none of what a seat adds when it stores it. */
export function canonicalForm(entry: Omit<Entry, 'hash'>): string {
  const { id, origin, seq, hlc, actor, onBehalfOf, subject, kind, v, payload, basis, prev } = entry
  return canonicalJson({ id, origin, seq, hlc, actor, onBehalfOf, subject, kind, v, payload, basis, prev })
}

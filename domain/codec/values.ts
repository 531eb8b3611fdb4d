/** What a frame says: numbers, texts (bytes as hex digits), groups by name, arrays. */
export type FrameValue = number | string | FrameValues | readonly FrameValue[]
export interface FrameValues {
  readonly [name: string]: FrameValue
}

/** Why bytes are not a message, or values make none. The sentence stands in the i18n files under `codecs:fault.<code>`. */
export interface FrameFault {
  readonly code:
    | 'tooShort'
    | 'tooLong'
    | 'bytesDiffer'
    | 'valueDiffers'
    | 'lengthDiffers'
    | 'checksumDiffers'
    | 'notBcd'
    | 'notText'
    | 'notDigits'
    | 'tooBig'
    | 'notFinite'
    | 'missing'
    | 'wrongKind'
    | 'unknownField'
    | 'noMessage'
  /** Byte where it shows, from 0. */
  readonly at: number
  /** Field, from the outside in. */
  readonly path: string
  readonly expected?: string
  readonly found?: string
}

/** The bytes of one field. */
export interface FrameSpan {
  readonly path: string
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly kind: string
  /** What it says, for people. */
  readonly text: string
}

export const isList = (value: FrameValue): value is readonly FrameValue[] => Array.isArray(value)

const isGroup = (value: FrameValue): value is FrameValues => typeof value === 'object' && !Array.isArray(value)

/** One value of a group; nothing that it inherited. */
export const memberOf = (values: FrameValue | undefined, name: string): FrameValue | undefined =>
  values !== undefined && isGroup(values) && Object.hasOwn(values, name) ? values[name] : undefined

/** A value by its path, `items.0.level`. */
export function valueAt(values: FrameValues, path: string): FrameValue | undefined {
  let value: FrameValue | undefined = values
  for (const part of path.split('.')) {
    if (value === undefined) return undefined
    value = isList(value) ? value[Number(part)] : memberOf(value, part)
  }
  return value
}

/** Values by path, nested as messages have them. */
export function nest(flat: Readonly<Record<string, FrameValue>>): FrameValues {
  const root: Node = new Map()
  for (const [path, value] of Object.entries(flat)) {
    const parts = path.split('.')
    let node = root
    for (const part of parts.slice(0, -1)) {
      const known = node.get(part)
      const next: Node = known instanceof Map ? known : new Map()
      node.set(part, next)
      node = next
    }
    node.set(parts.at(-1) ?? '', value)
  }
  return plain(root)
}

type Node = Map<string, FrameValue | Node>

function plain(node: Node): FrameValues {
  const entries = [...node].map(([name, value]): [string, FrameValue] => {
    if (!(value instanceof Map)) return [name, value]
    const isList = [...value.keys()].every((key, i) => key === String(i))
    const inner = plain(value)
    return [name, isList ? Object.values(inner) : inner]
  })
  return Object.fromEntries(entries)
}

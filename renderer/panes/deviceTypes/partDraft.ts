import type {
  DeviceEvent,
  DeviceService,
  Interlock,
  NamedValue,
  OutputField,
  ServiceParameter,
} from '../../../domain/contract'

/** Most services, and most events, of a type, as the contract has it. */
export const mostParts = 32
/** Most fields of an event or an answer. */
export const mostFields = 64
export const mostInterlocks = 8

/** A list with one of its items changed. */
export const changedAt = <T>(list: readonly T[], at: number, item: T): T[] =>
  list.map((each, place) => (place === at ? item : each))
export const droppedAt = <T>(list: readonly T[], at: number): T[] => list.filter((_, place) => place !== at)

const noName = { zh: '', en: '' }

/** Local and reversible, five seconds: what most commands are. */
export const newService = (): DeviceService => ({ id: '', name: noName, commandClass: 1, timeoutMs: 5_000, input: [] })
export const newEvent = (): DeviceEvent => ({ id: '', name: noName })
export const newField = (): ServiceParameter => ({ id: '', name: noName, type: 'number' })
export const newInterlock = (): Interlock => ({ id: '', allow: '', text: noName })

/** Named numbers on one line: `0=关|Off; 1=开|On`. */
export const valuesToText = (values: readonly NamedValue[] | undefined): string =>
  (values ?? [])
    .map(({ value, name }) => `${value}=${name.zh === name.en ? name.zh : `${name.zh}|${name.en}`}`)
    .join('; ')

/** What was typed as named numbers; `undefined` for none, `bad` where an entry is no whole number with a name, or one comes twice. */
export function valuesFromText(
  text: string,
  before: readonly NamedValue[] | undefined,
): NamedValue[] | undefined | 'bad' {
  const entries = text.split(/[;；]/).filter((each) => each.trim() !== '')
  if (entries.length === 0) return undefined
  const values: NamedValue[] = []
  for (const entry of entries) {
    const [, number = '', zh = '', en = ''] = /^\s*(-?\d{1,9})\s*[=＝:：]([^|]+)(?:\|(.*))?$/.exec(entry) ?? []
    const name = { zh: zh.trim(), en: (en || zh).trim() }
    const value = Number(number)
    if (number === '' || name.zh === '' || name.en === '' || values.some((one) => one.value === value)) return 'bad'
    const known = before?.find((one) => one.value === value)
    values.push({ ...known, value, name })
  }
  return values
}

/** Another kind of value keeps what still means something with it. */
export function withKind<F extends ServiceParameter | OutputField>(field: F, type: F['type']): F {
  const { unit: _unit, min: _min, max: _max, values: _values, ...rest } = field
  const { unit, min, max, values } = field
  const maxLength = 'maxLength' in field ? field.maxLength : undefined
  const kept =
    type === 'number'
      ? { ...(unit !== undefined && { unit }), ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
      : type !== 'text' && values
        ? { values }
        : {}
  const bare: Record<string, unknown> = { ...rest, ...kept }
  if (type !== 'text' || maxLength === undefined) delete bare['maxLength']
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the field with another kind, less what that kind has not
  return { ...bare, type } as F
}

/** With one part, or without it. */
export function withPart<F extends object>(field: F, part: string, value: unknown): F {
  const next: Record<string, unknown> = { ...field, [part]: value }
  if (value === undefined) delete next[part]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same field with one part of it changed; the contract's schema looks at it before it is sent
  return next as F
}

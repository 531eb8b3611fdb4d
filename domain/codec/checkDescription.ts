import type { CodecDescription, CodecField, CodecLength, CodecMessage } from '../contract'

/** What a description says that cannot be; the sentence stands in the i18n files under `codecs:problem.<code>`. */
export interface DescriptionProblem {
  readonly code:
    | 'twice'
    | 'unknownField'
    | 'unknownMessage'
    | 'wrongDirection'
    | 'bitsOverlap'
    | 'restInStream'
    | 'laterField'
    | 'tooDeep'
    | 'noScale'
  /** Where, from the outside in: `messages.read.data.voltage`. */
  readonly path: string
  readonly detail: string
}

const deepest = 6

/** @returns nothing when the description can be used */
export function checkDescription(description: CodecDescription): DescriptionProblem[] {
  const problems: DescriptionProblem[] = []
  const tell = (code: DescriptionProblem['code'], path: string, detail = ''): void => {
    problems.push({ code, path, detail })
  }
  const messages = new Map<string, CodecMessage>()
  for (const message of description.messages) {
    const path = `messages.${message.id}`
    if (messages.has(message.id)) tell('twice', path, message.id)
    messages.set(message.id, message)
    const isStream = description.framing.kind === 'described' && message.direction === 'in'
    checkFields(message.fields, path, { isStream, above: new Set(), depth: 0, tell })
  }
  const mustBe = (id: string | undefined, direction: CodecMessage['direction'], path: string): void => {
    if (id === undefined) return
    const message = messages.get(id)
    if (!message) tell('unknownMessage', path, id)
    else if (message.direction !== direction) tell('wrongDirection', path, id)
  }
  for (const message of description.messages) mustBe(message.reply, 'out', `messages.${message.id}.reply`)
  const exchanges = new Set<string>()
  for (const exchange of description.exchanges ?? []) {
    const path = `exchanges.${exchange.id}`
    if (exchanges.has(exchange.id)) tell('twice', path, exchange.id)
    exchanges.add(exchange.id)
    mustBe(exchange.request, 'out', `${path}.request`)
    mustBe(exchange.response, 'in', `${path}.response`)
    mustBe(exchange.refusal, 'in', `${path}.refusal`)
  }
  return problems
}

interface Level {
  readonly isStream: boolean
  /** Numbers of outer levels that a length may name. */
  readonly above: ReadonlySet<string>
  readonly depth: number
  readonly tell: (code: DescriptionProblem['code'], path: string, detail?: string) => void
}

function checkFields(fields: readonly CodecField[], path: string, level: Level): void {
  const { tell } = level
  if (level.depth > deepest) return tell('tooDeep', path)
  const names = fields.map(({ name }) => name)
  const known = new Set(level.above)
  fields.forEach((field, i) => {
    const own = `${path}.${field.name}`
    if (names.indexOf(field.name) !== i) tell('twice', own, field.name)
    if ('scale' in field && field.scale === 0) tell('noScale', own)
    if (field.kind === 'length' || field.kind === 'checksum') checkRange(field, names, i, own, tell)
    if (field.kind === 'bits') checkBits(field, own, tell)
    const length = field.kind === 'array' ? field.count : 'length' in field ? field.length : undefined
    if (length !== undefined) checkLength(length, own, known, level)
    if (field.kind === 'group' || field.kind === 'array') {
      const isOpen = level.isStream && (field.kind === 'array' || field.length === undefined)
      checkFields(field.fields, own, { ...level, isStream: isOpen, above: known, depth: level.depth + 1 })
    }
    for (const name of countsOf(field)) known.add(name)
  })
}

const countsOf = (field: CodecField): readonly string[] =>
  field.kind === 'bits' ? field.parts.map(({ name }) => name) : [field.name]

function checkLength(length: CodecLength, path: string, known: ReadonlySet<string>, { isStream, tell }: Level): void {
  if (typeof length === 'number') return
  if ('rest' in length) {
    // In a stream nobody knows where the rest ends.
    if (isStream) tell('restInStream', path)
  } else if (!known.has(length.field)) tell('unknownField', path, length.field)
}

function checkRange(
  { kind, from, to }: { kind: 'length' | 'checksum'; from: string; to: string },
  names: readonly string[],
  place: number,
  path: string,
  tell: Level['tell'],
): void {
  for (const name of [from, to]) if (!names.includes(name)) tell('unknownField', path, name)
  if (names.indexOf(from) > names.indexOf(to)) tell('laterField', path, from)
  if (kind === 'checksum' && names.indexOf(to) >= place) tell('laterField', path, to)
}

function checkBits(field: Extract<CodecField, { kind: 'bits' }>, path: string, tell: Level['tell']): void {
  const taken = new Set<number>()
  const names = new Set<string>()
  for (const { name, at, width } of field.parts) {
    if (names.has(name)) tell('twice', path, name)
    names.add(name)
    if (at + width > field.bytes * 8) tell('bitsOverlap', path, name)
    for (let bit = at; bit < at + width; bit++) {
      if (taken.has(bit)) tell('bitsOverlap', path, name)
      taken.add(bit)
    }
  }
}

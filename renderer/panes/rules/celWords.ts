/** What an expression's words are called for people. */
export interface ExpressionNames {
  /** Name and unit of what the expression calls by `name`; `undefined` when it means nothing. */
  variable(
    name: string,
  ): { name: string; unit?: string | undefined; valueName?(value: number): string | undefined } | undefined
  comparison(operator: Comparison, left: string, right: string): string
  all(parts: readonly string[]): string
  any(parts: readonly string[]): string
  not(part: string): string
  /** In brackets: what belongs together before it is joined with something else. */
  group(part: string): string
  /** What cannot be said in words stands as it was written. */
  verbatim(source: string): string
}

export const comparisons = ['>=', '<=', '==', '!=', '>', '<'] as const
export type Comparison = (typeof comparisons)[number]

/**
 * An expression as a sentence, for people who do not write expressions: comparisons of values with numbers, with `&&`, `||`, `!` and brackets. Whatever goes
 * beyond that is quoted as it stands, so that nothing is ever told wrongly.
 */
export function expressionWords(source: string, names: ExpressionNames): string {
  const text = unwrap(source.trim())
  const any = splitAt(text, '||')
  if (any.length > 1) return names.any(any.map((part) => grouped(part, names)))
  const all = splitAt(text, '&&')
  if (all.length > 1) return names.all(all.map((part) => grouped(part, names)))
  if (/^!\s*\(/.test(text) && unwrap(text.slice(1).trim()) !== text.slice(1).trim())
    return names.not(expressionWords(text.slice(1), names))
  const alone = /^[A-Za-z_]\w*$/.test(text) ? names.variable(text) : undefined
  if (alone) return names.comparison('==', alone.name, alone.valueName?.(1) ?? '1')
  const atom =
    /^([A-Za-z_]\w*)\s*(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?|true|false|[A-Za-z_]\w*|unit\(\s*-?\d+(?:\.\d+)?\s*,\s*["'][^"']{1,16}["']\s*\))$/.exec(
      text,
    )
  const [, left = '', operator = '', right = ''] = atom ?? []
  const known = comparisons.find((each) => each === operator)
  const variable = left === '' ? undefined : names.variable(left)
  if (!known || !variable) return names.verbatim(text)
  return names.comparison(known, variable.name, rightSide(right, variable, names) ?? right)
}

/** Whether it is several things joined: said beside another it needs brackets, or it would say something else. */
export const isJoined = (source: string): boolean =>
  splitAt(unwrap(source.trim()), '||').length > 1 || splitAt(unwrap(source.trim()), '&&').length > 1

const grouped = (part: string, names: ExpressionNames): string =>
  isJoined(part) ? names.group(expressionWords(part, names)) : expressionWords(part, names)

function rightSide(
  right: string,
  left: NonNullable<ReturnType<ExpressionNames['variable']>>,
  names: ExpressionNames,
): string | undefined {
  const [, amount, unit] = /^unit\(\s*(-?[\d.]+)\s*,\s*["']([^"']+)["']/.exec(right) ?? []
  if (amount !== undefined && unit !== undefined) return `${amount}\u2009${unit}`
  const value = right === 'true' ? 1 : right === 'false' ? 0 : Number(right)
  if (Number.isNaN(value)) return names.variable(right)?.name
  const called = left.valueName?.(value)
  if (called !== undefined) return called
  return left.unit === undefined ? right : `${right}\u2009${left.unit}`
}

/** Without the brackets around all of it. */
function unwrap(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text
  let depth = 0
  for (const [at, letter] of [...text].entries()) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    if (depth === 0 && at < text.length - 1) return text
  }
  return depth === 0 ? unwrap(text.slice(1, -1).trim()) : text
}

/** Parts between the operator where it stands outside of brackets and quotes. */
function splitAt(text: string, operator: '&&' | '||'): string[] {
  const parts: string[] = []
  let depth = 0
  let quote: string | undefined
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (quote !== undefined) {
      if (letter === '\\') at++
      else if (letter === quote) quote = undefined
    } else if (letter === '"' || letter === "'") quote = letter
    else if ('([{'.includes(letter)) depth++
    else if (')]}'.includes(letter)) depth--
    else if (depth === 0 && (letter === '?' || letter === ':')) return [text]
    else if (depth === 0 && text.startsWith(operator, at)) {
      parts.push(text.slice(from, at))
      from = at + 2
      at++
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim())
}

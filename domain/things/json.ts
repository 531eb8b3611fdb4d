/** An object of parsed JSON. Members are read by `own` only: a document may bring a `__proto__` of its own. */
export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const own = (object: JsonObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined)

export const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** Same text, same meaning: for values made by the same code in the same order. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const MAX_DEPTH = 32

/** What makes a parsed document unfit to be written again: nested deeper than 32, or a number beyond what numbers can hold. */
export function unfitness(document: unknown): 'tooDeep' | 'badNumber' | undefined {
  let level: unknown[] = [document]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return 'tooDeep'
    if (level.some((value) => typeof value === 'number' && !Number.isFinite(value))) return 'badNumber'
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return undefined
}

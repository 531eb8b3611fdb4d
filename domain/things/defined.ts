/** Only the fields that have a value: a state carries no `undefined`, so it is the same before and after it lay on disk. */
export function defined<T extends object>(fields: T): Partial<T> {
  const result: Partial<T> = {}
  for (const key in fields) if (fields[key] !== undefined) result[key] = fields[key]
  return result
}

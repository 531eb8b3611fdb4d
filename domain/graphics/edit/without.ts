/** The same without an optional part: absent, not `undefined`. */
export function without<T extends object, K extends keyof T>(whole: T, part: K): Omit<T, K> {
  const { [part]: _, ...rest } = whole
  return rest
}

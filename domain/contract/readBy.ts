import type { z } from 'zod'

/** As zod answers `safeParse`. */
export type ReadBy<T> =
  | { readonly success: true; readonly data: T; readonly error?: undefined }
  | {
      readonly success: false
      readonly data?: undefined
      readonly error: { readonly issues: readonly z.core.$ZodIssue[] }
    }

/**
 * What came from outside, by its schema: like `safeParse`, but it never throws. Zod 4 also measures what is no text and no list, when it has a `length`, and fails on one that cannot be compared
 * (`{"length":{"toString":1}}`); any parser fails on what is nested deeper than the stack. Both are of the wrong shape, and nothing more.
 */
export function readBy<S extends z.ZodType>(
  schema: S,
  given: unknown,
  context?: Parameters<S['safeParse']>[1],
): ReadBy<z.output<S>> {
  try {
    return schema.safeParse(given, context)
  } catch {
    return { success: false, error: { issues: [{ code: 'custom', path: [], message: 'cannot be read' }] } }
  }
}

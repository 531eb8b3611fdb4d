import { z } from 'zod'

/**
 * What came from outside, by its schema: like `safeParse`, but it never throws. Zod 4 also measures what is no text and no list, when it has a `length`, and fails on one that cannot be compared
 * (`{"length":{"toString":1}}`); any parser fails on what is nested deeper than the stack. Both are of the wrong shape, and nothing more.
 */
export function readBy<S extends z.ZodType>(
  schema: S,
  given: unknown,
  context?: Parameters<S['safeParse']>[1],
): z.ZodSafeParseResult<z.output<S>> {
  try {
    return schema.safeParse(given, context)
  } catch {
    return { success: false, error: new z.ZodError([{ code: 'custom', path: [], message: 'cannot be read' }]) }
  }
}

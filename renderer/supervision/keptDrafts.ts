import { z } from 'zod'

/** Nothing that somebody began to type is of use to the next shift. */
const keptForMs = 12 * 3_600_000
/** Storage is written to disk at most so often while somebody types. */
const flushAfterMs = 300
const prefix = 'chengtai.draft.'

const Kept = z.object({ atMs: z.number(), draft: z.unknown() })

let flush: ReturnType<typeof setTimeout> | undefined

/**
 * Keeps what somebody is working on and has not sent, in the page's storage, which all windows of the seat share and which outlives them and the console.
 *
 * @param key what the draft is of: `close I-1`
 * @param draft `undefined` when it was sent or given up
 */
export function keepDraft(key: string, draft: unknown): void {
  if (draft === undefined) localStorage.removeItem(prefix + key)
  else localStorage.setItem(prefix + key, JSON.stringify({ atMs: Date.now(), draft }))
  clearTimeout(flush)
  flush = setTimeout(() => window.chengtai?.flushStorage(), flushAfterMs)
}

/** @returns the draft as it was kept, if it has the form and is of this shift */
export function readDraft<T>(key: string, form: z.ZodType<T>): T | undefined {
  const kept = Kept.safeParse(parse(localStorage.getItem(prefix + key) ?? ''))
  if (!kept.success || kept.data.atMs < Date.now() - keptForMs) return undefined
  const draft = form.safeParse(kept.data.draft)
  return draft.success ? draft.data : undefined
}

/** Keys of the drafts that are kept and begin with these words. */
export const keptDrafts = (start: string): string[] =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix + start))
    .map((key) => key.slice(prefix.length))

/** Throws away what nobody came back to. Once at the start of a window. */
export function forgetOldDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix) && readDraft(key.slice(prefix.length), z.unknown()) === undefined)
      localStorage.removeItem(key)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

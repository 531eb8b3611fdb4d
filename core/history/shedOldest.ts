import { hourMs } from './levels'

/** What is known of a block without reading it. */
export interface BlockSize {
  readonly id: number
  readonly windowMs: number
  /** Bytes. */
  readonly size: number
}

/**
 * Removes the oldest blocks until so many bytes are gone, or all.
 *
 * @param next some of the oldest that are still there, of an hour each, the oldest first
 * @param remove is told up to where blocks are gone by then, UTC ms
 * @returns bytes, and the end of the youngest window that lost some
 */
export async function shedOldest(
  bytes: number,
  next: () => Promise<readonly BlockSize[]>,
  remove: (ids: readonly number[], toMs: number) => Promise<unknown>,
): Promise<{ bytes: number; toMs: number }> {
  let gone = 0
  let toMs = -Infinity
  while (gone < bytes) {
    const doomed: number[] = []
    for (const { id, windowMs, size } of await next()) {
      if (gone >= bytes) break
      doomed.push(id)
      gone += size
      toMs = windowMs + hourMs
    }
    if (doomed.length === 0) break
    await remove(doomed, toMs)
  }
  return { bytes: gone, toMs }
}

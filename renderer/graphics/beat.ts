import { isMotionReduced } from '../comfort/motion'
import { seatNow } from '../feed'

/** Steps a second of what moves: enough for a pump to turn, and a sixth of what animations of the browser cost. */
const stepMs = 100

const works = new Set<(atMs: number) => void>()
let timer: ReturnType<typeof setInterval> | undefined

/**
 * Calls `work` ten times a second with seat time, so that all that moves on all displays moves in step; never while the page is hidden or people asked for
 * no motion. One timer for the whole window, and none while nothing moves.
 */
export function joinBeat(work: (atMs: number) => void): () => void {
  works.add(work)
  timer ??= setInterval(() => {
    if (document.hidden || isMotionReduced()) return
    const atMs = seatNow()
    for (const each of works) each(atMs)
  }, stepMs)
  return () => {
    works.delete(work)
    if (works.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

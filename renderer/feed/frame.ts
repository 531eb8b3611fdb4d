/**
 * Runs `work` once at the next frame, however often it is asked before. A hidden window draws no frames, but must not fall behind
 * (sound, a window on a display that sleeps): there a timer stands in.
 */
export function oncePerFrame(work: () => void): () => void {
  let isAsked = false
  const run = () => {
    if (!isAsked) return
    isAsked = false
    work()
  }
  return () => {
    if (isAsked) return
    isAsked = true
    if (document.hidden) setTimeout(run, 16)
    else {
      requestAnimationFrame(run)
      // The window may be hidden between asking and drawing.
      setTimeout(run, 100)
    }
  }
}

/** Main counts a page as hung after two seconds without a beat. */
const everyMs = 500

/**
 * Tells main again and again that this page lives. By a timer, not by frames: a page that nobody looks at draws none. A page without content does not
 * beat: React takes everything off when a part of it fails, and a page without anything to see is as good as dead.
 *
 * @param isWanted whether the page is urgently needed right now
 */
export function startHeartbeat(isDrawn: () => boolean, isWanted: () => boolean = () => false): void {
  const bridge = window.chengtai
  if (!bridge) return
  const beat = () => {
    if (isDrawn()) bridge.beat(isWanted())
  }
  beat()
  setInterval(beat, everyMs)
}

import type { Animation, GraphicSource, Ink } from '../contract'

/** What is known of a live value, as far as a drawing is concerned. */
export interface Seen {
  readonly value: number
  /**
   * - `sure` good or uncertain
   * - `old` nothing was heard for too long: what it says may be past
   * - `none` bad, or never heard
   */
  readonly trust: 'sure' | 'old' | 'none'
}

/** What the animations of an element make of it now. */
export interface Animated {
  readonly line?: Ink
  readonly fill?: Ink
  readonly text?: Ink
  readonly isHidden?: true
  readonly isBlinking?: true
  readonly secondsATurn?: number
  readonly flow?: 'forward' | 'backward'
  readonly dx: number
  readonly dy: number
  readonly turnDeg: number
  /** One of the values it waits for is not known, or old: it is drawn as something that nobody sees at present. */
  readonly isBlind: boolean
}

const still: Animated = { dx: 0, dy: 0, turnDeg: 0, isBlind: false }

/**
 * What live values do to an element. Of several animations with one effect the first that is on holds (of inks: for each part). A value that is old or bad sets
 * nothing off; what was moved or turned by an old one stays where it was, and is drawn as not seen.
 *
 * @param look what is known of a value; `undefined` where nothing is looked at (a drawing at rest)
 */
export function animate(animations: readonly Animation[], look: (source: GraphicSource) => Seen | undefined): Animated {
  if (animations.length === 0) return still
  const animated: { -readonly [K in keyof Animated]: Animated[K] } = { ...still }
  const done = new Set<string>()
  for (const animation of animations) {
    const seen = look(animation.source)
    if (!seen) continue
    if (seen.trust !== 'sure') animated.isBlind = true
    const what = animation.effect === 'ink' ? animation.part : animation.effect
    if (seen.trust === 'none' || done.has(what)) continue
    switch (animation.effect) {
      case 'move': {
        const share = shareOf(seen.value, animation)
        animated.dx = animation.dx * share
        animated.dy = animation.dy * share
        break
      }
      case 'turn':
        animated.turnDeg = animation.lowDeg + (animation.highDeg - animation.lowDeg) * shareOf(seen.value, animation)
        break
      default: {
        const { from = -Infinity, to = Infinity } = animation.when
        if (seen.trust !== 'sure' || !(seen.value >= from && seen.value <= to)) continue
        if (animation.effect === 'ink') animated[animation.part] = animation.ink
        else if (animation.effect === 'hide') animated.isHidden = true
        else if (animation.effect === 'blink') animated.isBlinking = true
        else if (animation.effect === 'spin') animated.secondsATurn = animation.secondsATurn
        else animated.flow = animation.isBackward ? 'backward' : 'forward'
      }
    }
    done.add(what)
  }
  return animated
}

/** Where a value lies between two others, 0 to 1; beyond them it stays at the end. */
export function shareOf(value: number, { low, high }: { readonly low: number; readonly high: number }): number {
  if (!Number.isFinite(value) || high <= low) return 0
  return Math.min(1, Math.max(0, (value - low) / (high - low)))
}

import type { Animation, GraphicSource } from '../../contract'

export const effects = [
  'ink',
  'hide',
  'blink',
  'spin',
  'flow',
  'move',
  'turn',
] as const satisfies readonly Animation['effect'][]

/** An animation as it is first, for a value that is on at 1 and off at 0. */
export function newAnimation(effect: Animation['effect'], source: GraphicSource): Animation {
  const when = { from: 1 }
  switch (effect) {
    case 'ink':
      return { effect, part: 'line', ink: 'accent', source, when }
    case 'hide':
    case 'blink':
      return { effect, source, when }
    case 'spin':
      return { effect, secondsATurn: 2, source, when }
    case 'flow':
      return { effect, source, when }
    case 'move':
      return { effect, dx: 0, dy: -100, low: 0, high: 100, source }
    case 'turn':
      return { effect, lowDeg: 0, highDeg: 90, low: 0, high: 100, source }
  }
}

/** A value at which an animation shows what it does, for trying it out. */
export function valueThatSetsOff(animation: Animation): number {
  if (animation.effect === 'move' || animation.effect === 'turn') return animation.high
  const { from, to } = animation.when
  return from ?? to ?? 1
}

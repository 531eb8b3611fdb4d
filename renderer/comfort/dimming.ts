import { createChoice } from './choice'

/** Brightness that is left, in percent. */
export const dimmings = ['100', '80', '60', '40'] as const

/** All displays of a desk together: one bright among dark ones is what blinds. */
export const dimming = createChoice({
  name: 'dimming',
  options: dimmings,
  first: '100',
  isPerDisplay: false,
  show: () => undefined,
})

/** The next darker one; after the darkest the brightest. */
export const stepDimming = (): void =>
  dimming.set(dimmings[(dimmings.indexOf(dimming.get()) + 1) % dimmings.length] ?? '100')

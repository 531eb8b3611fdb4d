import { createChoice } from './choice'

/** Size of everything, in percent. */
export const textSizes = ['80', '90', '100', '110', '125', '150', '175', '200'] as const

/** Every size of the shell is in rem: one factor at the root makes the whole layout larger, not only the words. */
export const textSize = createChoice({
  name: 'textSize',
  options: textSizes,
  first: '100',
  isPerDisplay: true,
  show: (percent) => document.documentElement.style.setProperty('--comfort-size', String(Number(percent) / 100)),
})

/** One step larger or smaller; the ends hold. */
export function stepTextSize(by: 1 | -1): void {
  const next = textSizes[textSizes.indexOf(textSize.get()) + by]
  if (next) textSize.set(next)
}

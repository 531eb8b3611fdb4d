import { createChoice } from './choice'

export const motions = ['system', 'reduced'] as const

const asked = () => matchMedia('(prefers-reduced-motion: reduce)')

function show(choice: (typeof motions)[number]): void {
  document.documentElement.dataset.motion = choice === 'reduced' || asked().matches ? 'reduced' : 'full'
}

/** Less motion: by choice, or where the system asks for it. Nothing blinks then (a ring instead), nothing slides or flies. */
export const motion = createChoice({ name: 'motion', options: motions, first: 'system', isPerDisplay: false, show })

export function startMotion(): void {
  motion.start()
  asked().addEventListener('change', () => show(motion.get()))
}

/** As it is now; what moves asks before it does. */
export const isMotionReduced = (): boolean => document.documentElement.dataset.motion === 'reduced'

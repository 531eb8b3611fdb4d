import { useId, type ReactNode } from 'react'

/**
 * What eyes without one kind of cone see, as matrices on linear light, and a print without colour.
 *
 * @source Machado, Oliveira, Fernandes 2009, severity 1.0; grey by the luminance of Rec. 709
 */
const matrices = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  grey: [0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722],
} as const

export type Eyes = keyof typeof matrices

/** Draws what is inside as those eyes see it. */
export function EyeFilter({ eyes, children }: { eyes: Eyes; children: ReactNode }) {
  const id = useId().replaceAll(/\W/g, '')
  const m = matrices[eyes]
  const rows = [0, 3, 6].map((at) => [...m.slice(at, at + 3), 0, 0].join(' '))
  return (
    <>
      <svg width={0} height={0} aria-hidden>
        <filter id={id} colorInterpolationFilters="linearRGB">
          <feColorMatrix type="matrix" values={`${rows.join(' ')} 0 0 0 1 0`} />
        </filter>
      </svg>
      <div style={{ filter: `url(#${id})` }}>{children}</div>
    </>
  )
}

import { useEffect, useRef } from 'react'
import { joinBeat } from '../beat'
import { inkOf } from '../inks'
import { type PartProps, strokeOf } from './parts'
import styles from '../Graphics.module.css'

/** How fast what flows runs along a pipe, units of the sheet a second: seen, and no pull on the eye. */
const speed = 14

/** A pipe, a duct, a cable. What flows in it runs as dashes in its middle; it stands while people want no motion, and is gone while nothing flows. */
export function Pipe({ element, animated }: PartProps<'pipe'>) {
  const { frame, style, corners } = element
  const { stroke, strokeWidth, strokeDasharray } = strokeOf(style, animated)
  const d = corners
    .map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${(x * frame.width).toFixed(2)} ${(y * frame.height).toFixed(2)}`)
    .join('')
  return (
    <g fill="none" strokeLinejoin="round" strokeLinecap={strokeDasharray === undefined ? 'round' : 'butt'}>
      <path d={d} stroke={stroke} strokeWidth={strokeWidth} strokeDasharray={strokeDasharray} />
      {animated.flow && <Flow d={d} width={strokeWidth} isBackward={animated.flow === 'backward'} />}
    </g>
  )
}

function Flow({ d, width, isBackward }: { d: string; width: number; isBackward: boolean }) {
  const path = useRef<SVGPathElement>(null)
  const [dash, gap] = [Math.min(20, Math.max(6, width * 1.6)), Math.min(40, Math.max(10, width * 2.8))]
  useEffect(
    () =>
      joinBeat((atMs) => {
        const way = ((atMs / 1_000) * speed) % (dash + gap)
        path.current?.setAttribute('stroke-dashoffset', (isBackward ? way : -way).toFixed(1))
      }),
    [dash, gap, isBackward],
  )
  return (
    <path
      ref={path}
      d={d}
      className={styles.flow}
      stroke={inkOf('ground')}
      strokeWidth={Math.min(5, Math.max(1, width * 0.4))}
      strokeDasharray={`${dash} ${gap}`}
    />
  )
}

import { memo, useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { GraphicElement } from '../../domain/contract'
import { animate } from '../../domain/graphics/animate'
import type { EffectiveSymbol } from '../../domain/graphics/effective'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { useFormat } from '../i18n'
import { Sign, StateMark } from '../widgets'
import { joinBeat } from './beat'
import { Part } from './elements/Part'
import { lookedAtBy, seenIn, useWatched, type DeviceReading } from './Readings'
import styles from './Graphics.module.css'

export interface ElementViewProps {
  readonly element: GraphicElement
  /** Of a symbol: its drawing, where the library has it. */
  readonly symbol: EffectiveSymbol | undefined
  /** Somebody clicked it, or pressed Enter on it. Without it nothing is there to be clicked. */
  readonly onAct: ((element: GraphicElement) => void) | undefined
}

/** One element with what live values make of it. It is drawn again only when something changes that it looks at. */
export const ElementView = memo(function ElementView({ element, symbol, onAct }: ElementViewProps) {
  const looked = useMemo(() => lookedAtBy(element), [element])
  const readings = useWatched(looked)
  const animated = animate(element.animations, (source) => seenIn(readings, source))
  const device = looked.device === undefined ? undefined : readings.device(looked.device)
  const isAway = device?.state === 'offline' || device?.state === 'outOfService'
  if (animated.isHidden) return undefined
  const { frame, style } = element
  const turnDeg = (frame.turnDeg ?? 0) + animated.turnDeg
  const [x, y] = [frame.width / 2, frame.height / 2]
  return (
    <g
      data-element={element.id}
      transform={`translate(${frame.x + animated.dx} ${frame.y + animated.dy})`}
      opacity={style.opacity}
      className={animated.isBlinking ? styles.blinking : undefined}
    >
      <Acting element={element} device={device} onAct={onAct}>
        <g transform={turnDeg === 0 ? undefined : `rotate(${turnDeg} ${x} ${y})`}>
          <Spinning secondsATurn={animated.secondsATurn} x={x} y={y}>
            <g className={isAway || animated.isBlind ? styles.away : undefined}>
              <Part
                element={element}
                readings={readings}
                animated={isAway ? { ...animated, isBlind: true } : animated}
                symbol={symbol}
              />
            </g>
          </Spinning>
        </g>
        {element.kind === 'symbol' && device && <Mark device={device} width={frame.width} />}
      </Acting>
    </g>
  )
})

/** Turns about its middle while it runs. */
function Spinning({
  secondsATurn,
  x,
  y,
  children,
}: {
  secondsATurn: number | undefined
  x: number
  y: number
  children: React.ReactNode
}) {
  const group = useRef<SVGGElement>(null)
  useEffect(() => {
    if (secondsATurn === undefined) return
    const [turning, periodMs] = [group.current, secondsATurn * 1_000]
    const leave = joinBeat((atMs) =>
      turning?.setAttribute('transform', `rotate(${(((atMs % periodMs) / periodMs) * 360).toFixed(1)} ${x} ${y})`),
    )
    return () => {
      leave()
      turning?.removeAttribute('transform')
    }
  }, [secondsATurn, x, y])
  return <g ref={group}>{children}</g>
}

/** What is wrong with the device, at its upper right corner: the worst alarm, else its state. A device that is well has none. */
function Mark({ device, width }: { device: DeviceReading; width: number }) {
  const size = Math.min(20, Math.max(12, width * 0.36))
  const at = { x: width - size * 0.6, y: -size * 0.4 }
  const [alarm] = device.alarms
  if (alarm && alarm.priority !== 'commloss')
    return <Sign priority={alarm.priority} state={alarm.state} size={size} at={at} />
  if (device.state === 'online') return undefined
  return <StateMark state={device.state} size={size} at={at} />
}

/** What can be clicked is a button by mouse and keyboard; what cannot is told as what it is. */
function Acting({
  element,
  device,
  onAct,
  children,
}: {
  element: GraphicElement
  device: DeviceReading | undefined
  onAct: ElementViewProps['onAct']
  children: React.ReactNode
}) {
  const label = useElementName(element, device)
  const { width, height } = element.frame
  if (!onAct || !element.action)
    return element.kind === 'symbol' && device ? (
      <g role="img" aria-label={label}>
        <title>{label}</title>
        {children}
      </g>
    ) : (
      children
    )
  const act = () => onAct(element)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    act()
  }
  return (
    <g className={styles.acting} role="button" tabIndex={0} aria-label={label} onClick={act} onKeyDown={onKeyDown}>
      <title>{label}</title>
      {children}
      <rect x={-3} y={-3} width={width + 6} height={height + 6} rx={3} className={styles.hit} />
    </g>
  )
}

/** What it is called, and how the device behind it is. */
function useElementName(element: GraphicElement, device: DeviceReading | undefined): string {
  const { t } = useTranslation(['common', 'graphics'])
  const format = useFormat()
  const words = useAlarmWords()
  const own = element.name ?? (element.kind === 'button' || element.kind === 'text' ? element.words : undefined)
  const state = device && (device.alarms[0] ? words.alarm(device.alarms[0]) : t(`deviceState.${device.state}`))
  const name = own ? format.text(own) : device ? words.device(device.deviceId) : t(`graphics:kind.${element.kind}`)
  return [name, state].filter(Boolean).join(' · ')
}

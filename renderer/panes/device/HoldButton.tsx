import { useEffect, useRef, useState } from 'react'
import tokens from '../../theme/tokens.json'
import { Button } from '../../widgets'
import styles from './DevicePanel.module.css'

/** A button that acts after it was held for 1.5 s, by pointer, Space or Enter; letting go before that does nothing. */
export function HoldButton({
  label,
  isDisabled,
  title,
  onHeld,
}: {
  label: string
  isDisabled: boolean
  title?: string | undefined
  onHeld(): void
}) {
  const [isHeld, setHeld] = useState(false)
  const latest = useRef(onHeld)
  latest.current = onHeld
  useEffect(() => {
    if (!isHeld) return
    const timer = setTimeout(() => {
      setHeld(false)
      latest.current()
    }, tokens.motion.holdToExecute)
    return () => clearTimeout(timer)
  }, [isHeld])
  const isKey = (key: string) => key === ' ' || key === 'Enter'
  return (
    <Button
      className={isHeld ? styles.holding : styles.hold}
      disabled={isDisabled}
      title={title}
      onPointerDown={(event) => event.button === 0 && setHeld(true)}
      onPointerUp={() => setHeld(false)}
      onPointerLeave={() => setHeld(false)}
      onPointerCancel={() => setHeld(false)}
      onKeyDown={(event) => isKey(event.key) && !event.repeat && setHeld(true)}
      onKeyUp={(event) => isKey(event.key) && setHeld(false)}
      onBlur={() => setHeld(false)}
    >
      {label}
    </Button>
  )
}

import { isMotionReduced } from '../comfort/motion'
import { seatNow } from '../feed'

const periodMs = 1000
const onMs = 600

/**
 * Turns `data-blink` of the page on and off at 1 Hz, 60 % on, on the seat's second: so all signs of all displays blink in step, and a page with nothing
 * to blink draws nothing. An animation per sign would start at its own moment and force 60 drawings a second. Where less motion is asked for,
 * nothing blinks (the signs then carry a ring).
 */
export function startBlink(): () => void {
  let timer: ReturnType<typeof setTimeout>
  const turn = () => {
    const at = seatNow() % periodMs
    const isOn = at < onMs || isMotionReduced()
    document.documentElement.dataset.blink = isOn ? 'on' : 'off'
    timer = setTimeout(turn, (at < onMs ? onMs : periodMs) - at + 1)
  }
  turn()
  return () => clearTimeout(timer)
}

import { useEffect, useRef } from 'react'
import { onSeatMessage, sendToSeat } from './seatChannel'
import type { SeatAction } from './seatMessage'

const here = new Set<(action: SeatAction) => void>()

/** Asks whichever window can do it, this one too. */
export function askSeat(action: SeatAction): void {
  for (const listener of here) listener(action)
  sendToSeat({ type: 'action', action })
}

/** Does what a key of another window or of the strip asked for. */
export function useSeatAction(action: SeatAction, act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const listener = (asked: SeatAction) => {
      if (asked === action) latest.current()
    }
    here.add(listener)
    const stop = onSeatMessage((message) => {
      if (message.type === 'action') listener(message.action)
    })
    return () => {
      here.delete(listener)
      stop()
    }
  }, [action])
}

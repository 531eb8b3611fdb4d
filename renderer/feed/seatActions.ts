import { useEffect, useRef } from 'react'
import type { PaneId } from '../../layouts/schema'
import { onSeatMessage, tellSeat } from './seatChannel'
import type { SeatAction } from './seatMessage'
import { newKey } from './newKey'

/** Tells the windows of the seat apart. */
export const thisWindow: string = newKey()

/** Brings a pane to the front, in whichever window of the seat has it. */
export const reveal = (pane: PaneId): void => tellSeat({ type: 'reveal', pane, from: thisWindow })

/** Asks whichever pane can do it, in this window or another. */
export const askSeat = (action: SeatAction): void => tellSeat({ type: 'action', action })

/** Does what a key or the strip of any window asked for. */
export function useSeatAction(action: SeatAction, act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(
    () =>
      onSeatMessage((message) => {
        if (message.type === 'action' && message.action === action) latest.current()
      }),
    [action],
  )
}

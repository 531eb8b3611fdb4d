import { useEffect } from 'react'
import { useDesk } from '../desk/useDesk'
import { onSeatMessage, tellSeat, thisWindow } from '../feed'
import { focusPane, focusPaneOf } from './focusPane'
import type { Handlers } from './keyboard'

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** Goes between the panes of this window, between displays, and from layout to layout. */
export function useMoves(): Handlers {
  const desk = useDesk()
  const own = window.chengtai?.display.number
  useEffect(
    () =>
      onSeatMessage((message) => {
        // A pane that another window asked for comes to the front here: the keyboard goes with it.
        if (message.type === 'reveal' && message.from !== thisWindow) focusPaneOf(message.pane)
        if (message.type !== 'goToDisplay' || message.number !== own) return
        window.focus()
        // A window that had the focus before has it where it was; else it begins in its first pane.
        if (document.activeElement === document.body) focusPane(1)
      }),
    [own],
  )
  const moves: Handlers = { nextPane: () => focusPane(1), previousPane: () => focusPane(-1) }
  if (!desk) return moves
  const numbers = desk.displays.filter(({ isLiving }) => isLiving).map(({ number }) => number)
  const goTo = (number: number | undefined) => number !== undefined && tellSeat({ type: 'goToDisplay', number })
  const step = (by: 1 | -1) => {
    const at = numbers.findIndex((number) => number === own)
    goTo(numbers[(at + by + numbers.length) % numbers.length])
  }
  moves.nextDisplay = () => step(1)
  moves.previousDisplay = () => step(-1)
  for (const digit of digits) {
    if (numbers.includes(digit)) moves[`display${digit}`] = () => goTo(digit)
    const choice = desk.choices[digit - 1]
    if (choice) moves[`layout${digit}`] = () => window.chengtai?.desk.chooseLayout(choice.id)
  }
  return moves
}

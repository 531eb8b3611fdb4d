import type { SeatMessage } from './seatMessage'

// Only windows of this very product and origin can post here, so what comes is taken as typed.
let channel: BroadcastChannel | undefined
const open = (): BroadcastChannel => (channel ??= new BroadcastChannel('chengtai'))

/** Tells the other windows of the seat; the sender does not hear itself. */
export const sendToSeat = (message: SeatMessage): void => open().postMessage(message)

export function onSeatMessage(listener: (message: SeatMessage) => void): () => void {
  const hear = (event: MessageEvent<SeatMessage>) => listener(event.data)
  const opened = open()
  opened.addEventListener('message', hear)
  return () => opened.removeEventListener('message', hear)
}

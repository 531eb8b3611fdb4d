import type { SeatMessage } from './seatMessage'

type Listener = (message: SeatMessage) => void

const listeners = new Set<Listener>()
let channel: BroadcastChannel | undefined

/** Only windows of this very product and origin can post here, so what comes is taken as typed. */
function open(): BroadcastChannel {
  if (!channel) {
    channel = new BroadcastChannel('chengtai')
    channel.addEventListener('message', (event: MessageEvent<SeatMessage>) => hear(event.data))
  }
  return channel
}

const hear: Listener = (message) => {
  for (const listener of listeners) listener(message)
}

/** Tells all windows of the seat, this one first. */
export function tellSeat(message: SeatMessage): void {
  hear(message)
  open().postMessage(message)
}

/** Hears what any window of the seat tells. Returns the way out. */
export function onSeatMessage(listener: Listener): () => void {
  open()
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'

/**
 * The one clock of the window. The seat's clock leads: this machine's may be wrong, and ages are counted against the seat's times.
 */
const store = createStore<{ nowMs: number; offsetMs: number }>(() => ({ nowMs: Date.now(), offsetMs: 0 }))

/** Seat time, UTC ms, now. */
export const seatNow = (): number => Date.now() + store.getState().offsetMs

/** Takes over the seat's time. A jitter under half a second on the way is not worth a jump of every age on screen. */
export function setSeatTime(seatNowMs: number): void {
  const offsetMs = seatNowMs - Date.now()
  if (Math.abs(offsetMs - store.getState().offsetMs) > 500) store.setState({ offsetMs, nowMs: seatNowMs })
}

/** Ticks on the full second of seat time, so that all clocks and ages of a seat change together. Returns the way out. */
export function startClock(): () => void {
  let timer: ReturnType<typeof setTimeout>
  const tick = () => {
    const nowMs = seatNow()
    store.setState({ nowMs })
    timer = setTimeout(tick, 1000 - (nowMs % 1000) + 1)
  }
  tick()
  return () => clearTimeout(timer)
}

/** Seat time, UTC ms, once a second. */
export const useNow = (): number => useStore(store, (state) => state.nowMs)

import { useEffect, useRef, useState } from 'react'

/** A value that changes at most once in `ms`: at once after a rest, else when the time is up. For what costs more to work out anew than to show late. */
export function useCalm<T>(value: T, ms: number): T {
  const [calm, setCalm] = useState(value)
  const takenAtMs = useRef(-Infinity)
  useEffect(() => {
    const take = () => {
      takenAtMs.current = performance.now()
      setCalm(value)
    }
    const restMs = takenAtMs.current + ms - performance.now()
    if (restMs <= 0) return take()
    const timer = setTimeout(take, restMs)
    return () => clearTimeout(timer)
  }, [value, ms])
  return calm
}

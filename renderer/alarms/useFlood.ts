import { useEffect, useState } from 'react'
import { useCollection, useNow } from '../feed'
import { addArrivals, isFloodNow, type Arrivals } from './flood'

/** Alarms of the last ten minutes, also those that are over by now, and whether they are more than one person can take. */
export function useFlood(): { arrivals: Arrivals; isFlood: boolean } {
  const { items } = useCollection('alarm.changed')
  const now = useNow()
  const [state, setState] = useState<{ arrivals: Arrivals; isFlood: boolean }>({ arrivals: new Map(), isFlood: false })
  useEffect(
    () =>
      setState((known) => {
        const arrivals = addArrivals(known.arrivals, items.values(), now)
        const isFlood = isFloodNow(known.isFlood, arrivals.size)
        return arrivals === known.arrivals && isFlood === known.isFlood ? known : { arrivals, isFlood }
      }),
    [items, now],
  )
  return state
}

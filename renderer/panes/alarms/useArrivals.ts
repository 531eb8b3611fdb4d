import { useEffect, useState } from 'react'
import { addArrivals, type Arrivals } from '../../alarms/flood'
import { useCollection, useNow } from '../../feed'

/** Alarms of the last ten minutes, also those that are over by now. */
export function useArrivals(): Arrivals {
  const { items } = useCollection('alarm.changed')
  const now = useNow()
  const [arrivals, setArrivals] = useState<Arrivals>(new Map())
  useEffect(() => setArrivals((known) => addArrivals(known, items.values(), now)), [items, now])
  return arrivals
}

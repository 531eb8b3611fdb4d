import { useEffect, useMemo, useState } from 'react'
import { seatNow, useHub, useNow, type CollectionState } from '../feed'
import type { Alarm } from '../../domain/contract'
import { ArrivalBook, type FloodView } from './flood'

/** Alarms of the last ten minutes, also those that are over by now, and whether they are more than one person can take. */
export function useFlood(): FloodView {
  const store = useHub().collection('alarm.changed')
  const book = useMemo(() => new ArrivalBook(), [])
  const now = useNow()
  const [view, setView] = useState(book.view)
  useEffect(() => {
    const take = ({ items, changed }: Pick<CollectionState<Alarm>, 'items' | 'changed'>) =>
      setView(book.take(items, changed, seatNow()))
    take({ items: store.getState().items, changed: undefined })
    return store.subscribe(take)
  }, [book, store])
  useEffect(() => setView(book.pass(now)), [book, now])
  return view
}

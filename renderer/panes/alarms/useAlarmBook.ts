import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { isAside } from '../../alarms/rank'
import { useHub, useRegistry } from '../../feed'
import { AlarmBook, type BookView } from './AlarmBook'
import { facetsOf, type Filter } from './facets'
import { twinGraphOf } from '../../alarms/twinGraph'
import type { Grouping, Sorting } from './groups'

/** The book of all alarms in the order asked for, kept level with the feed. */
export function useAlarmBook(
  filter: Filter,
  grouping: Grouping,
  sorting: Sorting,
): { book: AlarmBook; view: BookView } {
  const store = useHub().collection('alarm.changed')
  const registry = useRegistry()
  const book = useMemo(() => {
    const made = new AlarmBook(
      {
        facets: (alarm) => facetsOf(alarm, registry),
        graph: twinGraphOf(registry),
        isAside,
      },
      { filter, grouping, sorting },
    )
    made.update(store.getState().items)
    return made
  }, [store, registry, filter, grouping, sorting])
  const subscribe = useCallback(
    (notify: () => void) => {
      book.update(store.getState().items)
      return store.subscribe(({ items, changed }) => {
        book.update(items, changed)
        notify()
      })
    },
    [book, store],
  )
  return { book, view: useSyncExternalStore(subscribe, () => book.view) }
}

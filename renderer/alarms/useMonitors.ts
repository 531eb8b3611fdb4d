import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Monitor } from '../../domain/indicators/definitions'
import { useHub, useRegistry } from '../feed'
import { systemFamily } from './describe'
import { MonitorBook, type MonitorAlarms } from './MonitorBook'

/** Alarms of each of the eight monitors, from the families of systems that belong to it. */
export function useMonitors(): ReadonlyMap<Monitor, MonitorAlarms> {
  const registry = useRegistry()
  const store = useHub().collection('alarm.changed')
  const book = useMemo(() => {
    const made = new MonitorBook(({ deviceId }) => systemFamily(deviceId, registry))
    made.update(store.getState().items)
    return made
  }, [registry, store])
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
  return useSyncExternalStore(subscribe, () => book.view)
}

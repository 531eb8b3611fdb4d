import { useCallback, useEffect } from 'react'
import type { View } from '../../domain/contract'
import { onSeatMessage, useHub } from '../feed'
import { openView } from './openView'
import { showPlace } from './shownPlace'

/** Opens a view here, with what this window knows of alarms. */
export function useOpenView(): (view: View) => void {
  const hub = useHub()
  return useCallback(
    (view) => openView(view, (alarmId) => hub.collection('alarm.changed').getState().items.get(alarmId)?.deviceId),
    [hub],
  )
}

/** Does what other windows of the seat ask of this one: to open a view on this display, to keep a place for its map. */
export function useOpenShown(): void {
  const open = useOpenView()
  useEffect(
    () =>
      onSeatMessage((message) => {
        if (message.type === 'placed') showPlace(message.place)
        if (message.type === 'show' && message.displayNumber === window.chengtai?.display.number) open(message.view)
      }),
    [open],
  )
}

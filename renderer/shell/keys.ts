import { useEffect, useRef } from 'react'

/** What a key of the seat can ask for. */
export type KeyAction =
  'alarms' | 'silence' | 'acknowledge' | 'nextPane' | 'incidents' | 'dispatch' | 'fullScreen' | 'search' | 'locate'

/**
 * Keys that work in every window, whatever has the focus. Function keys and combinations only: a single letter would fire while somebody types.
 *
 * @source guide/libraries.md §7, "Keys"
 */
export const keyTable: readonly { key: string; isControl?: true; action: KeyAction; cap: string }[] = [
  { key: 'F2', action: 'alarms', cap: 'F2' },
  { key: 'F3', action: 'silence', cap: 'F3' },
  { key: 'F4', action: 'acknowledge', cap: 'F4' },
  { key: 'F6', action: 'nextPane', cap: 'F6' },
  { key: 'F8', action: 'incidents', cap: 'F8' },
  { key: 'F9', action: 'dispatch', cap: 'F9' },
  { key: 'F11', action: 'fullScreen', cap: 'F11' },
  { key: 'k', isControl: true, action: 'search', cap: 'Ctrl K' },
  { key: 'l', isControl: true, action: 'locate', cap: 'Ctrl L' },
]

export const capOf = (action: KeyAction): string => keyTable.find((row) => row.action === action)?.cap ?? ''

/** The action of a key press; none while an input method composes, and none for a held key: a dispatch must not repeat by itself. */
export function actionOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'repeat'>,
): KeyAction | undefined {
  if (event.isComposing || event.repeat || event.altKey || event.shiftKey) return undefined
  const isControl = event.ctrlKey || event.metaKey
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return keyTable.find((row) => row.key === key && (row.isControl ?? false) === isControl)?.action
}

/** Does what the keys ask for; an action that is not given is left to whoever listens elsewhere. */
export function useKeys(actions: Partial<Record<KeyAction, () => void>>): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = actionOf(event)
      const act = action && latest.current[action]
      if (!act) return
      event.preventDefault()
      act()
    }
    // In the capture phase: a pane that swallows keys must not swallow these.
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [])
}

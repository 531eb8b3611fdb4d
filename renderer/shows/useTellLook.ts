import { useEffect } from 'react'
import { type LookDisplay, LookId, SeatSelection } from '../../domain/contract'
import { currentSelection, useClient } from '../feed'
import { useLooks } from './useLooks'

/** Changes are looked for this often; the core writes once a second at most. */
const lookEveryMs = 500

/** This display in words: the panes in sight, and the one with the focus. */
function thisDisplay(): LookDisplay {
  const display = window.chengtai?.display
  const inSight = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((host) => host.checkVisibility())
  const active = inSight.find((host) => host.contains(document.activeElement))?.dataset['pane']
  return {
    number: display?.number ?? 1,
    role: display?.role ?? 'browser',
    panes: [...new Set(inSight.flatMap((host) => host.dataset['pane'] ?? []))].slice(0, 24),
    ...(active !== undefined && { active }),
  }
}

/** Tells whoever looks over this seat what this window shows, for as long as somebody does. */
export function useTellLook(): void {
  const client = useClient()
  const live = useLooks().atMe.filter(({ state }) => state === 'live')
  const key = live.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (key === '') return
    const ids = key.split(' ').map((id) => LookId.parse(id))
    let last = ''
    const tell = () => {
      const display = thisDisplay()
      const selection = SeatSelection.safeParse(currentSelection()).data ?? {}
      const told = JSON.stringify({ display, selection })
      if (told === last) return
      last = told
      // A refusal means that the look has just ended.
      for (const lookId of ids) client.call('look.tell', { lookId, display, selection }).catch(() => {})
    }
    tell()
    const timer = setInterval(tell, lookEveryMs)
    return () => clearInterval(timer)
  }, [client, key])
}

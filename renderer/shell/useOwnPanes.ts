import { useCallback, useMemo, useState } from 'react'
import type { Role } from '../../domain/contract'
import { chooseLayout, panesOf, postOfRole, shippedLayouts, type PaneId, type PaneTree } from '../../layouts'
import { useSession } from '../feed'
import { useDesk, useOwnDisplay } from '../desk/useDesk'

/** A browser seat has one window: what the person's post sees on one display. */
const browserPanes = (role: Role = 'dispatcher'): PaneTree =>
  chooseLayout(shippedLayouts, { post: postOfRole[role], occasion: 'everyday', rows: [1] }).layout.displays[0]
    ?.panes ?? {
    pane: 'alarms',
  }

export interface OwnPanes {
  /** Number of the display, from 1. */
  number: number
  tree: PaneTree
  /** What the chosen layout has on any of its displays; everything else was opened by hand. */
  chosen: readonly PaneId[]
  /** Puts another arrangement; kept until a layout is chosen. */
  arrange(tree: PaneTree): void
}

/** What stands in this window: main keeps it for the windows of a desk, so that it outlives them; a browser seat keeps it itself. */
export function useOwnPanes(): OwnPanes {
  const desk = useDesk()
  const display = useOwnDisplay()
  const [own, setOwn] = useState<PaneTree>()
  const bridge = window.chengtai
  const number = bridge?.display.number ?? 1
  const role = useSession()?.account?.role
  const atStart = bridge?.layout.panes ?? browserPanes(role)
  const layout = desk?.layout
  const chosen = useMemo(
    () => layout?.displays.flatMap(({ panes }) => panesOf(panes)) ?? panesOf(atStart),
    [layout, atStart],
  )
  const arrange = useCallback(
    (tree: PaneTree) => (bridge ? bridge.desk.arrange(number, tree) : setOwn(tree)),
    [bridge, number],
  )
  return { number, tree: display?.panes ?? own ?? atStart, chosen, arrange }
}

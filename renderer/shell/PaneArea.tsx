import { useCallback, useEffect, useMemo, useState } from 'react'
import { DockviewReact, type IDockviewPanelProps } from 'dockview-react'
import 'dockview-react/dist/styles/dockview.css'
import { useTranslation } from 'react-i18next'
import { groupsOf, type PaneId, panesOf, putPane, standSame, withoutPane } from '../../layouts'
import { useDesk } from '../desk/useDesk'
import { onSeatMessage, thisWindow } from '../feed'
import { useActions } from '../keys/keyboard'
import { EvacuatedStrip } from './EvacuatedStrip'
import { PaneActionsContext, type PaneActions } from './PaneActions'
import { PaneDock } from './PaneDock'
import { PaneHost } from './PaneHost'
import { PaneTab } from './PaneTab'
import { homeOf, inSight, mayClose, roomiest } from './sight'
import { useOwnPanes } from './useOwnPanes'
import styles from './PaneArea.module.css'

const components = { pane: ({ params }: IDockviewPanelProps<{ pane: PaneId }>) => <PaneHost pane={params.pane} /> }
const tabComponents = { tab: PaneTab }
const whole = { x: 0, y: 0, width: 1, height: 1 }
const theme = { name: 'chengtai', className: styles.theme ?? '', gap: 0 }

/**
 * The panes of this window as they are arranged. The tree of panes is the truth, kept by main for all windows; the dock draws it, and what somebody does to
 * a pane makes another tree.
 */
export function PaneArea() {
  const { t } = useTranslation()
  const desk = useDesk()
  const { number, tree, chosen, arrange } = useOwnPanes()
  const [dock] = useState(() => new PaneDock())
  const [maximised, setMaximised] = useState<PaneId>()
  const titleOf = useCallback((pane: PaneId) => t(`pane.${pane}`), [t])
  const actions = useMemo<PaneActions>(() => {
    const moves = window.chengtai?.desk
    return {
      number,
      chosen,
      otherDisplays: desk ? inSight(desk.displays).filter((display) => display.number !== number) : [],
      mayArrange: desk?.mayArrange ?? true,
      maximised,
      toggleMaximised: (pane) => dock.toggleMaximised(pane),
      put: (pane, at, drop) => arrange(putPane(dock.shown(tree), pane, at, drop)),
      bring: (pane, fromNumber, at, drop) => moves?.movePane({ pane, fromNumber, toNumber: number, at, drop }),
      send(pane, toNumber) {
        const there = desk?.displays.find((display) => display.number === toNumber)?.panes
        if (!there) return
        const at = roomiest(there)
        if (panesOf(tree).length > 1 && at) moves?.movePane({ pane, fromNumber: number, toNumber, at, drop: 'tab' })
        else {
          moves?.arrange(toNumber, tree)
          moves?.arrange(number, there)
        }
      },
      neighbourOf: (pane) => panesOf(tree).find((each) => each !== pane),
      isTab: (pane) => groupsOf(tree, whole).some((group) => group.panes.length > 1 && group.panes.includes(pane)),
      mayClose: (pane) => mayClose(pane, tree, number, desk?.displays ?? []),
      close(pane) {
        const rest = withoutPane(dock.shown(tree), pane)
        if (rest) arrange(rest)
      },
    }
  }, [desk, number, tree, chosen, maximised, arrange, dock])

  // Main told another arrangement, by a layout, from another window, or in answer to our own; or the language changed.
  useEffect(() => dock.show(tree, titleOf), [dock, tree, titleOf])

  useEffect(
    () =>
      onSeatMessage((message) => {
        if (message.type !== 'reveal') return
        const { pane } = message
        const isMine = message.from === thisWindow
        const isSeen = !desk || inSight(desk.displays).some((display) => display.number === number)
        if (isSeen && dock.reveal(pane)) {
          // Several windows may have it; the one that asked is at hand already.
          if (!isMine) window.focus()
          return
        }
        const home = homeOf(pane, desk?.displays ?? [])
        if (!isMine || home?.isInSight) return
        const at = roomiest(dock.shown(tree))
        if (!home) arrange(putPane(dock.shown(tree), pane, at, 'tab'))
        else if (at)
          window.chengtai?.desk.movePane({ pane, fromNumber: home.number, toNumber: number, at, drop: 'tab' })
      }),
    [desk, number, tree, arrange, dock],
  )
  useActions({
    maximise() {
      if (dock.activePane) dock.toggleMaximised(dock.activePane)
    },
  })

  // The end of a drag at the line between two panes; the dock itself does not tell a person's drag from its own layout.
  const keepSizes = () => {
    const now = dock.shown(tree)
    if (!maximised && !standSame(now, tree)) arrange(now)
  }
  return (
    <main className={styles.area}>
      <EvacuatedStrip />
      <PaneActionsContext value={actions}>
        <div className={styles.dock} role="presentation" onPointerUp={keepSizes}>
          <DockviewReact
            components={components}
            tabComponents={tabComponents}
            theme={theme}
            disableDnd
            disableFloatingGroups
            onReady={({ api }) => dock.open(api, tree, titleOf, setMaximised)}
          />
        </div>
      </PaneActionsContext>
    </main>
  )
}

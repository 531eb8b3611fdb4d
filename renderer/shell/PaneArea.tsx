import { useEffect, useMemo, useRef } from 'react'
import {
  DockviewReact,
  type DockviewApi,
  type DockviewPanelApi,
  type IDockviewPanelHeaderProps,
  type IDockviewPanelProps,
} from 'dockview-react'
import 'dockview-react/dist/styles/dockview.css'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PaneId, panesOf, shippedLayouts, type PaneTree } from '../../layouts'
import { onSeatMessage, thisWindow } from '../feed'
import { panes } from '../panes/registry'
import { PaneHost } from './PaneHost'
import { gridOf } from './gridOf'
import { useKeys } from './keys'
import styles from './PaneArea.module.css'

/** A browser seat has one window: everything in it. */
const browserPanes: PaneTree = shippedLayouts[0]?.displays[0]?.panes ?? { pane: 'alarms' }

const components = { pane: ({ params }: IDockviewPanelProps<{ pane: PaneId }>) => <PaneHost pane={params.pane} /> }
const tabComponents = { tab: Tab }
const theme = { name: 'chengtai', className: styles.theme ?? '', gap: 0 }

/** The panes of this window as its layout says, and those that somebody opens beside them. */
export function PaneArea() {
  const { t } = useTranslation()
  const dock = useRef<DockviewApi>(undefined)
  const tree = window.chengtai?.layout.panes ?? browserPanes
  const elsewhere = useMemo(() => panesOfOtherWindows(), [])

  useEffect(
    () =>
      onSeatMessage((message) => {
        if (message.type !== 'reveal') return
        const panel = dock.current?.getPanel(message.pane)
        if (panel) {
          panel.api.setActive()
          // Several windows may have it; the one that asked is at hand already.
          if (message.from !== thisWindow) window.focus()
        } else if (message.from === thisWindow && !elsewhere.has(message.pane)) {
          openBeside(dock.current, message.pane, t(`pane.${message.pane}`))
        }
      }),
    [t, elsewhere],
  )
  useEffect(() => {
    for (const panel of dock.current?.panels ?? []) panel.api.setTitle(t(`pane.${PaneId.parse(panel.id)}`))
  }, [t])
  useKeys({ nextPane: focusNextPane })

  return (
    <main className={styles.area}>
      <DockviewReact
        components={components}
        tabComponents={tabComponents}
        theme={theme}
        disableDnd
        disableFloatingGroups
        onReady={({ api }) => {
          dock.current = api
          api.fromJSON(gridOf(tree, (pane) => t(`pane.${pane}`)))
          for (const panel of api.panels) {
            const { minWidthPx, minHeightPx } = panes[PaneId.parse(panel.id)]
            panel.group.api.setConstraints({ minimumWidth: minWidthPx / 2, minimumHeight: minHeightPx / 2 })
          }
        }}
      />
    </main>
  )
}

/** Panes that the layout gives to the seat's displays; in a browser seat there are no others. */
function panesOfOtherWindows(): ReadonlySet<PaneId> {
  const layout = shippedLayouts.find(({ id }) => id === window.chengtai?.layout.id)
  return new Set(layout?.displays.flatMap((display) => panesOf(display.panes)))
}

/** Opens a pane that no display has, as a tab over the last group; it can be closed again. */
function openBeside(api: DockviewApi | undefined, pane: PaneId, title: string): void {
  const group = api?.groups.at(-1)
  if (!api || !group) return
  group.header.hidden = false
  api.addPanel({
    id: pane,
    component: 'pane',
    tabComponent: 'tab',
    title,
    params: { pane, isExtra: true },
    position: { referenceGroup: group },
  })
}

/** A group left with one pane needs no tabs. */
function closeExtra(api: DockviewPanelApi): void {
  const { group } = api
  api.close()
  group.header.hidden = group.panels.length < 2
}

function Tab({ api, params }: IDockviewPanelHeaderProps<{ pane: PaneId; isExtra?: boolean }>) {
  const { t } = useTranslation()
  const { icon: Icon } = panes[params.pane]
  const title = t(`pane.${params.pane}`)
  return (
    <span className={styles.tab}>
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      {title}
      {params.isExtra && (
        <button type="button" className={styles.close} aria-label={t('close')} onClick={() => closeExtra(api)}>
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}

const focusable = 'button:enabled, input:enabled, [tabindex="0"]'

/** F6: the first thing that can be worked with in the next pane in sight. */
function focusNextPane(): void {
  const hosts = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((host) => host.checkVisibility())
  const at = hosts.findIndex((host) => host.contains(document.activeElement))
  const host = hosts[(at + 1) % hosts.length]
  const target = host?.querySelector<HTMLElement>(focusable) ?? host
  target?.focus()
}

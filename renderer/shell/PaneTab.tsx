import { useEffect, useRef, useState } from 'react'
import type { IDockviewPanelHeaderProps } from 'dockview-react'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PaneId } from '../../layouts'
import { panes } from '../panes/registry'
import { usePaneActions } from './PaneActions'
import { carry } from './paneDrag'
import { PaneMenu } from './PaneMenu'
import styles from './PaneArea.module.css'

/** The tab of a pane: dragged to another place, maximised by a double click, its menu by the other button. */
export function PaneTab({ api, params: { pane } }: IDockviewPanelHeaderProps<{ pane: PaneId }>) {
  const { t } = useTranslation()
  const actions = usePaneActions()
  const tab = useRef<HTMLSpanElement>(null)
  const [menuAt, setMenuAt] = useState<{ x: number; y: number }>()
  const { icon: Icon } = panes[pane]
  // Of more tabs than there is room for, the one on top must be among those in sight.
  useEffect(() => {
    const bring = () =>
      api.isVisible && tab.current?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    bring()
    const heard = api.onDidVisibilityChange(bring)
    return () => heard.dispose()
  }, [api])
  return (
    <span
      ref={tab}
      className={styles.tab}
      draggable={actions?.mayArrange}
      onDragStart={(event) => actions && carry(event, pane, actions.number)}
      onDoubleClick={() => actions?.toggleMaximised(pane)}
      onContextMenu={(event) => {
        event.preventDefault()
        setMenuAt({ x: event.clientX, y: event.clientY })
      }}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      {t(`pane.${pane}`)}
      {actions && !actions.chosen.includes(pane) && actions.mayClose(pane) && (
        <button
          type="button"
          className={styles.close}
          aria-label={t('close')}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => actions.close(pane)}
        >
          <X size={14} aria-hidden />
        </button>
      )}
      {menuAt && <PaneMenu pane={pane} at={menuAt} onClose={() => setMenuAt(undefined)} />}
    </span>
  )
}

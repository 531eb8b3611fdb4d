import { useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react'
import { Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Drop, PaneId } from '../../layouts'
import { usePaneActions } from './PaneActions'
import { carry, dropAt, isPaneDrag, readCarried } from './paneDrag'
import { PaneMenu } from './PaneMenu'
import styles from './PaneFrame.module.css'

/** The place of a pane: by its grip it is dragged, maximised and sent elsewhere; other panes are dropped upon it. */
export function PaneFrame({ pane, children }: { pane: PaneId; children: ReactNode }) {
  const { t } = useTranslation(['shell', 'common'])
  const actions = usePaneActions()
  const frame = useRef<HTMLElement>(null)
  const [menuAt, setMenuAt] = useState<{ x: number; y: number }>()
  const [drop, setDrop] = useState<Drop>()
  const title = t(`common:pane.${pane}`)

  const openMenuByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
    event.preventDefault()
    const { left = 0, top = 0 } = frame.current?.getBoundingClientRect() ?? {}
    setMenuAt({ x: left + 8, y: top + 8 })
  }
  const dropOf = ({ clientX, clientY }: DragEvent): Drop | undefined => {
    const box = frame.current?.getBoundingClientRect()
    return box && dropAt(box, clientX, clientY)
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys and drops that its content leaves over
    <section
      ref={frame}
      className={styles.frame}
      data-pane={pane}
      aria-label={title}
      tabIndex={-1}
      onKeyDown={actions && openMenuByKey}
      onDragOver={(event) => {
        if (!actions?.mayArrange || !isPaneDrag(event)) return
        event.preventDefault()
        setDrop(dropOf(event))
      }}
      onDragLeave={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && frame.current?.contains(relatedTarget))) setDrop(undefined)
      }}
      onDrop={(event) => {
        const carried = readCarried(event)
        const wanted = dropOf(event)
        setDrop(undefined)
        if (!actions || !carried || !wanted) return
        event.preventDefault()
        if (carried.fromNumber === actions.number) actions.put(carried.pane, pane, wanted)
        else actions.bring(carried.pane, carried.fromNumber, pane, wanted)
      }}
    >
      {children}
      {drop !== undefined && <div className={`${styles.drop} ${styles[drop]}`} />}
      {actions && (
        <button
          type="button"
          className={styles.grip}
          draggable={actions.mayArrange}
          aria-label={t('pane.menu', { pane: title })}
          title={t('pane.gripTip')}
          aria-haspopup="menu"
          aria-expanded={menuAt !== undefined}
          onDragStart={(event) => {
            carry(event, pane, actions.number)
            if (frame.current) event.dataTransfer.setDragImage(frame.current, 0, 0)
          }}
          // It opens beside the grip, not over it: the second click of a double click must meet the grip again.
          onClick={({ detail, currentTarget }) => detail < 2 && setMenuAt(under(currentTarget))}
          onDoubleClick={() => actions.toggleMaximised(pane)}
          onContextMenu={(event) => {
            event.preventDefault()
            setMenuAt(under(event.currentTarget))
          }}
        >
          <Ellipsis size={14} aria-hidden />
        </button>
      )}
      {menuAt && <PaneMenu pane={pane} at={menuAt} onClose={() => setMenuAt(undefined)} />}
    </section>
  )
}

function under(element: Element): { x: number; y: number } {
  const { left, bottom } = element.getBoundingClientRect()
  return { x: left, y: bottom + 4 }
}

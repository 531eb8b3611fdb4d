import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import styles from './VirtualList.module.css'

export interface VirtualListProps {
  count: number
  /** Height of a row, CSS px at zoom 100 %. */
  rowHeightPx: number
  rowKey(index: number): string
  renderRow(index: number): ReactNode
  /** Row that must be in sight, e.g. the selected one; moves only when it changes. */
  activeIndex?: number | undefined
  /** A click on a row, but not on a control in it. */
  onRowClick?(index: number): void
  onKeyDown?(event: KeyboardEvent<HTMLDivElement>): void
  label: string
  /** Id of the active row's element, for screen readers. */
  activeId?: string | undefined
}

/** A list of any length that draws only the rows in sight; one tab stop, arrows move inside. */
export function VirtualList({
  count,
  rowHeightPx,
  rowKey,
  renderRow,
  activeIndex,
  onRowClick,
  onKeyDown,
  label,
  activeId,
}: VirtualListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const zoom = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx * zoom,
    getItemKey: rowKey,
    overscan: 8,
  })
  useEffect(() => {
    if (activeIndex !== undefined && activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: 'auto' })
  }, [activeIndex, virtualizer])
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="listbox"
      aria-label={label}
      aria-activedescendant={activeId}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const target = event.target instanceof Element ? event.target : undefined
        const row = target?.closest<HTMLElement>('[data-index]')
        if (row && !target?.closest('label, button, input, a')) onRowClick?.(Number(row.dataset.index))
      }}
    >
      <div className={styles.length} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <div
            key={item.key}
            data-index={item.index}
            className={styles.row}
            style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            role="presentation"
          >
            {renderRow(item.index)}
          </div>
        ))}
      </div>
    </div>
  )
}

import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRowPx } from '../theme/density'
import styles from './VirtualList.module.css'

export interface VirtualListProps {
  count: number
  rowKey(index: number): string
  renderRow(index: number): ReactNode
  /** Row that must be in sight, e.g. the selected one; moves only when it changes. */
  activeIndex?: number | undefined
  /** A click on a row, but not on a control in it. */
  onRowClick?(index: number, event: MouseEvent): void
  /** The first and last row that are drawn, now and whenever they change. */
  onSight?(first: number, last: number): void
  /** A row that only heads those below it and cannot be chosen. */
  isHeading?(index: number): boolean
  onKeyDown?(event: KeyboardEvent<HTMLDivElement>): void
  label: string
  /** Id of the active row's element, for screen readers. */
  activeId?: string | undefined
}

/**
 * A list of any length that draws only the rows in sight, as high as the display's density says; one tab stop, arrows move inside. With `onRowClick` its rows
 * can be chosen: it is a grid, and what a row draws are `gridcell`s, which may hold boxes and buttons. Without, it is a list to read.
 */
export function VirtualList({
  count,
  rowKey,
  renderRow,
  activeIndex,
  onRowClick,
  onSight,
  isHeading,
  onKeyDown,
  label,
  activeId,
}: VirtualListProps) {
  const rowPx = useRowPx()
  const isGrid = onRowClick !== undefined
  const scroller = useRef<HTMLDivElement>(null)
  const zoom = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx * zoom,
    overscan: 8,
  })
  // Sizes are kept once they are asked for.
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx, zoom])
  useEffect(() => {
    if (activeIndex !== undefined && activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: 'auto' })
  }, [activeIndex, virtualizer])
  const drawn = virtualizer.getVirtualItems()
  const lengthPx = virtualizer.getTotalSize()
  const isScrolling = virtualizer.scrollRect !== null && lengthPx > virtualizer.scrollRect.height
  const [first, last] = [drawn.at(0)?.index, drawn.at(-1)?.index]
  const tellSight = useRef(onSight)
  tellSight.current = onSight
  useEffect(() => {
    if (first !== undefined && last !== undefined) tellSight.current?.(first, last)
  }, [first, last])
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- either way it has a role
    <div
      ref={scroller}
      className={styles.scroller}
      role={isGrid ? 'grid' : 'list'}
      aria-label={label}
      aria-rowcount={isGrid ? count : undefined}
      aria-activedescendant={activeId}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const target = event.target instanceof Element ? event.target : undefined
        const row = target?.closest<HTMLElement>('[data-index]')
        if (row && !target?.closest('label, button, input, a')) onRowClick?.(Number(row.dataset.index), event)
      }}
    >
      <div role="presentation" className={isScrolling ? styles.scrolling : styles.length} style={{ height: lengthPx }}>
        {drawn.map((item) => (
          <div
            // Not the virtualizer's: it would ask for the keys of all rows whenever the list changed.
            key={rowKey(item.index)}
            data-index={item.index}
            className={styles.row}
            style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            {...(isGrid
              ? {
                  role: 'row',
                  id: item.index === activeIndex ? activeId : undefined,
                  'aria-rowindex': item.index + 1,
                  'aria-selected': isHeading?.(item.index) ? undefined : item.index === activeIndex,
                }
              : { role: 'listitem' })}
          >
            {renderRow(item.index)}
          </div>
        ))}
      </div>
    </div>
  )
}

import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isFound, searchWords, soughtParts } from '../../../domain/registry/searchWords'
import { useFormat } from '../../i18n'
import type { TreeRow } from '../../registry/treeRows'
import { TextField } from '../../widgets'
import styles from './FilterColumn.module.css'

/** A tree of more than so many is sought through. */
const mostUnsought = 8

/**
 * Organisations or groups to narrow the list by: one chosen means all below it too. Up and down go from row to row, left and right close and open, Enter chooses; what is sought is found by pinyin.
 *
 * @param rows of those with devices and what they stand below, in the order of the tree
 */
export function FilterTree({
  label,
  rows,
  counts,
  chosen,
  onToggle,
}: {
  label: string
  rows: readonly TreeRow[]
  counts: ReadonlyMap<string, number>
  chosen: ReadonlySet<string>
  onToggle(id: string): void
}) {
  const { t } = useTranslation('devices')
  const format = useFormat()
  const id = useId()
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [sought, setSought] = useState('')
  const [current, setCurrent] = useState<string>()
  const words = useMemo(() => new Map(rows.map((row) => [row.id, searchWords([row.path])])), [rows])
  const parts = soughtParts(sought)
  // The top is open at first, what stands below it is not.
  const isOpen = ({ id: of, level }: TreeRow) => parts.length > 0 || turned.has(of) !== (level === 0)
  const shown =
    parts.length > 0
      ? rows.filter((row) => isFound(words.get(row.id) ?? searchWords([]), parts))
      : unfolded(rows, isOpen)
  const at = Math.max(
    0,
    shown.findIndex((row) => row.id === current),
  )
  const turn = (of: string) =>
    setTurned((known) => {
      const next = new Set(known)
      if (!next.delete(of)) next.add(of)
      return next
    })
  const press = (event: KeyboardEvent) => {
    const row = shown[at]
    if (!row) return
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, shown.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: shown.length - 1,
    }
    const to = moves[event.key]
    if (to !== undefined) setCurrent(shown[to]?.id)
    else if (event.key === 'ArrowRight' && row.hasBelow && !isOpen(row)) turn(row.id)
    else if (event.key === 'ArrowLeft' && row.hasBelow && isOpen(row) && parts.length === 0) turn(row.id)
    else if (event.key === 'ArrowLeft') setCurrent(row.parentId)
    else if (event.key === 'Enter' || event.key === ' ') onToggle(row.id)
    else return
    event.preventDefault()
    event.stopPropagation()
    if (to !== undefined) document.getElementById(`${id}-${shown[to]?.id}`)?.scrollIntoView?.({ block: 'nearest' })
  }
  return (
    <>
      {rows.length > mostUnsought && (
        <TextField
          className={styles.seek}
          label={t('filter.seek', { what: label })}
          isLabelHidden
          placeholder={t('filter.seekHint')}
          type="search"
          maxLength={60}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      {shown.length === 0 && <p className={styles.nothing}>{t('filter.nothing')}</p>}
      <div
        className={styles.tree}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable
        aria-activedescendant={shown[at] && `${id}-${shown[at].id}`}
        onKeyDown={press}
      >
        {shown.map((row, index) => (
          <div
            key={row.id}
            id={`${id}-${row.id}`}
            className={styles.node}
            role="treeitem"
            tabIndex={-1}
            aria-level={row.level + 1}
            aria-selected={chosen.has(row.id)}
            {...(row.hasBelow && { 'aria-expanded': isOpen(row) })}
            data-current={index === at}
            style={{ paddingLeft: `calc(var(--space-1) + ${parts.length > 0 ? 0 : row.level} * var(--space-3))` }}
          >
            {row.hasBelow && parts.length === 0 ? (
              <button
                type="button"
                className={styles.fold}
                tabIndex={-1}
                aria-label={t(isOpen(row) ? 'filter.close' : 'filter.open', { name: row.name })}
                onClick={() => turn(row.id)}
              >
                <ChevronRight size={14} aria-hidden />
              </button>
            ) : (
              <span className={styles.fold} />
            )}
            <button
              type="button"
              className={styles.choose}
              tabIndex={-1}
              title={row.path}
              onClick={() => {
                setCurrent(row.id)
                onToggle(row.id)
              }}
            >
              <span className={styles.name}>{row.name}</span>
              <span className={styles.count}>{format.number(counts.get(row.id) ?? 0)}</span>
            </button>
          </div>
        ))}
      </div>
    </>
  )
}

/** Rows of which all above are open. */
function unfolded(rows: readonly TreeRow[], isOpen: (row: TreeRow) => boolean): TreeRow[] {
  let closedAt = Infinity
  return rows.filter((row) => {
    if (row.level > closedAt) return false
    closedAt = row.hasBelow && !isOpen(row) ? row.level : Infinity
    return true
  })
}

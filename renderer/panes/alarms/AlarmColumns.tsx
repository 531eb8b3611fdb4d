import type { PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnId } from './columns'
import type { Sorting } from './groups'
import styles from './AlarmRow.module.css'

export interface AlarmColumnsProps {
  columns: readonly ColumnId[]
  sorting: Sorting
  onSort(sorting: Sorting): void
  /** Drawn to this width, CSS px; `undefined` (a double click) gives it back its own. */
  onSize(id: ColumnId, widthPx: number | undefined): void
}

/** Headings of the columns; time and priority can be sorted by, the right edge of each draws it wider or narrower. */
export function AlarmColumns({ columns, sorting, onSort, onSize }: AlarmColumnsProps) {
  const { t } = useTranslation('alarms')
  const sorted = (by: Sorting) => (sorting === by ? ' ↓' : '')
  const sort = (by: Sorting, name: string) => (
    <button type="button" onClick={() => onSort(by)} aria-pressed={sorting === by}>
      {name}
      {sorted(by)}
    </button>
  )
  const hasPriority = columns.includes('priority')
  return (
    <div className={`${styles.row} ${styles.columns}`}>
      <span />
      {hasPriority ? <span /> : sort('importance', t('column.sign'))}
      {columns.map((id) => (
        <span key={id} className={`${styles[id]} ${styles.heading}`}>
          {id === 'priority'
            ? sort('importance', t('column.priority'))
            : id === 'raised'
              ? sort('newest', t('column.raised'))
              : t(`column.${id}`)}
          <Edge name={t('columns.size', { name: t(`column.${id}`) })} onSize={(widthPx) => onSize(id, widthPx)} />
        </span>
      ))}
    </div>
  )
}

const stepPx = 8

/** The right edge of a heading: drawn with the pointer, or by the arrows when it has the focus. */
function Edge({ name, onSize }: { name: string; onSize(widthPx: number | undefined): void }) {
  const begin = (event: PointerEvent<HTMLButtonElement>) => {
    const edge = event.currentTarget
    const widthPx = edge.parentElement?.offsetWidth ?? 0
    const fromPx = event.clientX
    edge.setPointerCapture(event.pointerId)
    const draw = (moved: globalThis.PointerEvent) => onSize(widthPx + moved.clientX - fromPx)
    edge.addEventListener('pointermove', draw)
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', draw), { once: true })
  }
  return (
    <button
      type="button"
      className={styles.edge}
      aria-label={name}
      title={name}
      onPointerDown={begin}
      onDoubleClick={() => onSize(undefined)}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? stepPx : event.key === 'ArrowLeft' ? -stepPx : 0
        if (step === 0) return
        event.preventDefault()
        onSize((event.currentTarget.parentElement?.offsetWidth ?? 0) + step)
      }}
    />
  )
}

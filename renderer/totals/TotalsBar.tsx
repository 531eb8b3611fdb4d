import { useFormat } from '../i18n'
import styles from './TotalsBar.module.css'

export interface Total<Id extends string> {
  id: Id
  words: string
  count: number
  unit: string
  /** What exactly is counted, and over which time. */
  title: string
  /** Something that somebody should look at, while it is not zero. */
  isWarning?: boolean
}

/** Figures that are filters as well: how many of which kind, and at a click only those. */
export function TotalsBar<Id extends string>({
  label,
  totals,
  chosen,
  onChoose,
}: {
  label: string
  totals: readonly Total<Id>[]
  chosen: Id | undefined
  onChoose(id: Id): void
}) {
  const format = useFormat()
  return (
    <span className={styles.bar} role="group" aria-label={label}>
      {totals.map(({ id, words, count, unit, title, isWarning = false }) => (
        <button
          key={id}
          type="button"
          className={isWarning && count > 0 ? styles.warning : styles.total}
          aria-pressed={id === chosen}
          title={title}
          onClick={() => onChoose(id)}
        >
          {words}
          <b className={styles.count}>{format.number(count)}</b>
          <span className={styles.unit}>{unit}</span>
        </button>
      ))}
    </span>
  )
}

import type { ReactNode } from 'react'
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import styles from './EditTable.module.css'

export interface EditTableProps<T> {
  /** What the rows are, for those who do not see the table. */
  label: string
  heads: readonly string[]
  /** Takes all the room there is, for rows of long texts. */
  isWide?: boolean
  items: readonly T[]
  /** What stands in a row, one for each head: cells to type in, or words. */
  cellsOf(item: T, at: number): readonly ReactNode[]
  /** What a row is called by the button that takes it away. */
  nameOf(item: T, at: number): string
  /** Without it no row can be taken away. */
  onDrop?: ((at: number) => void) | undefined
  /** Without it none can be added. */
  add?: { label: string; isFull: boolean; onAdd(): void } | undefined
}

/** A list that is written row by row: every row's cells, a button that takes it away, and one below that adds another. */
export function EditTable<T>({ label, heads, isWide = false, items, cellsOf, nameOf, onDrop, add }: EditTableProps<T>) {
  const { t } = useTranslation('fields')
  return (
    <div className={styles.box}>
      {items.length > 0 && (
        <table className={isWide ? `${styles.table} ${styles.wide}` : styles.table} aria-label={label}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              {onDrop && (
                <th scope="col">
                  <span className="srOnly">{t('table.drop')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {items.map((item, at) => {
              const name = nameOf(item, at)
              return (
                // oxlint-disable-next-line react/no-array-index-key -- a new row has nothing of its own while it is typed
                <tr key={at}>
                  {cellsOf(item, at).map((cell, column) => (
                    <td key={heads[column]}>{cell}</td>
                  ))}
                  {onDrop && (
                    <td>
                      <Button
                        size="small"
                        look="plain"
                        aria-label={t('table.dropRow', { name })}
                        title={t('table.dropRow', { name })}
                        onClick={() => onDrop(at)}
                      >
                        <X size={14} aria-hidden />
                      </Button>
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {add && (
        <Button size="small" look="plain" disabled={add.isFull} onClick={add.onAdd}>
          <Plus size={14} aria-hidden />
          {add.label}
        </Button>
      )}
    </div>
  )
}

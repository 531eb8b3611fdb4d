import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, Checkbox, Popover } from '../../widgets'
import { ColumnId, defaultColumns, moveColumn, toggleColumn, type ChosenColumn } from './columns'
import styles from './ColumnMenu.module.css'

/** Which columns the list has, and in what order; kept for the account, at every seat. */
export function ColumnMenu({
  columns,
  onChange,
}: {
  columns: readonly ChosenColumn[]
  /** `undefined`: as they are by themselves. */
  onChange(columns: readonly ChosenColumn[] | undefined): void
}) {
  const { t } = useTranslation('alarms')
  const hidden = ColumnId.options.filter((id) => !columns.some((column) => column.id === id))
  return (
    <Popover
      label={t('columns.title')}
      className={styles.trigger}
      trigger={<Columns3 size={16} strokeWidth={1.5} aria-hidden />}
    >
      <div className={styles.box}>
        <h3 className={styles.title}>{t('columns.title')}</h3>
        <ul>
          {[...columns.map(({ id }) => id), ...hidden].map((id) => {
            const at = columns.findIndex((column) => column.id === id)
            const name = t(`column.${id}`)
            return (
              <li key={id} className={styles.line}>
                <Checkbox
                  className={styles.name}
                  isChecked={at !== -1}
                  isDisabled={columns.length === 1 && at !== -1}
                  onChange={() => onChange(toggleColumn(columns, id))}
                >
                  {name}
                </Checkbox>
                {at !== -1 && (
                  <>
                    <button
                      type="button"
                      className={styles.move}
                      disabled={at === 0}
                      aria-label={t('columns.before', { name })}
                      onClick={() => onChange(moveColumn(columns, id, -1))}
                    >
                      <ArrowUp size={14} aria-hidden />
                    </button>
                    <button
                      type="button"
                      className={styles.move}
                      disabled={at === columns.length - 1}
                      aria-label={t('columns.after', { name })}
                      onClick={() => onChange(moveColumn(columns, id, 1))}
                    >
                      <ArrowDown size={14} aria-hidden />
                    </button>
                  </>
                )}
              </li>
            )
          })}
        </ul>
        <Button size="small" disabled={columns === defaultColumns.columns} onClick={() => onChange(undefined)}>
          {t('columns.reset')}
        </Button>
      </div>
    </Popover>
  )
}

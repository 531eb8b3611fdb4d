import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PickOption } from './pickOptions'
import { SearchField } from './SearchField'
import fieldStyles from './Field.module.css'
import styles from './ChipsField.module.css'

/** Several of many: those chosen stand above as chips, another is found by typing. */
export function ChipsField<V extends string>({
  label,
  values,
  nameOf,
  offer,
  most,
  isDisabled = false,
  problem,
  toValue,
  onChange,
}: {
  label: string
  values: readonly V[]
  nameOf(id: NoInfer<V>): string
  offer(sought: string): readonly PickOption[]
  most: number
  isDisabled?: boolean
  problem?: string | undefined
  /** The id as the document writes it; `undefined` for one that is none. */
  toValue(id: string): NoInfer<V> | undefined
  onChange(values: NoInfer<V>[]): void
}) {
  const { t } = useTranslation('fields')
  const chosen = new Set<string>(values)
  return (
    <div className={styles.many}>
      {(!isDisabled || values.length === 0) && (
        <SearchField
          label={label}
          shown=""
          offer={(sought) => offer(sought).filter(({ id }) => !chosen.has(id))}
          isDisabled={isDisabled || values.length >= most}
          problem={problem}
          onPick={(id) => {
            const value = toValue(id)
            if (value !== undefined && !chosen.has(id)) onChange([...values, value])
          }}
        />
      )}
      {isDisabled && values.length > 0 && <span className={fieldStyles.label}>{label}</span>}
      {values.length > 0 && (
        <ul className={styles.chips} aria-label={label}>
          {values.map((value) => (
            <li key={value} className={styles.chip}>
              <span className={styles.chipName}>{nameOf(value)}</span>
              {!isDisabled && (
                <button
                  type="button"
                  className={styles.chipAway}
                  aria-label={t('pick.remove', { name: nameOf(value) })}
                  title={t('pick.remove', { name: nameOf(value) })}
                  onClick={() => onChange(values.filter((each) => each !== value))}
                >
                  <X size={12} aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

import { useId } from 'react'
import type { NamedItem } from './useNamedItems'
import styles from './SelectField.module.css'

/** One of a list, or none. */
export function SelectField({
  label,
  value,
  options,
  none,
  problem,
  onChange,
}: {
  label: string
  value: string
  options: readonly NamedItem[]
  /** What stands for the empty choice; without it there is none. */
  none?: string
  problem?: string | undefined
  onChange(value: string): void
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={value}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

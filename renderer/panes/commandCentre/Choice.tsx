import { useId } from 'react'
import styles from './CommandCentre.module.css'

/** One of a list, with its label above; the empty choice first. */
export function Choice({
  label,
  value,
  options,
  empty = '',
  onChange,
}: {
  label: string
  value: string
  options: readonly (readonly [value: string, text: string])[]
  /** What choosing nothing means. */
  empty?: string
  onChange(value: string): void
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select id={id} className={styles.select} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{empty}</option>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

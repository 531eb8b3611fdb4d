import { useId } from 'react'
import styles from './Fields.module.css'

/** One of a few. */
export function Choice<V extends string>({
  label,
  value,
  options,
  isDisabled = false,
  onChange,
}: {
  label: string
  value: V
  /** Values with their words. */
  options: readonly (readonly [V, string])[]
  isDisabled?: boolean
  onChange(value: V): void
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={value}
        disabled={isDisabled}
        onChange={({ target }) => {
          const chosen = options.find(([each]) => each === target.value)
          if (chosen) onChange(chosen[0])
        }}
      >
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

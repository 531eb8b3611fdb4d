import { useId } from 'react'
import styles from './forms.module.css'

export interface ChoiceProps<T extends string> {
  label: string
  options: readonly { value: T; name: string; isOff?: boolean; title?: string | undefined }[]
  value: T | undefined
  onChoose(value: T): void
}

/** One of a few, all in sight; arrows move among them. */
export function Choice<T extends string>({ label, options, value, onChoose }: ChoiceProps<T>) {
  const group = useId()
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.label}>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option} title={option.title}>
            <input
              type="radio"
              name={group}
              checked={option.value === value}
              disabled={option.isOff}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

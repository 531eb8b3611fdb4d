import { useEffect, useId, useState } from 'react'
import styles from './Fields.module.css'

/** A number with its unit. While what is typed is not one within its limits the rule keeps the one before. */
export function NumberField({
  label,
  value,
  min,
  max,
  isWhole = false,
  unit,
  isDisabled = false,
  onChange,
}: {
  label: string
  value: number
  min?: number | undefined
  max?: number | undefined
  isWhole?: boolean
  unit?: string | undefined
  isDisabled?: boolean
  onChange(value: number): void
}) {
  const id = useId()
  const [typed, setTyped] = useState(String(value))
  // Somebody else has changed it: undo, another node.
  useEffect(() => setTyped((now) => (Number(now) === value && now.trim() !== '' ? now : String(value))), [value])
  const parse = (text: string): number | undefined => {
    const number = Number(text)
    if (text.trim() === '' || !Number.isFinite(number) || (isWhole && !Number.isInteger(number))) return undefined
    return (min !== undefined && number < min) || (max !== undefined && number > max) ? undefined : number
  }
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.withUnit}>
        <input
          id={id}
          className={styles.input}
          inputMode="decimal"
          value={typed}
          disabled={isDisabled}
          aria-invalid={parse(typed) === undefined || undefined}
          onChange={({ target }) => {
            setTyped(target.value)
            const number = parse(target.value)
            if (number !== undefined && number !== value) onChange(number)
          }}
          onBlur={() => setTyped(String(value))}
        />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </div>
    </div>
  )
}

import { useState } from 'react'
import type { SelectOption } from './SelectField'
import styles from './Cells.module.css'

/** What the cells of a table to type in have in common. */
interface CellProps {
  /** Which row and which column, for those who do not see them. */
  label: string
  isWrong?: boolean | undefined
  isDisabled?: boolean | undefined
  title?: string | undefined
}

/** A cell of text. */
export function TextCell({
  label,
  value,
  width = 'normal',
  placeholder,
  maxLength = 80,
  isWrong,
  isDisabled,
  title,
  onChange,
}: CellProps & {
  value: string
  /** `code` is as wide as the widest, in letters of one width; `full` takes what a wide table gives. */
  width?: 'normal' | 'wide' | 'widest' | 'full' | 'code'
  placeholder?: string | undefined
  maxLength?: number
  onChange(value: string): void
}) {
  return (
    <input
      className={width === 'normal' ? styles.cell : styles[width]}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      title={title}
      placeholder={placeholder}
      value={value}
      maxLength={maxLength}
      disabled={isDisabled}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** A cell of a number that may be absent. What is typed stays as typed; what is no number is told as one that is none. */
export function NumberCell({
  label,
  value,
  isWrong,
  isDisabled,
  title,
  onChange,
}: CellProps & {
  value: number | undefined
  /** @param value NaN for what is no number */
  onChange(value: number | undefined): void
}) {
  const [typed, setTyped] = useState<string>()
  const known = value === undefined || Number.isNaN(value) ? '' : String(value)
  return (
    <input
      className={styles.cell}
      aria-label={label}
      aria-invalid={isWrong || Number.isNaN(value) || undefined}
      title={title}
      inputMode="decimal"
      value={typed ?? known}
      maxLength={20}
      disabled={isDisabled}
      onChange={(event) => {
        const text = event.target.value.trim()
        setTyped(event.target.value)
        onChange(text === '' ? undefined : Number(text))
      }}
      // A number that is one is shown as it is kept.
      onBlur={() => !Number.isNaN(value) && setTyped(undefined)}
    />
  )
}

/** A cell with one of a few. */
export function SelectCell<V extends string>({
  label,
  value,
  options,
  isWrong,
  isDisabled,
  title,
  onChange,
}: CellProps & {
  value: V
  options: readonly SelectOption<NoInfer<V>>[]
  onChange(value: NoInfer<V>): void
}) {
  return (
    <select
      className={styles.select}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      title={title}
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
  )
}

import { useState } from 'react'
import styles from './TypeEditor.module.css'

/** A cell of text. */
export function TextCell({
  label,
  value,
  isWrong = false,
  isWide = false,
  onChange,
}: {
  label: string
  value: string
  isWrong?: boolean
  isWide?: boolean
  onChange(value: string): void
}) {
  return (
    <input
      className={isWide ? styles.cellWide : styles.cell}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      value={value}
      maxLength={80}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** A cell of a number that may be absent. What is typed stays as typed; what is no number is told as one that is none. */
export function NumberCell({
  label,
  value,
  isWrong = false,
  onChange,
}: {
  label: string
  value: number | undefined
  isWrong?: boolean
  onChange(value: number | undefined): void
}) {
  const [typed, setTyped] = useState<string>()
  const known = value === undefined || Number.isNaN(value) ? '' : String(value)
  return (
    <input
      className={styles.cell}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      inputMode="decimal"
      value={typed ?? known}
      maxLength={20}
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

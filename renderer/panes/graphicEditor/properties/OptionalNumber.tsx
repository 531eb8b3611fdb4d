import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../../widgets'

/** A number, or nothing. What is typed and is neither leaves it as it was. */
export function OptionalNumber({
  label,
  value,
  isDisabled,
  placeholder,
  problem,
  onChange,
}: {
  label: string
  value: number | undefined
  isDisabled: boolean
  /** What holds where nothing is typed. */
  placeholder: string
  problem?: string | undefined
  onChange(value: number | undefined): void
}) {
  const { t } = useTranslation('fields')
  const shown = value === undefined ? '' : String(value)
  const [typed, setTyped] = useState(shown)
  useEffect(() => setTyped((now) => (parse(now) === value ? now : shown)), [value, shown])
  return (
    <TextField
      label={label}
      value={typed}
      inputMode="decimal"
      autoComplete="off"
      placeholder={placeholder}
      disabled={isDisabled}
      problem={Number.isNaN(parse(typed)) ? t('number.any') : problem}
      onChange={({ target }) => {
        setTyped(target.value)
        const next = parse(target.value)
        if (!Number.isNaN(next) && next !== value) onChange(next)
      }}
      onBlur={() => setTyped(shown)}
    />
  )
}

/** NaN for what is no number. */
const parse = (text: string): number | undefined => {
  const trimmed = text.trim().replace('−', '-')
  if (trimmed === '') return undefined
  const value = Number(trimmed)
  return Number.isFinite(value) ? value : Number.NaN
}

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../../widgets'

/** A number, or nothing. What is typed and is neither leaves it as it was. */
export function OptionalNumber({
  label,
  value,
  isDisabled,
  onChange,
}: {
  label: string
  value: number | undefined
  isDisabled: boolean
  onChange(value: number | undefined): void
}) {
  const { t } = useTranslation(['graphicEditor', 'fields'])
  const shown = value === undefined ? '' : String(value)
  const [typed, setTyped] = useState(shown)
  useEffect(() => setTyped((now) => (parse(now) === value ? now : shown)), [value, shown])
  return (
    <TextField
      label={label}
      value={typed}
      inputMode="decimal"
      autoComplete="off"
      placeholder={t('field.unbounded')}
      disabled={isDisabled}
      problem={Number.isNaN(parse(typed)) ? t('fields:number.any') : undefined}
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

import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n'
import { Field, toldOf, type FieldProps } from './Field'
import styles from './Field.module.css'

export interface NumberFieldProps extends FieldProps {
  value: number
  min?: number | undefined
  max?: number | undefined
  isWhole?: boolean
  unit?: string | undefined
  isDisabled?: boolean | undefined
  /** @param value a number within the limits; while what is typed is none, the one before stays */
  onChange(value: number): void
}

/** A number with its unit. What is typed and is no number within the limits is told, and gives way to the one before when the field is left. */
export function NumberField(props: NumberFieldProps) {
  const { label, isLabelHidden, isBeside, className } = props
  const { value, min, max, isWhole = false, unit, isDisabled, onChange } = props
  const { t } = useTranslation('fields')
  const format = useFormat()
  const id = useId()
  const [typed, setTyped] = useState(String(value))
  // Somebody else has changed it: undo, another node.
  useEffect(() => setTyped((now) => (Number(now) === value && now.trim() !== '' ? now : String(value))), [value])
  const parse = (text: string): number | undefined => {
    const number = Number(text.trim().replace('−', '-'))
    if (text.trim() === '' || !Number.isFinite(number) || (isWhole && !Number.isInteger(number))) return undefined
    return (min !== undefined && number < min) || (max !== undefined && number > max) ? undefined : number
  }
  const limits = () =>
    min !== undefined && max !== undefined
      ? t(isWhole ? 'number.wholeBetween' : 'number.between', { min, max })
      : min !== undefined
        ? t(isWhole ? 'number.wholeAtLeast' : 'number.atLeast', { min })
        : t(isWhole ? 'number.whole' : 'number.any')
  const problem = props.problem ?? (parse(typed) === undefined ? limits() : undefined)
  const frame = { id, label, isLabelHidden, isBeside, problem, className }
  return (
    <Field {...frame}>
      <div className={styles.withUnit}>
        <input
          id={id}
          className={styles.input}
          inputMode={isWhole ? 'numeric' : 'decimal'}
          autoComplete="off"
          value={typed}
          disabled={isDisabled}
          {...toldOf(id, problem)}
          onChange={({ target }) => {
            setTyped(target.value)
            const number = parse(target.value)
            if (number !== undefined && number !== value) onChange(number)
          }}
          onBlur={() => setTyped(String(value))}
        />
        {unit !== undefined && <span className={styles.unit}>{format.unit(unit)}</span>}
      </div>
    </Field>
  )
}

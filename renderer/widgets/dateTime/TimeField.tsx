import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, toldOf, type FieldProps } from '../Field'
import { writtenTime } from './typedMoment'
import fieldStyles from '../Field.module.css'

export interface TimeFieldProps extends FieldProps {
  /** `07:30` */
  value: string
  isDisabled?: boolean | undefined
  /** @param value a time of day; while what is typed is none, the one before stays */
  onChange(value: string): void
}

/** A time of day by a clock of 24 hours. */
export function TimeField(props: TimeFieldProps) {
  const { label, isLabelHidden, isBeside, className, value, isDisabled, onChange } = props
  const { t } = useTranslation('fields')
  const id = useId()
  const [typed, setTyped] = useState(value)
  // Somebody else has changed it.
  useEffect(() => setTyped((now) => (writtenTime(now) === value ? now : value)), [value])
  const problem = writtenTime(typed) === undefined ? t('time.wrong') : props.problem
  const frame = { id, label, isLabelHidden, isBeside, problem, className }
  return (
    <Field {...frame}>
      <input
        id={id}
        className={fieldStyles.input}
        autoComplete="off"
        inputMode="numeric"
        maxLength={8}
        placeholder="07:30"
        value={typed}
        disabled={isDisabled}
        {...toldOf(id, problem)}
        onChange={({ target }) => {
          setTyped(target.value)
          const time = writtenTime(target.value)
          if (time !== undefined && time !== value) onChange(time)
        }}
        onBlur={() => setTyped(value)}
      />
    </Field>
  )
}

import { useEffect, useId, useRef, type InputHTMLAttributes } from 'react'
import { Field, toldOf, type FieldProps } from './Field'
import styles from './Field.module.css'

export interface TextFieldProps extends FieldProps, Omit<InputHTMLAttributes<HTMLInputElement>, 'className'> {
  /** The first field of a form: typing can begin at once. */
  isFocusedAtStart?: boolean
}

/** A line of text. */
export function TextField({
  label,
  isLabelHidden,
  isBeside,
  isFocusedAtStart = false,
  problem,
  className,
  ...rest
}: TextFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isFocusedAtStart) input.current?.focus()
  }, [isFocusedAtStart])
  const frame = { id, label, isLabelHidden, isBeside, problem, className }
  return (
    <Field {...frame}>
      <input ref={input} id={id} className={styles.input} {...toldOf(id, problem)} {...rest} />
    </Field>
  )
}

import { useEffect, useId, useRef, type InputHTMLAttributes } from 'react'
import styles from './TextField.module.css'

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  /** The label is read out, not seen: the place says what belongs there. */
  isLabelHidden?: boolean
  /** The first field of a form: typing can begin at once. */
  isFocusedAtStart?: boolean
  /** What is wrong with it. */
  problem?: string | undefined
}

export function TextField({
  label,
  isLabelHidden = false,
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
  return (
    <div className={[styles.field, className].filter(Boolean).join(' ')}>
      <label htmlFor={id} className={isLabelHidden ? 'srOnly' : styles.label}>
        {label}
      </label>
      <input
        ref={input}
        id={id}
        className={styles.input}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        {...rest}
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

import { useId } from 'react'
import { Field, toldOf, type FieldProps } from './Field'
import styles from './Field.module.css'

/** A value with the words for it. */
export type SelectOption<V extends string> = readonly [value: V, words: string]

export interface SelectFieldProps<V extends string> extends FieldProps {
  value: V
  options: readonly SelectOption<NoInfer<V>>[]
  /** What stands first, for choosing nothing; without it there is always something chosen. */
  none?: SelectOption<NoInfer<V>> | undefined
  isDisabled?: boolean | undefined
  /** Why it cannot be changed, or what it is for. */
  title?: string | undefined
  size?: 'small' | 'normal'
  onChange(value: NoInfer<V>): void
}

/** One of a few that are known beforehand. One of many, sought by name: `SearchField`. */
export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const { label, isLabelHidden, isBeside, problem, className } = props
  const { value, options, none, isDisabled, title, size = 'normal', onChange } = props
  const id = useId()
  const frame = { id, label, isLabelHidden, isBeside, problem, className }
  const all = none ? [none, ...options] : options
  return (
    <Field {...frame}>
      <select
        id={id}
        className={size === 'small' ? `${styles.select} ${styles.small}` : styles.select}
        value={value}
        disabled={isDisabled}
        title={title}
        {...toldOf(id, problem)}
        onChange={({ target }) => {
          const chosen = all.find(([each]) => each === target.value)
          if (chosen) onChange(chosen[0])
        }}
      >
        {all.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  )
}

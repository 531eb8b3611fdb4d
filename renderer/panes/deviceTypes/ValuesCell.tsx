import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NamedValue } from '../../../domain/contract'
import { valuesFromText, valuesToText } from './partDraft'
import styles from './TypeEditor.module.css'

/** Named numbers in one cell. What is typed stays as typed until it means something. */
export function ValuesCell({
  label,
  values,
  onChange,
}: {
  label: string
  values: readonly NamedValue[] | undefined
  onChange(values: NamedValue[] | undefined): void
}) {
  const { t } = useTranslation('deviceTypes')
  const [typed, setTyped] = useState<string>()
  const isBad = typed !== undefined && valuesFromText(typed, values) === 'bad'
  return (
    <input
      className={styles.cellValues}
      aria-label={label}
      aria-invalid={isBad || undefined}
      placeholder={t('valuesExample')}
      maxLength={2_000}
      spellCheck={false}
      value={typed ?? valuesToText(values)}
      onChange={({ target }) => {
        setTyped(target.value)
        const read = valuesFromText(target.value, values)
        if (read !== 'bad') onChange(read)
      }}
      onBlur={() => !isBad && setTyped(undefined)}
    />
  )
}

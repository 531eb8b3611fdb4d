import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NamedValue } from '../../../domain/contract'
import { TextCell } from '../../widgets'
import { valuesFromText, valuesToText } from './partDraft'

/** Named numbers in one cell. What is typed stays as typed until it means something. */
export function ValuesCell({
  label,
  values,
  isWrong = false,
  onChange,
}: {
  label: string
  values: readonly NamedValue[] | undefined
  isWrong?: boolean
  onChange(values: NamedValue[] | undefined): void
}) {
  const { t } = useTranslation('deviceTypes')
  const [typed, setTyped] = useState<string>()
  const isBad = typed !== undefined && valuesFromText(typed, values) === 'bad'
  return (
    <TextCell
      label={label}
      width="widest"
      isWrong={isWrong || isBad}
      placeholder={t('valuesExample')}
      title={t('valuesHint')}
      maxLength={2_000}
      value={typed ?? valuesToText(values)}
      onChange={(text) => {
        setTyped(text)
        const next = valuesFromText(text, values)
        if (next !== 'bad') onChange(next)
      }}
    />
  )
}

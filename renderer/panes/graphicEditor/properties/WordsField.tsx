import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalText } from '../../../../domain/contract'
import { TextField } from '../../../widgets'

/** A text in both languages. While one of them is empty the drawing keeps the words before, so that a draft can always be kept. */
export function WordsField({
  label,
  value,
  isOptional = false,
  isDisabled,
  onChange,
}: {
  label: string
  value: LocalText | undefined
  isOptional?: boolean
  isDisabled: boolean
  onChange(value: LocalText | undefined): void
}) {
  const { t } = useTranslation(['graphicEditor', 'fields'])
  const [typed, setTyped] = useState(value ?? { zh: '', en: '' })
  const { zh = '', en = '' } = value ?? {}
  useEffect(() => setTyped((now) => (isWhole(now) ? { zh, en } : now)), [zh, en])
  const change = (next: LocalText) => {
    setTyped(next)
    if (isWhole(next)) onChange(next)
    else if (isOptional && next.zh.trim() === '' && next.en.trim() === '') onChange(undefined)
  }
  const isHalf = !isWhole(typed) && !(isOptional && typed.zh.trim() === '' && typed.en.trim() === '')
  const problemOf = (text: string) => (isHalf && text.trim() === '' ? t('field.bothLanguages') : undefined)
  return (
    <>
      <TextField
        label={t('fields:text.inChinese', { label })}
        value={typed.zh}
        maxLength={400}
        disabled={isDisabled}
        problem={problemOf(typed.zh)}
        onChange={({ target }) => change({ ...typed, zh: target.value })}
      />
      <TextField
        label={t('fields:text.inEnglish', { label })}
        value={typed.en}
        maxLength={800}
        disabled={isDisabled}
        problem={problemOf(typed.en)}
        onChange={({ target }) => change({ ...typed, en: target.value })}
      />
    </>
  )
}

const isWhole = ({ zh, en }: LocalText) => zh.trim() !== '' && en.trim() !== ''

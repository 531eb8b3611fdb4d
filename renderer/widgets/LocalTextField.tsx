import { useTranslation } from 'react-i18next'
import type { LocalText } from '../../domain/contract'
import { TextField } from './TextField'
import styles from './LocalTextField.module.css'

/** A text in both languages of the product; Chinese first. */
export function LocalTextField({
  label,
  value,
  isDisabled = false,
  onChange,
}: {
  label: string
  value: LocalText
  isDisabled?: boolean
  onChange(value: LocalText): void
}) {
  const { t } = useTranslation('fields')
  return (
    <div className={styles.texts}>
      <TextField
        label={t('text.inChinese', { label })}
        value={value.zh}
        maxLength={400}
        disabled={isDisabled}
        onChange={({ target }) => onChange({ ...value, zh: target.value })}
      />
      <TextField
        label={t('text.inEnglish', { label })}
        value={value.en}
        maxLength={800}
        disabled={isDisabled}
        onChange={({ target }) => onChange({ ...value, en: target.value })}
      />
    </div>
  )
}

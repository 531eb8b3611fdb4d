import { useTranslation } from 'react-i18next'
import type { LocalText } from '../../../../domain/contract'
import { TextField } from '../../../widgets'
import styles from './Fields.module.css'

/** A text in both languages of the product; Chinese first. */
export function TwoTexts({
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
  const { t } = useTranslation('rules')
  return (
    <div className={styles.many}>
      <TextField
        label={t('field.inChinese', { label })}
        value={value.zh}
        maxLength={400}
        disabled={isDisabled}
        onChange={({ target }) => onChange({ ...value, zh: target.value })}
      />
      <TextField
        label={t('field.inEnglish', { label })}
        value={value.en}
        maxLength={800}
        disabled={isDisabled}
        onChange={({ target }) => onChange({ ...value, en: target.value })}
      />
    </div>
  )
}

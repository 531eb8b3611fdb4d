import { useTranslation } from 'react-i18next'
import { Ink } from '../../../../domain/contract'
import { inkOf } from '../../../graphics/inks'
import styles from './Properties.module.css'

/** An ink of the theme: swatches as they are drawn now, named for those who hear the page. */
export function InkField({
  label,
  value,
  inks = Ink.options,
  isDisabled,
  onChange,
}: {
  label: string
  /** `undefined` where those that are chosen differ. */
  value: Ink | undefined
  inks?: readonly Ink[]
  isDisabled: boolean
  onChange(ink: Ink): void
}) {
  const { t } = useTranslation('graphicEditor')
  return (
    <div className={styles.inkField} role="radiogroup" aria-label={label}>
      <span className={styles.inkLabel} aria-hidden>
        {label}
        <span className={styles.inkName}>{value === undefined ? t('field.mixed') : t(`ink.${value}`)}</span>
      </span>
      <div className={styles.inks}>
        {inks.map((ink) => (
          <button
            key={ink}
            type="button"
            role="radio"
            aria-checked={ink === value}
            aria-label={t(`ink.${ink}`)}
            title={t(`ink.${ink}`)}
            disabled={isDisabled}
            className={ink === 'none' ? `${styles.ink} ${styles.noInk}` : styles.ink}
            style={ink === 'none' ? undefined : { background: inkOf(ink) }}
            onClick={() => onChange(ink)}
          />
        ))}
      </div>
    </div>
  )
}

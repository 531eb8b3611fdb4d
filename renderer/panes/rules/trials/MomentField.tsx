import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n'
import { inZone, momentOf } from '../../../i18n/zonedMoment'
import styles from '../fields/Fields.module.css'

/** A moment by the district's clock; empty is now. */
export function MomentField({
  label,
  atMs,
  onChange,
}: {
  label: string
  atMs: number | undefined
  onChange(atMs: number | undefined): void
}) {
  const id = useId()
  const { t } = useTranslation('rules')
  const { timeZone } = useFormat()
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label} · {t('moment.zone', { zone: timeZone })}
      </label>
      <input
        id={id}
        type="datetime-local"
        className={styles.input}
        value={atMs === undefined ? '' : inZone(atMs, timeZone)}
        onChange={({ target }) => onChange(momentOf(target.value, timeZone))}
      />
    </div>
  )
}

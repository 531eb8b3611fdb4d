import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../feed'
import { useFormat } from '../i18n'
import { Gate } from './Gate'
import styles from './Form.module.css'

const patienceMs = 5_000

/** Before the core has said who works here. */
export function Connecting() {
  const { t } = useTranslation('session')
  const format = useFormat()
  const now = useNow()
  const [startedAtMs, setStartedAtMs] = useState<number>()
  useEffect(() => setStartedAtMs((known) => known ?? now), [now])
  const waitedMs = startedAtMs === undefined ? 0 : now - startedAtMs
  return (
    <Gate>
      <p className={styles.form} role="status">
        {waitedMs < patienceMs ? t('connecting') : t('connectingLong', { age: format.age(waitedMs) })}
      </p>
    </Gate>
  )
}

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmSetting, DeviceId, ErrorCode } from '../../../domain/contract'
import { refusalCode, useClient, useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { useSettingWords } from './useSettingWords'
import styles from './AlarmSettings.module.css'

/** What was set of an alarm before: when, by whom, what and why. Nothing is said where nothing ever was. */
export function SettingHistory({ deviceId, definitionId }: { deviceId: DeviceId; definitionId: string }) {
  const { t } = useTranslation(['alarmSettings', 'error'])
  const client = useClient()
  const format = useFormat()
  const now = useNow()
  const words = useSettingWords()
  const [changes, setChanges] = useState<readonly AlarmSetting[]>()
  const [failure, setFailure] = useState<ErrorCode>()
  useEffect(() => {
    let isGone = false
    client.call('alarmSetting.history', { deviceId, definitionId }).then(
      (read) => !isGone && setChanges(read.changes),
      (error: unknown) => !isGone && setFailure(refusalCode(error)),
    )
    return () => {
      isGone = true
    }
  }, [client, deviceId, definitionId])
  if (failure) return <p className={styles.refusal}>{t(`error:${failure}`)}</p>
  if (!changes || changes.length === 0) return undefined
  return (
    <section className={styles.history}>
      <h4 className={styles.meta}>{t('history')}</h4>
      <ol>
        {changes.map(({ saved, values, reason }) => (
          <li key={saved.atMs} className={styles.change}>
            <span className={styles.meta}>{format.moment(saved.atMs, now)}</span>
            <span>{saved.by.name ?? saved.by.id}</span>
            <b>{words(values)}</b>
            <span className={styles.meta}>{reason}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

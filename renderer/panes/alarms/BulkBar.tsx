import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { acknowledgeAlarms } from '../../alarms/acknowledge'
import { doToAlarms } from '../../alarms/deeds'
import { JudgeForm } from '../../alarms/forms/JudgeForm'
import { ShelveForm } from '../../alarms/forms/ShelveForm'
import { isUnacknowledged } from '../../alarms/rank'
import { newKey, useClient, useRight } from '../../feed'
import { Button } from '../../widgets'
import type { AlarmListState } from './useAlarmList'
import styles from './BulkBar.module.css'

/** What can be done to all that is ticked, each button with how many it will touch. */
export function BulkBar({ list }: { list: AlarmListState }) {
  const { t } = useTranslation(['alarmDeeds', 'alarms', 'common'])
  const client = useClient()
  const mayShelve = useRight('alarm.shelve')
  const [asked, setAsked] = useState<'shelve' | 'judge'>()
  const alarms = list.tickedAlarms
  const waiting = alarms.filter(isUnacknowledged)
  const close = () => setAsked(undefined)
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('bulk.label')}>
      <b className={styles.count}>{t('alarms:ticked', { count: alarms.length })}</b>
      <Button
        look="primary"
        size="small"
        disabled={waiting.length === 0}
        title={waiting.length === 0 ? t('bulk.noneWaiting') : undefined}
        onClick={() => {
          list.clearTicks()
          void acknowledgeAlarms(
            client,
            waiting.map(({ id }) => id),
            list.position,
          )
        }}
      >
        {t('bulk.acknowledge', { count: waiting.length })}
      </Button>
      <Button
        size="small"
        onClick={() => {
          list.clearTicks()
          void doToAlarms('alarm.take', list.tickedIds(), (ids) => client.call('alarm.take', { key: newKey(), ids }))
        }}
      >
        {t('take')}
      </Button>
      <Button
        size="small"
        disabled={!mayShelve}
        title={mayShelve ? undefined : t('common:state.needsRight')}
        onClick={() => setAsked('shelve')}
      >
        {t('shelve.short')}
      </Button>
      <Button size="small" onClick={() => setAsked('judge')}>
        {t('judge.short')}
      </Button>
      <span className={styles.spring} />
      <Button look="plain" size="small" keyCap="Esc" onClick={list.clearTicks}>
        {t('bulk.clear')}
      </Button>
      {asked === 'shelve' && <ShelveForm alarms={alarms} onDone={list.clearTicks} onClose={close} />}
      {asked === 'judge' && <JudgeForm alarms={alarms} onDone={list.clearTicks} onClose={close} />}
    </div>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmPriority, type Alarm, type ErrorCode } from '../../../domain/contract'
import { families } from '../../alarms/families'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useChosenDevice } from '../../alarms/settings/useChosenDevice'
import { refusalCode, reveal, seatNow, select, useClient, useNow, useSelection } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import {
  Button,
  Checkbox,
  DeviceName,
  Empty,
  Failed,
  Loading,
  Pane,
  PaneTitle,
  SelectField,
  Sign,
  VirtualList,
} from '../../widgets'
import { readAll, spans, type HistoryFilter, type Span } from './historyQuery'
import { historyRows, waitMs } from './historyRows'
import { saveHistory } from './saveHistory'
import { useHistory } from './useHistory'
import { useHistoryWords } from './useHistoryWords'
import styles from './AlarmHistoryPane.module.css'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.keys` forgets the keys of a constant
const spanNames = Object.keys(spans) as Span[]

/** Alarms of the past: sought by time, priority, system and device, read page by page, saved as a file. */
export function AlarmHistoryPane() {
  const { t } = useTranslation(['alarmHistory', 'common', 'error'])
  const words = useAlarmWords()
  const client = useClient()
  const format = useFormat()
  const chosen = useChosenDevice()
  const [filter, setFilter] = useState<Omit<HistoryFilter, 'deviceId'>>({ span: 'day', priority: '', system: '' })
  const [isOfDevice, setOfDevice] = useState(false)
  const asked: HistoryFilter = { ...filter, deviceId: isOfDevice ? chosen : undefined }
  const { alarms, nextBeforeMs, status, failure, readAgain, readMore } = useHistory(asked)
  const exportWords = useHistoryWords()
  const [saving, setSaving] = useState<'csv' | 'xlsx'>()
  const [refusal, setRefusal] = useState<ErrorCode>()
  const save = async (kind: 'csv' | 'xlsx') => {
    setSaving(kind)
    setRefusal(undefined)
    try {
      const now = seatNow()
      const rows = historyRows(await readAll(client, asked, now), exportWords)
      const stamp = format
        .dateTime(now)
        .slice(0, 16)
        .replaceAll(/[^0-9]/g, '-')
      await saveHistory(`alarms-${stamp}`, kind, rows)
    } catch (error) {
      setRefusal(refusalCode(error))
    } finally {
      setSaving(undefined)
    }
  }
  const header = (
    <PaneTitle
      title={t('common:pane.alarmHistory')}
      meta={
        status === 'ready' ? t(nextBeforeMs === undefined ? 'count' : 'countMore', { count: alarms.length }) : undefined
      }
    >
      {refusal && <span className={styles.refusal}>{t(`error:${refusal}`)}</span>}
      {(['csv', 'xlsx'] as const).map((kind) => (
        <Button
          key={kind}
          size="small"
          isPending={saving === kind}
          disabled={saving !== undefined || alarms.length === 0}
          onClick={() => void save(kind)}
        >
          {t(`save.${kind}`)}
        </Button>
      ))}
    </PaneTitle>
  )
  return (
    <Pane header={header}>
      <div className={styles.pane}>
        <div className={styles.filters}>
          <SelectField
            label={t('span.label')}
            value={filter.span}
            options={spanNames.map((id) => [id, t(`span.${id}`)])}
            onChange={(value) => setFilter({ ...filter, span: spanNames.find((each) => each === value) ?? 'day' })}
          />
          <SelectField
            label={t('priority')}
            value={filter.priority}
            none={['', t('any')]}
            options={AlarmPriority.options.map((id) => [id, t(`common:priority.${id}`)])}
            onChange={(value) =>
              setFilter({ ...filter, priority: AlarmPriority.options.find((each) => each === value) ?? '' })
            }
          />
          <SelectField
            label={t('system')}
            value={filter.system}
            none={['', t('any')]}
            options={families.map((id) => [id, t(`common:system.${id}`)])}
            onChange={(system) => setFilter({ ...filter, system })}
          />
          <Checkbox isChecked={isOfDevice} isDisabled={chosen === undefined && !isOfDevice} onChange={setOfDevice}>
            {chosen === undefined ? t('ofDevice') : t('ofThisDevice', { device: words.device(chosen) })}
          </Checkbox>
        </div>
        {alarms.length === 0 && status === 'loading' && <Loading onRetry={readAgain} />}
        {alarms.length === 0 && failure && status === 'failed' && (
          <Failed code={failure.code} sinceMs={failure.sinceMs} onRetry={readAgain} />
        )}
        {alarms.length === 0 && status === 'ready' && <Empty>{t('empty')}</Empty>}
        {alarms.length > 0 && (
          <Rows
            alarms={alarms}
            hasMore={nextBeforeMs !== undefined}
            isLoading={status === 'loading'}
            onMore={readMore}
          />
        )}
      </div>
    </Pane>
  )
}

function Rows({
  alarms,
  hasMore,
  isLoading,
  onMore,
}: {
  alarms: readonly Alarm[]
  hasMore: boolean
  isLoading: boolean
  onMore(): void
}) {
  const { t } = useTranslation('alarmHistory')
  const { alarmId } = useSelection()
  const at = alarms.findIndex(({ id }) => id === alarmId)
  return (
    <>
      <div className={`${styles.row} ${styles.headings}`}>
        <span />
        {(['raised', 'device', 'place', 'value', 'state', 'person'] as const).map((column) => (
          <span key={column} className={column === 'value' ? styles.figure : undefined}>
            {t(`column.${column}`)}
          </span>
        ))}
        <span className={styles.figure}>{t('wait')}</span>
        <span className={styles.figure}>{t('lasted')}</span>
      </div>
      <div className={styles.rows}>
        <VirtualList
          label={t('title')}
          count={alarms.length}
          activeIndex={at === -1 ? undefined : at}
          activeId={at === -1 ? undefined : 'alarm-past-chosen'}
          rowKey={(row) => alarms[row]?.id ?? ''}
          onRowClick={(row) => {
            const alarm = alarms[row]
            if (!alarm) return
            select({ deviceId: alarm.deviceId, alarmId: alarm.id })
            reveal('device')
          }}
          renderRow={(row) => {
            const alarm = alarms[row]
            return alarm && <PastRow alarm={alarm} />
          }}
        />
      </div>
      {hasMore && (
        <div className={styles.more}>
          <Button size="small" isPending={isLoading} disabled={isLoading} onClick={onMore}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}

function PastRow({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('common')
  const { t: tHistory } = useTranslation('alarmHistory')
  const words = useAlarmWords()
  const format = useFormat()
  const now = useNow()
  const wait = waitMs(alarm)
  const { acknowledged, returnedAtMs, raisedAtMs, judged } = alarm
  return (
    <div className={styles.row}>
      <span role="gridcell">
        <Sign priority={alarm.priority} state={alarm.state} size={18} />
      </span>
      <span role="gridcell" title={format.dateTime(raisedAtMs)}>
        {format.moment(raisedAtMs, now)}
      </span>
      <span role="gridcell" className={styles.what}>
        <DeviceName name={words.device(alarm.deviceId)} detail={words.alarm(alarm)} />
      </span>
      <span role="gridcell">{words.place(alarm.deviceId)}</span>
      <span role="gridcell" className={styles.figure}>
        {words.value(alarm)}
      </span>
      <span role="gridcell">{judged ? t(`alarmVerdict.${judged.verdict}`) : t(`alarmState.${alarm.state}`)}</span>
      <span role="gridcell">{acknowledged ? (acknowledged.by.name ?? acknowledged.by.id) : unknown}</span>
      <span role="gridcell" className={styles.figure}>
        {wait === undefined ? unknown : format.duration(wait)}
      </span>
      <span
        role="gridcell"
        className={`${styles.figure} ${returnedAtMs === undefined ? styles.standing : ''}`}
        title={returnedAtMs === undefined ? tHistory('standing') : undefined}
      >
        {format.duration((returnedAtMs ?? now) - raisedAtMs)}
      </span>
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { acknowledgeAlarms, useAcknowledgeRefusal } from '../../alarms/acknowledge'
import { floodLimit } from '../../alarms/flood'
import { useClient, useCollection, useNow, useRight, useSelection } from '../../feed'
import { useFormat } from '../../i18n'
import { useScope } from '../../seat/useScope'
import { Button, Empty, Pane, PaneTitle } from '../../widgets'
import { AlarmDetail } from './detail/AlarmDetail'
import { AlarmList } from './AlarmList'
import { FilterColumn } from './FilterColumn'
import { FloodMeter } from './FloodMeter'
import type { Grouping } from './groupAlarms'
import { useAlarmList } from './useAlarmList'
import { useArrivals } from './useArrivals'
import styles from './AlarmsPane.module.css'

const groupings: readonly Grouping[] = ['cause', 'system', 'plot', 'none']

/** All alarms that are not over: filter, list, and the chosen one in full. */
export function AlarmsPane() {
  const { t } = useTranslation(['alarms', 'common', 'error', 'seat'])
  const client = useClient()
  const format = useFormat()
  const now = useNow()
  const arrivals = useArrivals()
  const isFlood = arrivals.size > floodLimit
  const list = useAlarmList(isFlood)
  const mayAcknowledge = useRight('alarm.acknowledge')
  const refusal = useAcknowledgeRefusal()
  const { isLimited } = useScope()
  const { alarmId } = useSelection()
  const selected = useCollection('alarm.changed').items.get(alarmId ?? '')
  const ticked = list.tickedAlarms.length

  const header = (
    <PaneTitle title={t('title')} meta={t('count', { count: list.shownCount, unacknowledged: list.unacknowledged })}>
      {refusal && <span className={styles.refusal}>{t(`error:${refusal}`)}</span>}
      <FloodMeter arrivals={arrivals} />
      <label className={styles.grouping}>
        {t('grouping.label')}
        <select
          className={styles.select}
          value={list.grouping}
          disabled={isFlood}
          title={isFlood ? t('grouping.flood') : undefined}
          onChange={(event) => list.setGrouping(groupings.find((each) => each === event.target.value) ?? 'cause')}
        >
          {groupings.map((each) => (
            <option key={each} value={each}>
              {t(`grouping.${each}`)}
            </option>
          ))}
        </select>
      </label>
      {mayAcknowledge && (
        <>
          <span className={styles.ticked}>{t('ticked', { count: ticked })}</span>
          <Button
            look="primary"
            size="small"
            disabled={ticked === 0}
            title={ticked === 0 ? t('tickFirst') : undefined}
            onClick={() => {
              list.clearTicks()
              void acknowledgeAlarms(
                client,
                list.tickedAlarms.map(({ id }) => id),
                list.position,
              )
            }}
          >
            {t('acknowledgeTicked')}
          </Button>
        </>
      )}
    </PaneTitle>
  )
  const footer = (
    <>
      <span>{t('keys.space')}</span>
      <span>{t('keys.enter')}</span>
      <span>{t('keys.acknowledge')}</span>
      <span>{t('keys.all')}</span>
      <span className={styles.spring} />
      {isLimited && <span>{t('seat:scope.note')}</span>}
      <span>{t('live', { time: format.clock(now) })}</span>
    </>
  )
  return (
    <div className={styles.pane}>
      <div className={styles.columns}>
        <div className={styles.filter}>
          <FilterColumn list={list} />
        </div>
        <Pane className={styles.middle} header={header} footer={footer}>
          <AlarmList list={list} />
        </Pane>
        <div className={styles.detail}>
          {selected ? (
            <AlarmDetail key={selected.id} alarm={selected} position={list.position} />
          ) : (
            <Empty>{t('chooseOne')}</Empty>
          )}
        </div>
      </div>
    </div>
  )
}

import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAcknowledgeRefusal } from '../../alarms/acknowledge'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useFlood } from '../../alarms/useFlood'
import { useCollection, useNow, useRight, useSelection } from '../../feed'
import { useFormat } from '../../i18n'
import { useScope } from '../../seat/useScope'
import { useSetting } from '../../settings/useSetting'
import { Empty, Pane, PaneTitle, SelectField } from '../../widgets'
import { AlarmDetail } from './detail/AlarmDetail'
import { AlarmList } from './AlarmList'
import { AlarmTotals } from './AlarmTotals'
import { asideLines } from './aside'
import { AsideList } from './AsideList'
import { BulkBar } from './BulkBar'
import { ColumnMenu } from './ColumnMenu'
import { AlarmColumnsSetting, defaultColumns, type ChosenColumn } from './columns'
import { FilterColumn } from './FilterColumn'
import { FloodLine } from './FloodLine'
import { FloodMeter } from './FloodMeter'
import type { Grouping } from './groups'
import { OutcomeBar } from './OutcomeBar'
import { useAlarmList } from './useAlarmList'
import styles from './AlarmsPane.module.css'

const groupings: readonly Grouping[] = ['cause', 'system', 'plot', 'none']
type Tab = 'listed' | 'aside'

/** All alarms that are not over: filter, list, and the chosen one in full; what is put aside in a list of its own. */
export function AlarmsPane() {
  const { t } = useTranslation(['alarms', 'common', 'error', 'seat'])
  const format = useFormat()
  const now = useNow()
  const words = useAlarmWords()
  const { arrivals, isFlood } = useFlood()
  const list = useAlarmList(isFlood)
  const { items } = useCollection('alarm.changed')
  const outOfService = useCollection('outOfService.changed').items
  const [tab, setTab] = useState<Tab>('listed')
  const columns = useSetting('alarms.columns', AlarmColumnsSetting, defaultColumns)
  const mayTick = useRight('alarm.acknowledge')
  const refusal = useAcknowledgeRefusal()
  const { isLimited } = useScope()
  const { alarmId } = useSelection()
  const selected = items.get(alarmId ?? '')
  const asideCount = useMemo(() => asideLines(items.values(), outOfService.values()).length, [items, outOfService])
  const setColumns = (chosen: readonly ChosenColumn[] | undefined) =>
    columns.save(chosen && { version: 1, columns: [...chosen] })

  const header = (
    <PaneTitle title={t('title')} meta={<AlarmTotals list={list} />}>
      {refusal && <span className={styles.refusal}>{t(`error:${refusal}`)}</span>}
      <FloodMeter arrivals={arrivals} isFlood={isFlood} />
      {tab === 'listed' && (
        <SelectField
          label={t('grouping.label')}
          isBeside
          size="small"
          value={list.grouping}
          options={groupings.map((each) => [each, t(`grouping.${each}`)])}
          isDisabled={isFlood}
          title={isFlood ? t('grouping.flood') : undefined}
          onChange={list.setGrouping}
        />
      )}
      <div className={styles.tabs} role="tablist">
        {(['listed', 'aside'] as const).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={tab === each}
            onClick={() => setTab(each)}
          >
            {t(`tab.${each}`)}
            {each === 'aside' && asideCount > 0 && <b className={styles.asideCount}>{asideCount}</b>}
          </button>
        ))}
      </div>
      <ColumnMenu columns={columns.value.columns} onChange={setColumns} />
    </PaneTitle>
  )
  // In the footer, not above the list: rows must not move when the first of them is ticked.
  const footer =
    mayTick && tab === 'listed' && list.tickedAlarms.length > 0 ? (
      <BulkBar list={list} />
    ) : (
      <>
        <span>{t('keys.space')}</span>
        <span>{t('keys.stretch')}</span>
        <span>{t('keys.enter')}</span>
        <span>{t('keys.acknowledge')}</span>
        <span>{t('keys.all')}</span>
        <span className={styles.spring} />
        {isLimited && <span>{t('seat:scope.note')}</span>}
        <span>{list.hold.isHeld ? t('held') : t('live', { time: format.clock(now) })}</span>
      </>
    )
  return (
    <div className={styles.pane}>
      <div className={styles.columns}>
        <div className={styles.filter}>
          <FilterColumn list={list} />
        </div>
        <Pane className={styles.middle} header={header} footer={footer}>
          {tab === 'aside' ? (
            <AsideList />
          ) : (
            <div className={styles.body}>
              {list.isFlood && <FloodLine list={list} />}
              <div className={styles.list}>
                <AlarmList list={list} columns={columns.value.columns} onColumns={setColumns} />
              </div>
              <OutcomeBar items={items} words={words} />
            </div>
          )}
        </Pane>
        <div className={styles.detail}>
          {selected ? <AlarmDetail key={selected.id} alarm={selected} /> : <Empty>{t('chooseOne')}</Empty>}
        </div>
      </div>
    </div>
  )
}

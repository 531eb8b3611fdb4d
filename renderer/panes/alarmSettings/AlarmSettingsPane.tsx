import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmSetting } from '../../../domain/contract'
import { AlarmSettings } from '../../alarms/settings/AlarmSettings'
import { useChosenDevice } from '../../alarms/settings/useChosenDevice'
import { useSettingWords } from '../../alarms/settings/useSettingWords'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { endedCodeOf, select, useCollection, useNow, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { DeviceName, Empty, Failed, Loading, Pane, PaneTitle, Sign, VirtualList } from '../../widgets'
import styles from './AlarmSettingsPane.module.css'

/** Every alarm that a device has otherwise than its type says, the latest change first; beside it all alarms of the chosen device. */
export function AlarmSettingsPane() {
  const { t } = useTranslation(['alarmSettings', 'common'])
  const words = useAlarmWords()
  const feed = useCollection('alarmSetting.changed')
  const { items, status } = feed
  const deviceId = useChosenDevice()
  const settings = useMemo(() => [...items.values()].sort((a, b) => b.saved.atMs - a.saved.atMs), [items])
  const at = settings.findIndex((each) => each.deviceId === deviceId)
  return (
    <div className={styles.columns}>
      <Pane
        className={styles.list}
        header={<PaneTitle title={t('common:pane.alarmSettings')} meta={t('count', { count: settings.length })} />}
        footer={<span>{t('foot')}</span>}
      >
        {status === 'loading' && <Loading />}
        {status === 'ended' && <Failed code={endedCodeOf(feed)} />}
        {status === 'live' && settings.length === 0 && <Empty>{t('empty')}</Empty>}
        {settings.length > 0 && (
          <div className={styles.table}>
            <div className={`${styles.row} ${styles.headings}`}>
              <span>{t('column.what')}</span>
              <span>{t('column.own')}</span>
              <span>{t('column.by')}</span>
              <span>{t('column.reason')}</span>
            </div>
            <div className={styles.rows}>
              <VirtualList
                label={t('common:pane.alarmSettings')}
                count={settings.length}
                activeIndex={at === -1 ? undefined : at}
                activeId={at === -1 ? undefined : 'alarm-setting-chosen'}
                rowKey={(row) => settings[row]?.id ?? ''}
                onRowClick={(row) => {
                  const chosen = settings[row]
                  if (chosen) select({ deviceId: chosen.deviceId })
                }}
                renderRow={(row) => {
                  const setting = settings[row]
                  return setting && <SettingRow setting={setting} />
                }}
              />
            </div>
          </div>
        )}
      </Pane>
      <Pane
        className={styles.device}
        header={
          <PaneTitle
            title={deviceId === undefined ? t('device') : words.device(deviceId)}
            meta={deviceId && words.place(deviceId)}
          />
        }
      >
        {deviceId === undefined ? (
          <Empty>{t('choose')}</Empty>
        ) : (
          <div className={styles.scroll}>
            <AlarmSettings key={deviceId} deviceId={deviceId} />
          </div>
        )}
      </Pane>
    </div>
  )
}

function SettingRow({ setting }: { setting: AlarmSetting }) {
  const words = useAlarmWords()
  const settingWords = useSettingWords()
  const registry = useRegistry()
  const format = useFormat()
  const now = useNow()
  const { deviceId, definitionId, values, saved, reason } = setting
  const definition = registry.alarmDefinition({ deviceId, definitionId })
  const condition = definition?.condition
  const property =
    condition && 'property' in condition ? registry.property(deviceId, condition.property)?.property : undefined
  return (
    <div className={styles.row}>
      <span role="gridcell" className={styles.what}>
        {definition && (
          <Sign priority={values.priority ?? definition.priority} size={18} isOutline={values.isEnabled === false} />
        )}
        <DeviceName name={words.device(deviceId)} detail={definition ? format.text(definition.name) : definitionId} />
      </span>
      <span role="gridcell" className={styles.own}>
        {settingWords(values, property?.unit)}
      </span>
      <span role="gridcell">
        {saved.by.name ?? saved.by.id} <span className={styles.meta}>{format.moment(saved.atMs, now)}</span>
      </span>
      <span role="gridcell" className={styles.meta} title={reason}>
        {reason}
      </span>
    </div>
  )
}

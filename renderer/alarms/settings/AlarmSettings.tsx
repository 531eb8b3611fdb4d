import { useState } from 'react'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceType } from '../../../domain/contract'
import { alarmClassOf } from '../../../domain/alarm/alarmClass'
import { useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { useConditionWords } from '../../panes/deviceTypes/useConditionWords'
import { Empty, Sign } from '../../widgets'
import { SettingForm } from './SettingForm'
import { type DeviceAlarm, useAlarmSettings } from './useAlarmSettings'
import { useSettingWords } from './useSettingWords'
import styles from './AlarmSettings.module.css'

/** Every alarm that a device can raise, as it holds on this device: condition, delays, class, and what the device has of its own. Whoever may opens one to change it. */
export function AlarmSettings({ deviceId }: { deviceId: DeviceId }) {
  const { t } = useTranslation('alarmSettings')
  const known = useAlarmSettings(deviceId)
  const [open, setOpen] = useState<string>()
  if (!known || known.alarms.length === 0) return <Empty>{t('noAlarms')}</Empty>
  return (
    <ul className={styles.alarms} aria-label={t('title')}>
      {known.alarms.map((alarm) => (
        <Line
          key={alarm.byType.id}
          {...{ deviceId, alarm }}
          type={known.type}
          isOpen={open === alarm.byType.id}
          onToggle={() => setOpen(open === alarm.byType.id ? undefined : alarm.byType.id)}
        />
      ))}
    </ul>
  )
}

interface LineProps {
  deviceId: DeviceId
  type: DeviceType
  alarm: DeviceAlarm
  isOpen: boolean
  onToggle(): void
}

function Line({ deviceId, type, alarm, isOpen, onToggle }: LineProps) {
  const { t } = useTranslation(['alarmSettings', 'common', 'alarmDeeds'])
  const format = useFormat()
  const condition = useConditionWords(type)
  const words = useSettingWords()
  const mayConfigure = useRight('alarm.configure')
  const { now, isEnabled, setting } = alarm
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const traits = [
    // Of life safety it stands beside the name.
    !now.isLifeSafety && t(`class.${alarmClassOf(now)}`),
    now.onDelayMs > 0 && t('onDelay', { seconds: now.onDelayMs / 1_000 }),
    now.offDelayMs > 0 && t('offDelay', { seconds: now.offDelayMs / 1_000 }),
    now.isLatching === true && t('latching'),
    now.reAlarmMs !== undefined && t('reAlarm', { duration: format.duration(now.reAlarmMs) }),
    now.suppressedWhen &&
      t('suppressedWhen', { reasons: now.suppressedWhen.map(({ reason }) => format.text(reason)).join(' / ') }),
  ].filter((trait) => typeof trait === 'string')
  return (
    <li className={styles.alarm}>
      <button
        type="button"
        className={styles.head}
        disabled={!mayConfigure}
        title={mayConfigure ? undefined : t('common:state.needsRight')}
        aria-expanded={isOpen}
        onClick={onToggle}
      >
        <Sign priority={now.priority} size={18} isOutline={!isEnabled} />
        <span className={isEnabled ? styles.name : styles.nameOff}>
          {format.text(now.name)}
          {now.isLifeSafety && <b className={styles.lifeSafety}>{t('alarmDeeds:lifeSafety')}</b>}
        </span>
        <span className={styles.condition}>{condition(now.condition)}</span>
        <span className={styles.traits}>{traits.join(' · ')}</span>
        {setting && <b className={styles.own}>{words(setting.values)}</b>}
        <Chevron size={14} aria-hidden className={styles.chevron} />
      </button>
      {isOpen && mayConfigure && <SettingForm {...{ deviceId, type, alarm }} onClose={onToggle} />}
    </li>
  )
}

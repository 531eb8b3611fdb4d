import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { useRegistry } from '../feed'
import { useFormat } from '../i18n'
import { describeAlarm, describeDevice, describePlace, describeValue } from './describe'

/** Descriptions of alarms in the language on screen. */
export function useAlarmWords() {
  const registry = useRegistry()
  const { text, unit } = useFormat()
  const { t } = useTranslation(['common', 'alarms'])
  return useMemo(() => {
    const words = {
      text,
      unit,
      outdoors: t('outdoors'),
      floor: (floor: number) => (floor > 0 ? t('floor', { floor }) : t('basement', { floor: -floor })),
      times: (count: number) => t('alarms:times', { count }),
    }
    return {
      place: (deviceId: string) => describePlace(deviceId, registry, words),
      device: (deviceId: string) => describeDevice(deviceId, registry, text),
      alarm: (alarm: Alarm) => describeAlarm(alarm, registry, text),
      value: (alarm: Alarm) => describeValue(alarm, registry, words),
    }
  }, [registry, text, unit, t])
}

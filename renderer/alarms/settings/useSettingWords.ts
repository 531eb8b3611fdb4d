import { useTranslation } from 'react-i18next'
import type { AlarmSettingValues } from '../../../domain/contract'
import { useFormat } from '../../i18n'

/** What a device has of its own in one line: `限值 65 · 延时 5 s`. */
export function useSettingWords(): (values: AlarmSettingValues, unit?: string) => string {
  const { t } = useTranslation(['alarmSettings', 'common'])
  const format = useFormat()
  return ({ isEnabled, priority, limit, deadband, onDelayMs, offDelayMs }, unit = '') => {
    const number = (value: number) => [format.number(value, decimalsIn(value)), unit].filter(Boolean).join(' ')
    const seconds = (ms: number) => `${format.number(ms / 1_000, decimalsIn(ms / 1_000))} s`
    const parts = [
      isEnabled === false && t('off'),
      priority && `${t('field.priority')} ${t(`common:priority.${priority}`)}`,
      limit !== undefined && `${t('field.limit')} ${number(limit)}`,
      deadband !== undefined && `${t('field.deadband')} ${number(deadband)}`,
      onDelayMs !== undefined && `${t('field.onDelayS')} ${seconds(onDelayMs)}`,
      offDelayMs !== undefined && `${t('field.offDelayS')} ${seconds(offDelayMs)}`,
    ].filter((part) => typeof part === 'string')
    return parts.length > 0 ? parts.join(' · ') : t('asType')
  }
}

const decimalsIn = (value: number): number => Math.min(3, String(value).split('.')[1]?.length ?? 0)

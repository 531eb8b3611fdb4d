import { useTranslation } from 'react-i18next'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useFormat } from '../../i18n'
import type { HistoryWords } from './historyRows'

/** The words of the screen, for the file. */
export function useHistoryWords(): HistoryWords {
  const { t } = useTranslation(['alarmHistory', 'common'])
  const words = useAlarmWords()
  const format = useFormat()
  return {
    ...words,
    heading: (column) => t(`column.${column}`),
    time: format.dateTime,
    priority: ({ priority }) => t(`common:priority.${priority}`),
    state: ({ state }) => t(`common:alarmState.${state}`),
    verdict: ({ judged }) => (judged ? t(`common:alarmVerdict.${judged.verdict}`) : ''),
  }
}

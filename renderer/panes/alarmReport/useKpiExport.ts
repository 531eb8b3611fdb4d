import { useTranslation } from 'react-i18next'
import type { AlarmKpis } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { kpiRows, toCsv } from './kpiCsv'

/** Saves the report as a CSV file, in the words of the screen. */
export function useKpiExport(): (kpis: AlarmKpis) => void {
  const { t } = useTranslation(['alarmReport', 'common'])
  const words = useAlarmWords()
  const registry = useRegistry()
  const format = useFormat()
  return (kpis) => {
    const rows = kpiRows(kpis, {
      figure: (name) => t(`figure.${name}`),
      priority: (priority) => t(`common:priority.${priority}`),
      section: (name) => t(`section.${name}`),
      place: (name) => t(`law.${name}`),
      heading: (name) => t(`heading.${name}`),
      device: (id) => `${words.device(id)} (${id})`,
      alarm: (of) => {
        const definition = registry.alarmDefinition(of)
        return definition ? format.text(definition.name) : of.definitionId
      },
      time: format.dateTime,
    })
    const url = URL.createObjectURL(new Blob([toCsv(rows)], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `alarm-report-${format
      .dateTime(kpis.toMs)
      .slice(0, 16)
      .replace(/[^0-9]/g, '-')}.csv`
    link.click()
    URL.revokeObjectURL(url)
  }
}

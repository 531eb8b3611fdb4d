import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { View } from '../../domain/contract'
import { PaneId } from '../../layouts'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { useCollection, useRegistry } from '../feed'
import { useFormat } from '../i18n'

/** A view in words: what it is, and where. */
export interface ViewWords {
  title: string
  detail: string
}

/** Names views in the language on screen; what is not known here (any more) is named by its id. */
export function useViewWords(): (view: View) => ViewWords {
  const { t } = useTranslation(['shows', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const words = useAlarmWords()
  const { items: alarms } = useCollection('alarm.changed')
  const { items: incidents } = useCollection('incident.changed')
  return useCallback(
    (view) => {
      switch (view.kind) {
        case 'alarm': {
          const alarm = alarms.get(view.alarmId)
          if (!alarm) return { title: t('view.alarm'), detail: view.alarmId }
          return {
            title: words.alarm(alarm),
            detail: `${words.place(alarm.deviceId)} · ${words.device(alarm.deviceId)}`,
          }
        }
        case 'incident': {
          const incident = incidents.get(view.incidentId)
          if (!incident) return { title: t('view.incident'), detail: view.incidentId }
          return { title: incident.number, detail: format.text(incident.title) }
        }
        case 'device':
          return { title: words.device(view.deviceId), detail: words.place(view.deviceId) }
        case 'place': {
          const building = registry.building(view.buildingId ?? '')
          return { title: t('view.place'), detail: format.text((building ?? registry.geometry).name) }
        }
        case 'pane': {
          const pane = PaneId.safeParse(view.pane)
          return { title: pane.success ? t(`common:pane.${pane.data}`) : view.pane, detail: '' }
        }
      }
    },
    [t, format, registry, words, alarms, incidents],
  )
}

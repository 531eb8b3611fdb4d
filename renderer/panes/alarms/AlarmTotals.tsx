import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reveal, useClient } from '../../feed'
import { TotalsBar } from '../../totals/TotalsBar'
import { choose, chosenOf, countOf } from './workStates'
import type { AlarmListState } from './useAlarmList'

const HOUR_MS = 3_600_000

/** 待处理, 处理中, 已办结: how many alarms are where. The first two are filters of the list; what is closed stands in the history. */
export function AlarmTotals({ list }: { list: AlarmListState }) {
  const { t } = useTranslation('alarms')
  const closed = useClosed()
  const { counts } = list.view
  const unit = t('totals.unit')
  const hours = (closed?.withinMs ?? 0) / HOUR_MS
  return (
    <TotalsBar
      label={t('totals.label')}
      chosen={chosenOf(list.filter)}
      onChoose={(id) => (id === 'closed' ? reveal('alarmHistory') : list.setFilter(choose(list.filter, id)))}
      totals={[
        {
          id: 'pending',
          words: t('totals.pending'),
          count: countOf(counts, 'pending'),
          unit,
          title: t('totals.pendingTitle'),
          isWarning: true,
        },
        {
          id: 'handling',
          words: t('totals.handling'),
          count: countOf(counts, 'handling'),
          unit,
          title: t('totals.handlingTitle'),
        },
        ...(closed
          ? [
              {
                id: 'closed' as const,
                words: t('totals.closed', { hours }),
                count: closed.count,
                unit,
                title: t('totals.closedTitle', { hours }),
              },
            ]
          : []),
      ]}
    />
  )
}

/** What the core counts; `undefined` until it has told. */
function useClosed(): { count: number; withinMs: number } | undefined {
  const client = useClient()
  const [closed, setClosed] = useState<{ count: number; withinMs: number }>()
  useEffect(() => client.on('alarm.closed', {}, setClosed), [client])
  return closed
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading, Pane, PaneTitle } from '../../widgets'
import { Figures } from './Figures'
import { Priorities } from './Priorities'
import { RateChart } from './RateChart'
import { ranges, type Range } from './ranges'
import { Sources } from './Sources'
import { useKpiExport } from './useKpiExport'
import { useKpis } from './useKpis'
import styles from './AlarmReportPane.module.css'

/** How the alarm system does: whether people can bear what it asks of them, and which devices make it hard. */
export function AlarmReportPane() {
  const { t } = useTranslation(['alarmReport', 'common', 'error'])
  const format = useFormat()
  const [range, setRange] = useState<Range>('shift')
  const { kpis, failure, readAgain } = useKpis(range)
  const save = useKpiExport()
  const header = (
    <PaneTitle
      title={t('common:pane.alarmReport')}
      meta={
        kpis &&
        t('span', { from: format.dateTime(kpis.fromMs).slice(0, 16), to: format.dateTime(kpis.toMs).slice(0, 16) })
      }
    >
      {failure && kpis && (
        <span className={styles.failure}>
          {t(`error:${failure.code}`)} · {t('common:state.since', { time: format.clock(failure.sinceMs) })}
        </span>
      )}
      <div className={styles.ranges} role="group" aria-label={t('range.label')}>
        {ranges.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.range}
            aria-pressed={each === range}
            onClick={() => setRange(each)}
          >
            {t(`range.${each}`)}
          </button>
        ))}
      </div>
      <Button size="small" disabled={!kpis} onClick={() => kpis && save(kpis)}>
        {t('export')}
      </Button>
    </PaneTitle>
  )
  return (
    <Pane header={header}>
      {kpis ? (
        kpis.annunciations === 0 && kpis.staleCount === 0 ? (
          <Empty>{t('empty')}</Empty>
        ) : (
          <div className={styles.report}>
            <Figures kpis={kpis} />
            <RateChart kpis={kpis} />
            <div className={styles.columns}>
              <Priorities kpis={kpis} />
              <Sources kpis={kpis} />
            </div>
          </div>
        )
      ) : failure ? (
        <Failed code={failure.code} sinceMs={failure.sinceMs} onRetry={readAgain} />
      ) : (
        <Loading key={range} onRetry={readAgain} />
      )}
    </Pane>
  )
}

import { useTranslation } from 'react-i18next'
import type { AlarmKpis } from '../../../domain/contract'
import { priorityOrder } from '../../alarms/rank'
import { unknown, useFormat } from '../../i18n'
import { Section, Sign } from '../../widgets'
import { priorityGoals } from './bands'
import styles from './AlarmReportPane.module.css'

/** How the alarms spread over priorities, against the goal, and how long they waited for a hand. */
export function Priorities({ kpis }: { kpis: AlarmKpis }) {
  const { t } = useTranslation(['alarmReport', 'common'])
  const format = useFormat()
  const duration = (ms: number | undefined) => (ms === undefined ? unknown : format.duration(ms))
  return (
    <Section title={t('section.priorities')} meta={t('prioritiesMeta')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('heading.priority')}</th>
            <th scope="col" className={styles.number}>
              {t('heading.count')}
            </th>
            <th scope="col" className={styles.number}>
              {t('heading.share')}
            </th>
            <th scope="col" className={styles.number}>
              {t('heading.goal')}
            </th>
            <th scope="col" className={styles.number}>
              {t('heading.p50')}
            </th>
            <th scope="col" className={styles.number}>
              {t('heading.p90')}
            </th>
            <th scope="col" className={styles.number}>
              {t('heading.open')}
            </th>
          </tr>
        </thead>
        <tbody>
          {priorityOrder.map((priority) => {
            const count = kpis.byPriority[priority]
            const goal = priorityGoals[priority]
            const { p50Ms, p90Ms, open } = kpis.timeToAcknowledge[priority]
            return (
              <tr key={priority}>
                <th scope="row" className={styles.priority}>
                  <Sign priority={priority} size={16} />
                  {t(`common:priority.${priority}`)}
                </th>
                <td className={styles.number}>{format.number(count)}</td>
                <td className={styles.number}>
                  {kpis.annunciations === 0 ? unknown : `${format.number((count / kpis.annunciations) * 100)} %`}
                </td>
                <td className={styles.faint}>{goal === undefined ? unknown : `${goal * 100} %`}</td>
                <td className={styles.number}>{duration(p50Ms)}</td>
                <td className={styles.number}>{duration(p90Ms)}</td>
                <td className={styles.number}>{open}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}

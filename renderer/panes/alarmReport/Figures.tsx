import { useTranslation } from 'react-i18next'
import type { AlarmKpis } from '../../../domain/contract'
import { unknown, useFormat } from '../../i18n'
import { chatteringBand, falseBand, floodBand, peakBand, rateBand, staleBand, topBand, type Band } from './bands'
import styles from './AlarmReportPane.module.css'

interface Figure {
  name: 'rate' | 'peak' | 'flood' | 'stale' | 'chattering' | 'top' | 'false'
  value: string
  band: Band | undefined
  note?: string | undefined
}

/** The figures with a goal: a number, its goal, and in words where it stands; only what is beyond its goal has a colour. */
export function Figures({ kpis }: { kpis: AlarmKpis }) {
  const { t } = useTranslation('alarmReport')
  const format = useFormat()
  const percent = (share: number | undefined) =>
    share === undefined ? unknown : `${format.number(share * 100, share < 0.1 ? 1 : 0)} %`
  const bandOf = (value: number | undefined, band: (value: number) => Band) =>
    value === undefined ? undefined : band(value)
  const judged = kpis.judged.real + kpis.judged.false + kpis.judged.test + kpis.judged.nuisance
  const peak = kpis.peak10Min
  const figures: Figure[] = [
    {
      name: 'rate',
      // Beside goals of one and two a tenth is too coarse: 1.04 is over its goal.
      value: format.number(kpis.per10MinPerOperator, kpis.per10MinPerOperator < 10 ? 2 : 1),
      band: rateBand(kpis.per10MinPerOperator),
      note: t('note.rate', { count: kpis.annunciations, operators: kpis.operators }),
    },
    {
      name: 'peak',
      value: format.number(peak?.count ?? 0),
      band: peakBand(peak?.count ?? 0, kpis.operators),
      note: peak && t('note.peak', { time: format.dateTime(peak.fromMs).slice(5, 16) }),
    },
    { name: 'flood', value: percent(kpis.floodShare), band: bandOf(kpis.floodShare, floodBand) },
    { name: 'stale', value: format.number(kpis.staleCount), band: staleBand(kpis.staleCount) },
    {
      name: 'chattering',
      value: format.number(kpis.chattering.length),
      band: chatteringBand(kpis.chattering.length),
    },
    { name: 'top', value: percent(kpis.mostFrequentShare), band: bandOf(kpis.mostFrequentShare, topBand) },
    {
      name: 'false',
      value: percent(kpis.falseShare),
      band: bandOf(kpis.falseShare, falseBand),
      note: t('note.judged', { count: judged }),
    },
  ]
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(({ name, value, band, note }) => (
          <div key={name} className={styles.figure}>
            <dt className={styles.label}>{t(`figure.${name}`)}</dt>
            <dd className={styles.value}>{value}</dd>
            <dd className={band === undefined || band === 'good' ? styles.good : styles[band]}>
              {band === undefined ? t('band.none') : t(`band.${band}`)}
            </dd>
            <dd className={styles.goal}>{t(`goal.${name}`)}</dd>
            {note !== undefined && <dd className={styles.goal}>{note}</dd>}
          </div>
        ))}
      </dl>
      <p className={styles.others}>
        {t('others', {
          shelved: kpis.shelved,
          suppressed: kpis.suppressed,
          outOfService: kpis.outOfService,
          escalated: kpis.escalated,
        })}
      </p>
      <p className={styles.others}>
        <b>{t('law.title')}</b> {t('law.sum', { ...kpis.law })}
      </p>
    </>
  )
}

import { useTranslation } from 'react-i18next'
import type { IndicatorValue } from '../../../domain/contract'
import type { Monitor } from '../../../domain/indicators/definitions'
import { priorityOrder } from '../../alarms/rank'
import type { MonitorAlarms } from '../../alarms/MonitorBook'
import { reveal } from '../../feed'
import { useScope } from '../../seat/useScope'
import { Sign, StateMark } from '../../widgets'
import { IndicatorRow } from './IndicatorRow'
import { MainFigure } from './MainFigure'
import { tileOf } from './tileRows'
import styles from './MonitorTile.module.css'

export interface MonitorTileProps {
  monitor: Monitor
  alarms: MonitorAlarms | undefined
  values: ReadonlyMap<string, IndicatorValue>
}

/** One monitor: its state in words, its main figure, and its other figures with those in alarm first. */
export function MonitorTile({ monitor, alarms, values }: MonitorTileProps) {
  const { t, i18n } = useTranslation(['wall', 'common', 'seat'])
  const { main, rows, abnormal, stale, bad, outside } = tileOf(monitor, values, useScope())
  const worst = alarms?.worst
  const otherLanguage = i18n.language === 'en' ? 'zh-CN' : 'en'
  const counts = priorityOrder.flatMap((priority) => {
    const count = alarms?.counts[priority].all ?? 0
    return count === 0 ? [] : [`${t(`common:priority.${priority}`)} ${count}`]
  })
  const summary = [
    t('abnormal', { count: abnormal }),
    stale > 0 && t('stale', { count: stale }),
    bad > 0 && t('bad', { count: bad }),
    outside > 0 && t('seat:scope.tile', { count: outside }),
  ].filter((part) => part !== false)
  return (
    <section
      className={[styles.tile, worst && styles.raised, worst && styles[worst]].filter(Boolean).join(' ')}
      aria-label={t(`monitor.${monitor}`)}
    >
      <header className={styles.head}>
        {worst ? <Sign priority={worst} size={20} /> : <StateMark state="online" size={16} />}
        <h2 className={styles.name}>{t(`monitor.${monitor}`)}</h2>
        <span className={styles.otherName}>{i18n.getFixedT(otherLanguage, 'common')(`monitor.${monitor}`)}</span>
        {counts.length === 0 ? (
          <span className={styles.normal}>{t('normal')}</span>
        ) : (
          <button type="button" className={styles.state} onClick={() => reveal('alarms')}>
            {counts.slice(0, 2).join(' · ')}
          </button>
        )}
      </header>
      {main && <MainFigure figure={main} isRaised={worst !== undefined} />}
      <ul className={styles.rows}>
        {rows.map((figure) => (
          <IndicatorRow key={figure.definition.id} figure={figure} />
        ))}
      </ul>
      <footer className={styles.foot}>
        {summary.join(' · ')} / {t('figures', { count: rows.length + 1 })}
      </footer>
    </section>
  )
}

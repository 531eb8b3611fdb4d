import { useTranslation } from 'react-i18next'
import type { AlarmListState } from './useAlarmList'
import styles from './FloodMeter.module.css'

/**
 * Shown in a flood: where every alarm is. What stands on screen, what a fold stands for, what the filter hides, what is put aside and what waits to be let in
 * make up all there are; nothing is lost from sight without a number.
 */
export function FloodLine({ list }: { list: AlarmListState }) {
  const { t } = useTranslation('alarms')
  const { view, index } = list
  const waiting = list.waiting.length
  // Rows that are over by now keep their place while a hand is at the list; alarms they are no more.
  const gone = index.shown + index.folded + waiting - view.listed
  return (
    <p className={styles.line} role="status">
      <b>{t('flood.title')}</b>
      <span className={styles.sum}>
        {t('flood.sum', {
          all: view.listed + view.filtered + view.aside,
          shown: index.shown - gone,
          folded: index.folded,
        })}
        {view.filtered > 0 && t('flood.filtered', { count: view.filtered })}
        {view.aside > 0 && t('flood.aside', { count: view.aside })}
        {waiting > 0 && t('flood.waiting', { count: waiting })}
      </span>
      <span>{t('flood.open')}</span>
    </p>
  )
}

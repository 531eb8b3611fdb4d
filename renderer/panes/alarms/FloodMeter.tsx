import { useTranslation } from 'react-i18next'
import { arrivalsByMinute, floodLimit, type Arrivals } from '../../alarms/flood'
import { useNow } from '../../feed'
import styles from './FloodMeter.module.css'

/** New alarms of the last ten minutes, minute by minute, against what one person can take (ISA-18.2). */
export function FloodMeter({ arrivals, isFlood }: { arrivals: Arrivals; isFlood: boolean }) {
  const { t } = useTranslation('alarms')
  const minutes = arrivalsByMinute(arrivals, useNow())
  const highest = Math.max(3, ...minutes)
  return (
    <span className={styles.meter} title={t('flood.tip', { limit: floodLimit })}>
      <span>{t('flood.label')}</span>
      <span className={isFlood ? styles.flood : styles.count}>
        <b>{arrivals.size}</b> / {floodLimit}
      </span>
      <span className={isFlood ? styles.barsFlood : styles.bars} aria-hidden>
        {minutes.map((count, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- the ten places are fixed; only their heights change
          <i key={at} style={{ height: `${count === 0 ? 0 : Math.max(12, (count / highest) * 100)}%` }} />
        ))}
      </span>
    </span>
  )
}

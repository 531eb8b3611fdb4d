import { useTranslation } from 'react-i18next'
import type { RuleDecision } from '../../../../domain/contract'
import { useFormat } from '../../../i18n'
import { timeTicks } from './timeTicks'
import styles from './Trials.module.css'

export interface PictureRow {
  id: 'fires' | 'held' | 'alarms' | 'fired'
  label: string
  count: number
  marks: readonly { atMs: number; decision?: RuleDecision }[]
}

/** Rows over one stretch of time: what the rule would have done above, what happened below. A mark of the rule opens its explanation. */
export function BackTestPicture({
  rows,
  fromMs,
  toMs,
  chosen,
  onChoose,
}: {
  rows: readonly PictureRow[]
  fromMs: number
  toMs: number
  chosen: string | undefined
  onChoose(decision: RuleDecision): void
}) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const share = (atMs: number) => `${(Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs))) * 100).toFixed(3)}%`
  return (
    <div className={styles.picture}>
      {rows.map(({ id, label, count, marks }) => (
        <div key={id} className={styles.pictureRow}>
          <span className={styles.pictureLabel}>{label}</span>
          <b className={styles.pictureCount}>{format.number(count)}</b>
          <div className={styles[`track-${id}`]}>
            {marks
              .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
              .map(({ atMs, decision }, at) =>
                decision ? (
                  <button
                    key={decision.id}
                    type="button"
                    className={styles.tick}
                    style={{ left: share(atMs) }}
                    aria-pressed={decision.id === chosen}
                    aria-label={t('backTest.explain', { time: format.dateTime(atMs) })}
                    title={format.dateTime(atMs)}
                    onClick={() => onChoose(decision)}
                  />
                ) : (
                  // oxlint-disable-next-line react/no-array-index-key -- two alarms may have come in the same millisecond
                  <i key={at} className={styles.tick} style={{ left: share(atMs) }} title={format.dateTime(atMs)} />
                ),
              )}
          </div>
        </div>
      ))}
      <div className={styles.pictureRow} aria-hidden>
        <span />
        <span />
        <div className={styles.axis}>
          {timeTicks(fromMs, toMs).map((atMs) => (
            <span key={atMs} style={{ left: share(atMs) }}>
              {toMs - fromMs > 2 * 86_400_000
                ? format.dateTime(atMs).slice(5, 10)
                : format.clock(atMs, { seconds: false })}
            </span>
          ))}
        </div>
      </div>
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { reveal, select, useRegistry, useSamples } from '../../feed'
import { Age, Checkbox, StateMark, VirtualList } from '../../widgets'
import type { Review } from './targetDraft'
import { useRefusalWords } from './useRefusalWords'
import styles from './CommandCentre.module.css'

/** Every device that would be asked, as it stands now; refused ones first, and struck out by themselves. */
export function ReviewList({
  review,
  without,
  onWithout,
}: {
  review: Review
  without: ReadonlySet<string>
  onWithout(next: ReadonlySet<string>): void
}) {
  const { t } = useTranslation('commands')
  const refused = review.rows.filter((row) => row.refusal)
  const rows = [...refused, ...review.rows.filter((row) => !row.refusal)]
  const going = review.rows.length - refused.length - without.size
  return (
    <>
      <p className={styles.sum}>
        <b>{t('going', { count: going })}</b>
        {refused.length > 0 && <span className={styles.bad}>{t('leftOut', { count: refused.length })}</span>}
        {without.size > 0 && <span>{t('struckOut', { count: without.size })}</span>}
        {review.without > 0 && <span className={styles.muted}>{t('unableOnes', { count: review.without })}</span>}
      </p>
      <div className={`${styles.reviewRow} ${styles.headings}`}>
        <span />
        <span />
        {(['device', 'place', 'state', 'verdict'] as const).map((column) => (
          <span key={column}>{t(`column.${column}`)}</span>
        ))}
      </div>
      <div className={styles.rows}>
        <VirtualList
          label={t('step.review')}
          count={rows.length}
          rowKey={(at) => rows[at]?.deviceId ?? ''}
          renderRow={(at) => {
            const row = rows[at]
            return (
              row && (
                <Row
                  row={row}
                  isStruckOut={without.has(row.deviceId)}
                  onStrikeOut={(isOut) => {
                    const next = new Set(without)
                    if (isOut) next.add(row.deviceId)
                    else next.delete(row.deviceId)
                    onWithout(next)
                  }}
                />
              )
            )
          }}
        />
      </div>
    </>
  )
}

function Row({
  row,
  isStruckOut,
  onStrikeOut,
}: {
  row: ReviewRow
  isStruckOut: boolean
  onStrikeOut(isOut: boolean): void
}) {
  const { t } = useTranslation(['commands', 'common', 'error'])
  const words = useAlarmWords()
  const { refusal: say, propertyName, valueText } = useRefusalWords()
  const { deviceId, refusal } = row
  const verdict =
    refusal &&
    (refusal.held
      ? say(refusal.held, deviceId)
      : refusal.code === 'linkDown'
        ? t('common:deviceState.offline')
        : t(`error:${refusal.code}`))
  const states = Object.entries(row.seen).map(
    ([property, value]) => `${propertyName(deviceId, property)} ${valueText(deviceId, property, value)}`,
  )
  return (
    <div className={`${styles.reviewRow} ${refusal || isStruckOut ? styles.out : ''}`}>
      <Checkbox
        isChecked={!refusal && !isStruckOut}
        isDisabled={refusal !== undefined}
        label={words.device(deviceId)}
        onChange={(isIn) => onStrikeOut(!isIn)}
      />
      <StateMark state={row.state} size={16} />
      <button
        type="button"
        className={styles.device}
        title={deviceId}
        onClick={() => {
          select({ deviceId }, { locate: true })
          reveal('device')
        }}
      >
        {words.device(deviceId)}
      </button>
      <span className={styles.muted}>{words.place(deviceId)}</span>
      <span title={states.join(' · ')}>
        {states.length === 0 ? (
          <span className={styles.muted}>{t('unheard')}</span>
        ) : (
          <>
            {states.join(' · ')} <OldestAge row={row} />
          </>
        )}
      </span>
      <span className={refusal ? styles.bad : styles.good} title={verdict}>
        {verdict ?? t('mayGo')}
      </span>
    </div>
  )
}

/** Readings a second: ages are counted by the clock of the page, only a newer value needs telling. */
const rateHz = 0.5

/** How old the oldest of the states is that the command is bound to. */
function OldestAge({ row }: { row: ReviewRow }) {
  const registry = useRegistry()
  const samples = useSamples([row.deviceId], rateHz)
  const times = Object.keys(row.seen).flatMap((id) => {
    const point = registry.property(row.deviceId, id)?.point
    const sample = point === undefined ? undefined : samples.get(point)
    return sample ? [sample.timeMs] : []
  })
  return times.length === 0 ? undefined : <Age atMs={Math.min(...times)} />
}

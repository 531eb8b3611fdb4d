import { useTranslation } from 'react-i18next'
import type { Candidate } from '../../../domain/contract'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { Checkbox } from '../../widgets'
import styles from './People.module.css'

/** Somebody who could be sent: post, state, way on foot, time, age of the position. */
export function CandidateRow({
  candidate,
  isChosen,
  onChoose,
  isDisabled,
}: {
  candidate: Candidate
  isChosen: boolean
  onChoose(isChosen: boolean): void
  isDisabled: boolean
}) {
  const { t } = useTranslation('dispatch')
  const format = useFormat()
  const person = useRegistry().people.get(candidate.personId)
  if (!person) return undefined
  const isFree = candidate.duty === 'free'
  return (
    <div className={isChosen ? `${styles.row} ${styles.chosen}` : styles.row}>
      <Checkbox isChecked={isChosen} isDisabled={isDisabled || !isFree} onChange={onChoose} className={styles.tick}>
        <span className={styles.name}>{format.text(person.name)}</span>
        <span className={styles.post}>
          {[...new Set([t(`post.${person.post}`), ...format.text(person.team).split(' · ')])].join(' · ')}
        </span>
      </Checkbox>
      <span className={isFree ? styles.state : styles.taken}>{t(`duty.${candidate.duty}`)}</span>
      <span className={styles.figure}>{format.number(candidate.distanceM)} m</span>
      <span className={styles.figure}>
        {t('people.minutes', { minutes: Math.max(1, Math.round(candidate.walkS / 60)) })}
      </span>
      <span className={styles.age}>{format.age(candidate.positionAgeMs)}</span>
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import type { ConflictSide } from '../../../domain/contract'
import { reveal, select, useCollection, useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { useSeatNames } from '../../seat/useSeatNames'
import { subjectTarget, type Target } from './subjectTarget'
import type { ConflictWords } from './useConflictWords'
import styles from './Conflicts.module.css'

/** What each of the seats did: where it was done, by whom, when, to what, and the way there. */
export function Sides({ sides, words }: { sides: readonly ConflictSide[]; words: ConflictWords }) {
  const { t } = useTranslation('conflicts')
  const format = useFormat()
  const now = useNow()
  const seatName = useSeatNames()
  const tasks = useCollection('task.changed').items
  const commands = useCollection('command.changed').items
  const messages = useCollection('message.changed').items
  const planRuns = useCollection('planRun.changed').items
  return (
    <ul className={styles.sides}>
      {sides.map((side) => (
        <li key={side.entryId + side.seatId} className={styles.side}>
          <span className={styles.seat}>{seatName(side.seatId)}</span>
          <span className={styles.when}>{format.moment(side.atMs, now)}</span>
          <span className={styles.who}>{side.by.name ?? side.by.id}</span>
          <Go target={subjectTarget(side.subject, { tasks, commands, messages, planRuns })} title={t('open')}>
            {words.subject(side)}
          </Go>
          <span className={styles.place}>{side.place && words.place(side.place)}</span>
        </li>
      ))}
    </ul>
  )
}

/** A name that leads to what it names; plain words where there is nowhere to go. */
export function Go({ target, title, children }: { target: Target | undefined; title: string; children: string }) {
  if (!target) return <span className={styles.what}>{children}</span>
  return (
    <button
      type="button"
      className={styles.go}
      title={`${title} · ${children}`}
      onClick={() => {
        select(target.selection, { locate: true })
        reveal(target.pane)
      }}
    >
      {children}
    </button>
  )
}

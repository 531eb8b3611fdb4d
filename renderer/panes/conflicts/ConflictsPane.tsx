import { useMemo } from 'react'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conflict } from '../../../domain/contract'
import { endedCodeOf, useCollection, useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { Empty, Failed, Loading, Pane, PaneTitle } from '../../widgets'
import { ConflictCard } from './ConflictCard'
import { rankConflicts } from './rankConflicts'
import { useConflictWords, type ConflictWords } from './useConflictWords'
import styles from './Conflicts.module.css'

/** Where seats that were apart decided differently: what a person must look at, and what was settled lately. */
export function ConflictsPane() {
  const { t } = useTranslation(['conflicts', 'common'])
  const feed = useCollection('conflict.changed')
  const { items, status } = feed
  const { open, settled } = useMemo(() => rankConflicts(items.values()), [items])
  const words = useConflictWords()
  return (
    <Pane
      header={
        <PaneTitle
          title={t('common:pane.conflicts')}
          meta={t('count', { open: open.length, settled: settled.length })}
        />
      }
      footer={<span>{t('foot')}</span>}
    >
      {status === 'loading' && <Loading />}
      {status === 'ended' && <Failed code={endedCodeOf(feed)} />}
      {status === 'live' && open.length === 0 && <Empty>{t('empty')}</Empty>}
      {open.map((conflict) => (
        <ConflictCard key={conflict.id} conflict={conflict} words={words} />
      ))}
      {settled.length > 0 && (
        <section aria-label={t('settledTitle')}>
          <h3 className={styles.settledTitle}>{t('settledTitle')}</h3>
          <ul>
            {settled.map((conflict) => (
              <Settled key={conflict.id} conflict={conflict} words={words} />
            ))}
          </ul>
        </section>
      )}
    </Pane>
  )
}

function Settled({ conflict, words }: { conflict: Conflict; words: ConflictWords }) {
  const format = useFormat()
  const now = useNow()
  const { settled } = conflict
  return (
    <li className={styles.settled}>
      <Check size={16} className={styles.check} aria-hidden />
      <span className={styles.settledWords}>{words.sentence(conflict)}</span>
      <span className={styles.decision}>{settled?.note}</span>
      <span className={styles.who}>{settled && (settled.by.name ?? settled.by.id)}</span>
      <span className={styles.when}>{settled && format.moment(settled.atMs, now)}</span>
    </li>
  )
}

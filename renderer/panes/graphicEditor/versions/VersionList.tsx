import { useTranslation } from 'react-i18next'
import type { GraphicChanges, GraphicVersion } from '../../../../domain/contract'
import { useNow } from '../../../feed'
import { useFormat } from '../../../i18n'
import { useSeatNames } from '../../../seat/useSeatNames'
import { useActorName } from '../useActorName'
import { asShipped } from './useVersions'
import styles from './Versions.module.css'

/** Every saving of a graphic, newest first: which, when, by whom and where, and what it changed. */
export function VersionList({
  versions,
  hasShipped,
  clashing,
  chosen,
  onChoose,
}: {
  versions: readonly GraphicVersion[]
  hasShipped: boolean
  /** Entries that seats wrote while they were apart, and that nobody has settled. */
  clashing: ReadonlySet<string>
  chosen: string | undefined
  onChoose(entryId: string): void
}) {
  const { t } = useTranslation('graphicEditor')
  return (
    <ol className={styles.list} aria-label={t('versions.title')}>
      {versions.map((version, at) => (
        <li key={version.entryId}>
          <Row
            version={version}
            isCurrent={at === 0}
            hasShipped={hasShipped}
            isClashing={clashing.has(version.entryId)}
            isChosen={version.entryId === chosen}
            onChoose={() => onChoose(version.entryId)}
          />
        </li>
      ))}
      {hasShipped && (
        <li>
          <button
            type="button"
            className={styles.row}
            aria-current={chosen === asShipped}
            onClick={() => onChoose(asShipped)}
          >
            <span className={styles.number}>{t('version.shipped')}</span>
            {versions.length === 0 && <span className={styles.tag}>{t('versions.current')}</span>}
          </button>
        </li>
      )}
    </ol>
  )
}

function Row({
  version: { version, saved, seatId, isRemoval, elements, changes },
  isCurrent,
  hasShipped,
  isClashing,
  isChosen,
  onChoose,
}: {
  version: GraphicVersion
  isCurrent: boolean
  /** What is removed goes back to what the product brings. */
  hasShipped: boolean
  isClashing: boolean
  isChosen: boolean
  onChoose(): void
}) {
  const { t } = useTranslation('graphicEditor')
  const format = useFormat()
  const now = useNow()
  const nameOfActor = useActorName()
  const nameOfSeat = useSeatNames()
  const told = useChangeWords()(changes)
  return (
    <button type="button" className={styles.row} aria-current={isChosen} disabled={isRemoval} onClick={onChoose}>
      <span className={styles.number}>
        {isRemoval ? t(hasShipped ? 'list.backToShipped' : 'versions.removed') : t('versions.number', { version })}
      </span>
      {isCurrent && <span className={styles.tag}>{t('versions.current')}</span>}
      {isClashing && <span className={styles.clash}>{t('versions.apart')}</span>}
      <span className={styles.when} title={format.dateTime(saved.atMs)}>
        {format.moment(saved.atMs, now)}
      </span>
      <span className={styles.who}>
        {nameOfActor(saved.by)} · {nameOfSeat(seatId)}
      </span>
      {!isRemoval && (
        <span className={styles.changes}>
          {t('versions.elements', { count: elements })}
          {told !== '' && ` · ${told}`}
        </span>
      )}
    </button>
  )
}

/** What changed, in words; nothing where nothing did. */
function useChangeWords(): (changes: GraphicChanges) => string {
  const { t } = useTranslation('graphicEditor')
  return ({ added, removed, moved, changed, isReordered, isSheetChanged }) =>
    [
      added > 0 && t('versions.change.added', { count: added }),
      removed > 0 && t('versions.change.removed', { count: removed }),
      changed > 0 && t('versions.change.changed', { count: changed }),
      moved > 0 && t('versions.change.moved', { count: moved }),
      isReordered && t('versions.change.order'),
      isSheetChanged && t('versions.change.sheet'),
    ]
      .filter(Boolean)
      .join(' · ')
}

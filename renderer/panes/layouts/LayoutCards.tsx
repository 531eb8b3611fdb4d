import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { KnownLayout } from '../../../layouts'
import { useDesk } from '../../desk/useDesk'
import { useFormat } from '../../i18n'
import { KeyCap } from '../../widgets'
import styles from './LayoutCards.module.css'

/** Layouts that Ctrl+1 … Ctrl+9 name. */
const mostKeys = 9

interface Props {
  known: readonly KnownLayout[]
  chosenId: string | undefined
  onChoose(known: KnownLayout): void
}

/** All layouts as small desks: those of this desk first, in the order of their keys. */
export function LayoutCards({ known, chosenId, onChoose }: Props) {
  const { t } = useTranslation('layouts')
  const choices = useDesk()?.choices.map(({ id }) => id) ?? []
  const rank = ({ layout }: KnownLayout) => {
    const at = choices.indexOf(layout.id)
    return at < 0 ? choices.length : at
  }
  return (
    <ul className={styles.cards} aria-label={t('cards')}>
      {known
        .toSorted((a, b) => rank(a) - rank(b))
        .map((each) => (
          <li key={each.layout.id}>
            <Card
              known={each}
              keyNumber={choices.indexOf(each.layout.id) + 1}
              isChosen={each.layout.id === chosenId}
              onChoose={() => onChoose(each)}
            />
          </li>
        ))}
    </ul>
  )
}

interface CardProps {
  known: KnownLayout
  /** From 1; 0 for a layout that is not for this desk. */
  keyNumber: number
  isChosen: boolean
  onChoose(): void
}

function Card({ known: { layout, source }, keyNumber, isChosen, onChoose }: CardProps) {
  const { t } = useTranslation('layouts')
  const format = useFormat()
  const isShown = useDesk()?.layout.id === layout.id
  return (
    <button
      type="button"
      className={`${styles.card} ${isChosen ? styles.chosen : ''}`}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      <span className={styles.head}>
        <b className={styles.name}>{format.text(layout.name)}</b>
        {layout.isLocked && <Lock size={12} role="img" aria-label={t('lockedMark')} />}
        {keyNumber > 0 && keyNumber <= mostKeys && <KeyCap>{`Ctrl ${keyNumber}`}</KeyCap>}
      </span>
      <span className={styles.rows} aria-hidden>
        {layout.rows.map((count, row) => (
          <span key={row} className={styles.row}>
            {Array.from({ length: count }, (_, at) => (
              <i key={at} className={styles.screen} />
            ))}
          </span>
        ))}
      </span>
      <span className={styles.meta}>
        {[
          t(`post.${layout.post}`),
          layout.occasion === 'incident' && t('occasion.incident'),
          t(`source.${source}`),
          isShown && t('shownNow'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </button>
  )
}

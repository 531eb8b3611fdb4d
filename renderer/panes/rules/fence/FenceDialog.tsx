import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ring } from '../../../../domain/contract'
import { useFormat } from '../../../i18n'
import { Button, Dialog } from '../../../widgets'
import { areaM2, type Corners, cornersFromText, cornersOf, cornersToText, crossesItself, ringOf } from './corners'
import { FenceMap } from './FenceMap'
import styles from './Fence.module.css'

/** Draws the line of a fence, by clicks on the plan or by typed coordinates: one always says what the other does. */
export function FenceDialog({ ring, onDone, onClose }: { ring: Ring; onDone(ring: Ring): void; onClose(): void }) {
  const { t } = useTranslation(['rules', 'common'])
  const format = useFormat()
  const id = useId()
  const [corners, setCorners] = useState<Corners>(() => cornersOf(ring))
  /** What is typed, while it is being typed. */
  const [typed, setTyped] = useState<string>()
  const isBad = typed !== undefined && cornersFromText(typed) === 'bad'
  const made = ringOf(corners)
  const isCrossed = crossesItself(corners)
  const draw = (next: Corners) => {
    setTyped(undefined)
    setCorners(next)
  }
  const type = (text: string) => {
    setTyped(text)
    const read = cornersFromText(text)
    if (read !== 'bad') setCorners(read)
  }
  return (
    <Dialog label={t('fenceDraw.title')} onClose={onClose}>
      <div className={styles.dialog}>
        <h2 className={styles.title}>{t('fenceDraw.title')}</h2>
        <p className={styles.hint}>{t('fenceDraw.hint')}</p>
        <div className={styles.parts}>
          <FenceMap corners={corners} onChange={draw} />
          <div className={styles.typed}>
            <label htmlFor={id}>{t('fenceDraw.typed')}</label>
            <textarea
              id={id}
              className={styles.text}
              spellCheck={false}
              value={typed ?? cornersToText(corners)}
              aria-invalid={isBad || undefined}
              onChange={({ target }) => type(target.value)}
              onBlur={() => !isBad && setTyped(undefined)}
            />
            <p className={isBad || isCrossed || !made ? styles.problem : styles.hint} role="status">
              {isBad
                ? t('fenceDraw.bad')
                : !made
                  ? t('fenceDraw.tooFew')
                  : isCrossed
                    ? t('fenceDraw.crossed')
                    : t('fenceDraw.size', { count: corners.length, area: format.number(areaM2(corners)) })}
            </p>
          </div>
        </div>
        <div className={styles.deeds}>
          <Button look="plain" onClick={() => draw([])}>
            {t('fenceDraw.again')}
          </Button>
          <span className={styles.spring} />
          <Button look="plain" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button look="primary" disabled={!made || isBad || isCrossed} onClick={() => made && onDone(made)}>
            {t('fenceDraw.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

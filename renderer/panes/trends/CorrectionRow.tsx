import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Correction, Property } from '../../../domain/contract'
import { useClient, useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { useAttempt } from '../../session/useAttempt'
import { Button } from '../../widgets'
import { useCorrectionWords } from './useCorrectionWords'
import styles from './Corrections.module.css'

/** One correction: what it does where, why, by whom; withdrawn after a second press. One that was withdrawn stays to be read. */
export function CorrectionRow({
  correction,
  property,
  mayCorrect,
  onShow,
  onWithdrawn,
}: {
  correction: Correction
  property: Property
  mayCorrect: boolean
  /** Brings its stretch in sight. */
  onShow(): void
  onWithdrawn(): void
}) {
  const { t } = useTranslation(['trends', 'common', 'error'])
  const format = useFormat()
  const words = useCorrectionWords(property)
  const nowMs = useNow()
  const client = useClient()
  const { run, code, isPending } = useAttempt()
  const [isAsked, setAsked] = useState(false)
  const { id, fromMs, toMs, change, reason, made, withdrawn } = correction
  const who = ({ by, atMs }: Correction['made']) => `${by.name ?? by.id} · ${format.moment(atMs, nowMs)}`
  return (
    <li className={withdrawn ? styles.withdrawn : styles.correction}>
      <div className={styles.rowHead}>
        <b className={styles.does}>{words(change)}</b>
        {withdrawn && <span className={styles.mark}>{t('correction.withdrawn')}</span>}
      </div>
      <button type="button" className={styles.stretch} title={t('correction.show')} onClick={onShow}>
        {format.dateTime(fromMs)} – {format.dateTime(toMs)}
      </button>
      <p className={styles.reason}>{reason}</p>
      <div className={styles.rowFoot}>
        <span className={styles.hint}>
          {who(made)}
          {withdrawn && (
            <>
              <br />
              {t('correction.withdrawnBy', { who: who(withdrawn) })}
            </>
          )}
        </span>
        {!withdrawn && mayCorrect && !isAsked && (
          <Button size="small" look="plain" onClick={() => setAsked(true)}>
            {t('correction.withdraw')}
          </Button>
        )}
        {!withdrawn && isAsked && (
          <span className={styles.ask} role="group" aria-label={t('correction.withdraw')}>
            <Button
              size="small"
              isPending={isPending}
              disabled={isPending}
              onClick={() =>
                void run(async () => {
                  await client.call('history.withdraw', { id })
                  onWithdrawn()
                })
              }
            >
              {t('correction.confirm')}
            </Button>
            <Button size="small" look="plain" onClick={() => setAsked(false)}>
              {t('common:cancel')}
            </Button>
          </span>
        )}
      </div>
      {code && (
        <p className={styles.refused} role="status">
          {t(`error:${code}`)}
        </p>
      )}
    </li>
  )
}

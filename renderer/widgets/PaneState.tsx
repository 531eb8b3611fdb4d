import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '../../domain/contract'
import { useFormat } from '../i18n'
import { Button } from './Button'
import { StateMark } from './StateMark'
import styles from './PaneState.module.css'

/** Nothing to show: one sentence, why and what then. */
export function Empty({ children }: { children: string }) {
  return <p className={styles.state}>{children}</p>
}

const lineAfterMs = 400
const reasonAfterMs = 5_000

/** Waiting: nothing for 400 ms, then a thin line, after 5 s the reason and a way to try again. */
export function Loading({ onRetry }: { onRetry?: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [stage, setStage] = useState<'fresh' | 'line' | 'slow'>('fresh')
  useEffect(() => {
    const timers = [setTimeout(() => setStage('line'), lineAfterMs), setTimeout(() => setStage('slow'), reasonAfterMs)]
    return () => timers.forEach(clearTimeout)
  }, [])
  return (
    <div aria-busy aria-label={t('state.loading')}>
      {stage !== 'fresh' && <div className={styles.line} />}
      {stage === 'slow' && (
        <div className={styles.state}>
          <p>{t('state.slow', { age: format.age(reasonAfterMs) })}</p>
          {onRetry && <Button onClick={onRetry}>{t('state.retry')}</Button>}
        </div>
      )}
    </div>
  )
}

/** What failed, since when, its code for the engineer, and a way to try again. */
export function Failed({ code, sinceMs, onRetry }: { code: ErrorCode; sinceMs?: number; onRetry?: () => void }) {
  const { t } = useTranslation(['common', 'error'])
  const format = useFormat()
  return (
    <div className={styles.state} role="alert">
      <p className={styles.strong}>{t('state.failed')}</p>
      <p>
        {t(`error:${code}`)}
        {sinceMs !== undefined && ` · ${t('state.since', { time: format.clock(sinceMs) })}`}
      </p>
      <p className={styles.code}>{t('state.code', { code })}</p>
      {onRetry && <Button onClick={onRetry}>{t('state.retry')}</Button>}
    </div>
  )
}

/** The role may not see it: said, because knowing that it exists helps. */
export function NoRights() {
  const { t } = useTranslation()
  return <p className={styles.state}>{t('state.notForRole')}</p>
}

/** What is shown was true then and may not be now: ring and time, in the header of the pane. */
export function StaleSince({ atMs }: { atMs: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <span className={styles.stale} role="status">
      <StateMark state="stale" isDecoration />
      {t('state.until', { time: format.clock(atMs) })}
    </span>
  )
}

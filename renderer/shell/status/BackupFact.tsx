import { useTranslation } from 'react-i18next'
import type { SeatState } from '../../../domain/contract'
import { useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { Fact } from './Fact'

/** A backup is made every day; one hour of grace before its age is a worry. */
export const maximumBackupAgeMs = 25 * 3_600_000

/** Whether the last good backup can still be called good. */
export const isBackupDue = ({ state, lastGoodAtMs }: SeatState['backup'], nowMs: number): boolean =>
  state === 'failed' || (lastGoodAtMs !== undefined && nowMs - lastGoodAtMs > maximumBackupAgeMs)

/** Age of the last good backup, or why there is none. */
export function BackupFact({ backup }: { backup: SeatState['backup'] }) {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const now = useNow()
  const { state, lastGoodAtMs, reason } = backup
  const age = lastGoodAtMs === undefined ? undefined : format.age(now - lastGoodAtMs)
  const title = [
    lastGoodAtMs === undefined ? t('backup.never') : t('backup.lastGood', { time: format.dateTime(lastGoodAtMs) }),
    state === 'failed' && t('backup.failed'),
    reason,
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <Fact
      label={state === 'running' ? t('backup.running') : t('backup.label')}
      title={title}
      needsAttention={isBackupDue(backup, now)}
    >
      {state === 'failed' ? t('backup.failedShort', { age: age ?? t('backup.none') }) : (age ?? t('backup.none'))}
    </Fact>
  )
}

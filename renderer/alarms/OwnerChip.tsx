import { UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { useNow, useSession } from '../feed'
import { useFormat } from '../i18n'
import { ownerOf } from './owner'
import styles from './OwnerChip.module.css'

/** Who handles an alarm, the same for both dispatchers; empty while nobody does. */
export function OwnerChip({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const owner = ownerOf(alarm, useNow())
  const isMine = useSession()?.account?.id === owner?.accountId
  if (!owner) return undefined
  return (
    <span
      className={isMine ? styles.mine : styles.other}
      title={t('owner.tip', {
        name: owner.name,
        since: format.clock(owner.sinceMs, { seconds: false }),
        until: format.clock(owner.untilMs, { seconds: false }),
      })}
    >
      <UserRound size={12} strokeWidth={1.75} aria-hidden />
      <span className={styles.name}>{isMine ? t('owner.me') : owner.name}</span>
    </span>
  )
}

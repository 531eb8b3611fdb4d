import { Bell, ClipboardList, Cpu, MessageSquare, User } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { StoredEntry } from '../../domain/journal/entry'
import { useSeat } from '../feed'
import { useFormat } from '../i18n'
import { PendingMark } from '../seat/PendingMark'
import { usePendingFromSeq } from '../seat/usePending'
import { voidReasonWords } from '../seat/voidReason'
import { actorName, describeEntry, type StoryNames, topicOf } from './describeEntry'
import styles from './StoryLines.module.css'

const icons = { people: User, devices: Cpu, plan: ClipboardList, desk: MessageSquare } as const

/** Entries as sentences, in the order given: when, what, by whom, and whether it holds. */
export function StoryLines({ entries, names }: { entries: readonly StoredEntry[]; names: StoryNames }) {
  const format = useFormat()
  const seatId = useSeat()?.seatId
  const pendingFromSeq = usePendingFromSeq() ?? Number.POSITIVE_INFINITY
  return (
    <ol className={styles.story}>
      {entries.map((entry) => {
        const Icon = entry.kind === 'alarm.raised' || entry.kind === 'alarm.reoccurred' ? Bell : icons[topicOf(entry)]
        return (
          <li key={entry.id} className={styles.entry}>
            <time className={styles.time}>{format.clock(entry.hlc.ms)}</time>
            <Icon size={14} className={styles.icon} aria-hidden />
            <span className={styles.words}>
              {entry.voidReason === undefined ? (
                describeEntry(names, entry)
              ) : (
                <Void what={describeEntry(names, entry)} reason={entry.voidReason} />
              )}
              {entry.origin === seatId && entry.seq >= pendingFromSeq && <PendingMark />}
              {/* A person or device that told it stands in the sentence already. */}
              {entry.actor.kind !== 'person' && entry.actor.kind !== 'device' && (
                <span className={styles.actor}> {actorName(names, entry)}</span>
              )}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** What was decided and has no effect, struck out, and why: the reason itself holds. */
function Void({ what, reason }: { what: string; reason: string }) {
  const { t } = useTranslation(['dispatch', 'seat'])
  return (
    <>
      <s className={styles.voided}>{what}</s> · {t('voided', { reason: voidReasonWords(t, reason) })}
    </>
  )
}

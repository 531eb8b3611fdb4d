import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { X } from 'lucide-react'
import type { Alarm, PersonId } from '../../domain/contract'
import { select } from '../feed'
import { AlarmFacts } from './AlarmFacts'
import { AlarmHead } from './AlarmHead'
import { Around } from './Around'
import { AroundTime } from './AroundTime'
import { Comments } from './Comments'
import { DeedBar } from './DeedBar'
import { DispatchFoot } from './DispatchFoot'
import { LastTime } from './LastTime'
import { NearestPeople } from './NearestPeople'
import { Procedure } from './Procedure'
import { useDispatch } from '../dispatching/useDispatch'
import { useDraft } from '../dispatching/useDraft'
import { Proposals } from '../proposals/Proposals'
import { useProposal } from '../dispatching/useProposal'
import styles from './AlarmCard.module.css'

/** A person who is ticked, with the way to go, for the map to point out. */
export interface ChosenPerson {
  personId: PersonId
  distanceM: number
}

export interface AlarmCardProps {
  alarm: Alarm
  onChosen?(people: readonly ChosenPerson[]): void
  onClose(): void
}

/** One alarm: what, where, what to do, who is near, and the button that sends them. */
export function AlarmCard({ alarm, onChosen, onClose }: AlarmCardProps) {
  const { t } = useTranslation(['map', 'common', 'error'])
  const dispatch = useDispatch(alarm)
  const isIdle = dispatch.state.status === 'idle'
  const { draft, chosenOf, tick } = useDraft(alarm.id)
  const { proposal, code, refresh } = useProposal(alarm.id, draft)
  const chosen = chosenOf(proposal)
  const key = chosen.map(({ personId, distanceM }) => `${personId} ${distanceM}`).join(',')
  useEffect(() => {
    onChosen?.(chosen.map(({ personId, distanceM }) => ({ personId, distanceM })))
    return () => onChosen?.([])
    // oxlint-disable-next-line react/exhaustive-deps -- `key` stands for `chosen`, which is made anew at every drawing
  }, [key, onChosen])

  const start = () => {
    if (!proposal) return
    void dispatch
      .start(
        proposal,
        chosen.map(({ personId }) => personId),
      )
      .then((incidentId) => {
        if (incidentId === undefined) refresh()
        else select({ incidentId, alarmId: alarm.id, deviceId: alarm.deviceId })
      })
  }

  return (
    <section className={styles.card} aria-label={t('card.title')}>
      <AlarmHead alarm={alarm} />
      <button
        type="button"
        className={styles.close}
        title={t('common:close')}
        aria-label={t('common:close')}
        onClick={onClose}
      >
        <X size={16} strokeWidth={1.5} />
      </button>
      <Proposals focus={{ alarmId: alarm.id, incidentId: alarm.incidentId }} isOnlyFocus />
      <div className={styles.body}>
        <AlarmFacts alarm={alarm} />
        <AroundTime alarm={alarm} />
        <div className={styles.actions}>
          <DeedBar alarm={alarm} grade={isIdle ? proposal?.grade : undefined} />
        </div>
        <Procedure alarm={alarm} proposal={proposal} />
        <NearestPeople
          candidates={proposal?.candidates ?? []}
          chosen={new Set(chosen.map(({ personId }) => personId))}
          isLocked={!isIdle}
          onChoose={tick}
        />
        {code !== undefined && <p className={styles.refused}>{t(`error:${code}`)}</p>}
        <Around alarm={alarm} />
        <LastTime alarm={alarm} />
        <Comments alarm={alarm} />
      </div>
      <DispatchFoot dispatch={dispatch} proposal={proposal} count={chosen.length} onStart={start} />
    </section>
  )
}

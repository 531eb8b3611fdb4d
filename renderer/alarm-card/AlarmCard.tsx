import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { X } from 'lucide-react'
import type { Alarm, ErrorCode, IncidentGrade, PersonId } from '../../domain/contract'
import { acknowledgeAlarms, usePendingAcknowledgements } from '../alarms/acknowledge'
import { isUnacknowledged } from '../alarms/rank'
import { newKey, refusalCode, reveal, select, useClient, useCollection, useRight } from '../feed'
import { Button } from '../widgets'
import { AlarmFacts } from './AlarmFacts'
import { AlarmHead } from './AlarmHead'
import { DispatchFoot } from './DispatchFoot'
import { NearestPeople } from './NearestPeople'
import { Procedure } from './Procedure'
import { useDispatch } from '../dispatching/useDispatch'
import { useDraft } from '../dispatching/useDraft'
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
      <div className={styles.body}>
        <AlarmFacts alarm={alarm} />
        <Actions alarm={alarm} isIdle={isIdle} grade={proposal?.grade} />
        <Procedure alarm={alarm} proposal={proposal} />
        <NearestPeople
          candidates={proposal?.candidates ?? []}
          chosen={new Set(chosen.map(({ personId }) => personId))}
          isLocked={!isIdle}
          onChoose={tick}
        />
        {code !== undefined && <p className={styles.refused}>{t(`error:${code}`)}</p>}
      </div>
      <DispatchFoot dispatch={dispatch} proposal={proposal} count={chosen.length} onStart={start} />
    </section>
  )
}

/** Take it as seen, or make it an incident without sending anybody yet. */
function Actions({ alarm, isIdle, grade }: { alarm: Alarm; isIdle: boolean; grade: IncidentGrade | undefined }) {
  const { t } = useTranslation(['map', 'error'])
  const client = useClient()
  const { position } = useCollection('alarm.changed')
  const pending = usePendingAcknowledgements()
  const mayAcknowledge = useRight('alarm.acknowledge')
  const mayManage = useRight('incident.manage')
  const [code, setCode] = useState<ErrorCode>()
  const open = async () => {
    if (grade === undefined) return
    setCode(await openIncident(client, alarm, grade))
  }
  return (
    <div className={styles.actions}>
      <Button
        look="primary"
        keyCap="F4"
        disabled={!mayAcknowledge || !isUnacknowledged(alarm)}
        title={mayAcknowledge ? undefined : t('card.noRight')}
        isPending={pending.has(alarm.id)}
        onClick={() => void acknowledgeAlarms(client, [alarm.id], position)}
      >
        {t('card.acknowledge')}
      </Button>
      {isIdle && alarm.incidentId === undefined && (
        <Button
          disabled={!mayManage || grade === undefined}
          title={mayManage ? undefined : t('card.noRight')}
          onClick={() => void open()}
        >
          {t('card.open')}
        </Button>
      )}
      <Button
        onClick={() => {
          select({ alarmId: alarm.id, deviceId: alarm.deviceId })
          reveal('device')
        }}
      >
        {t('card.showDevice')}
      </Button>
      {code !== undefined && (
        <p className={styles.refused} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
    </div>
  )
}

async function openIncident(
  client: ReturnType<typeof useClient>,
  alarm: Alarm,
  grade: IncidentGrade,
): Promise<ErrorCode | undefined> {
  try {
    const { incidentId } = await client.call('incident.open', { key: newKey(), alarmId: alarm.id, grade })
    select({ incidentId, alarmId: alarm.id, deviceId: alarm.deviceId })
    reveal('dispatch')
    return undefined
  } catch (error) {
    return refusalCode(error)
  }
}

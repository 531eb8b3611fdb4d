import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, ErrorCode, IncidentGrade } from '../../domain/contract'
import { acknowledgeAlarms, usePendingAcknowledgements } from '../alarms/acknowledge'
import { doToAlarms, useOutcome, usePendingDeeds } from '../alarms/deeds'
import { JudgeForm } from '../alarms/forms/JudgeForm'
import { OutOfServiceForm } from '../alarms/forms/OutOfServiceForm'
import { ShelveForm } from '../alarms/forms/ShelveForm'
import { ownerOf } from '../alarms/owner'
import { isAside, isUnacknowledged } from '../alarms/rank'
import { newKey, refusalCode, reveal, select, useClient, useCollection, useNow, useRight, useSession } from '../feed'
import { useActions, useKeyCap } from '../keys/keyboard'
import { Button } from '../widgets'
import styles from './DeedBar.module.css'

export interface DeedBarProps {
  alarm: Alarm
  /** Grade that an incident opened from it would have; without one (somebody is being sent, or it is not known yet) none is offered. */
  grade?: IncidentGrade | undefined
}

type Form = 'shelve' | 'judge' | 'outOfService'

/** What one can do about an alarm, each by one key: take it as seen, handle it, put it aside, say what it was, make it an incident. */
export function DeedBar({ alarm, grade }: DeedBarProps) {
  const { t } = useTranslation(['alarmDeeds', 'common', 'error'])
  const client = useClient()
  const { position } = useCollection('alarm.changed')
  const isAcknowledging = usePendingAcknowledgements().has(alarm.id)
  const working = usePendingDeeds().get(alarm.id)
  const mayAcknowledge = useRight('alarm.acknowledge')
  const mayShelve = useRight('alarm.shelve')
  const mayService = useRight('alarm.outOfService')
  const mayManage = useRight('incident.manage')
  const caps = {
    acknowledge: useKeyCap('acknowledge'),
    take: useKeyCap('take'),
    shelve: useKeyCap('shelve'),
    judge: useKeyCap('judge'),
    outOfService: useKeyCap('outOfService'),
    openIncident: useKeyCap('openIncident'),
  }
  const [form, setForm] = useState<Form>()
  const [code, setCode] = useState<ErrorCode>()
  const needsRight = t('common:state.needsRight')
  const ownership = useOwnership(alarm)
  const isWaiting = isUnacknowledged(alarm)
  const shelveObstacle = alarm.isLifeSafety
    ? t('shelve.lifeSafety')
    : isAside(alarm)
      ? t('alreadyAside')
      : mayShelve
        ? undefined
        : needsRight
  const open = async () => {
    if (grade === undefined) return
    try {
      const { incidentId } = await client.call('incident.open', { key: newKey(), alarmId: alarm.id, grade })
      select({ incidentId, alarmId: alarm.id, deviceId: alarm.deviceId })
      reveal('dispatch')
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  useActions({
    take: () => mayAcknowledge && ownership.act(),
    shelve: () => shelveObstacle === undefined && setForm('shelve'),
    judge: () => mayAcknowledge && setForm('judge'),
    outOfService: () => mayService && alarm.outOfService === undefined && setForm('outOfService'),
    openIncident: () => mayManage && alarm.incidentId === undefined && void open(),
  })
  const reasons = [
    !mayAcknowledge && needsRight,
    mayAcknowledge && alarm.latched && isWaiting && t('reset.first'),
    alarm.isLifeSafety && t('shelve.lifeSafety'),
  ].filter((reason) => reason !== false && reason !== undefined)
  return (
    <div className={styles.deeds}>
      <div className={styles.buttons} role="toolbar" aria-label={t('deeds')}>
        {isWaiting && (
          <Button
            look="primary"
            keyCap={caps.acknowledge}
            isPending={isAcknowledging}
            disabled={!mayAcknowledge || isAcknowledging}
            title={mayAcknowledge ? undefined : needsRight}
            onClick={() => void acknowledgeAlarms(client, [alarm.id], position)}
          >
            {isAcknowledging ? t('acknowledging') : t('acknowledge')}
          </Button>
        )}
        {alarm.latched && (
          <Button
            look={isWaiting ? 'normal' : 'primary'}
            isPending={working === 'alarm.reset'}
            disabled={!mayAcknowledge || isWaiting}
            title={mayAcknowledge ? t(isWaiting ? 'reset.first' : 'reset.tip') : needsRight}
            onClick={() =>
              void doToAlarms('alarm.reset', [alarm.id], (ids) => client.call('alarm.reset', { key: newKey(), ids }))
            }
          >
            {t('reset.short')}
          </Button>
        )}
        <Button
          keyCap={caps.take}
          isPending={working === 'alarm.take' || working === 'alarm.release'}
          disabled={!mayAcknowledge}
          title={mayAcknowledge ? ownership.tip : needsRight}
          onClick={ownership.act}
        >
          {ownership.label}
        </Button>
        <Button
          keyCap={caps.shelve}
          isPending={working === 'alarm.shelve'}
          disabled={shelveObstacle !== undefined}
          title={shelveObstacle}
          onClick={() => setForm('shelve')}
        >
          {t('shelve.short')}
        </Button>
        <Button
          keyCap={caps.judge}
          isPending={working === 'alarm.judge'}
          disabled={!mayAcknowledge}
          title={mayAcknowledge ? undefined : needsRight}
          onClick={() => setForm('judge')}
        >
          {t('judge.short')}
        </Button>
        <Button
          keyCap={caps.outOfService}
          disabled={!mayService || alarm.outOfService !== undefined}
          title={mayService ? undefined : needsRight}
          onClick={() => setForm('outOfService')}
        >
          {t('outOfService.short')}
        </Button>
        {alarm.incidentId === undefined && grade !== undefined && (
          <Button
            keyCap={caps.openIncident}
            disabled={!mayManage}
            title={mayManage ? undefined : needsRight}
            onClick={() => void open()}
          >
            {t('openIncident')}
          </Button>
        )}
      </div>
      {reasons.map((reason) => (
        <p key={reason} className={styles.why}>
          {reason}
        </p>
      ))}
      <Refusal alarm={alarm} own={code} />
      {form === 'shelve' && <ShelveForm alarms={[alarm]} onClose={() => setForm(undefined)} />}
      {form === 'judge' && <JudgeForm alarms={[alarm]} onClose={() => setForm(undefined)} />}
      {form === 'outOfService' && (
        <OutOfServiceForm alarm={alarm} onRefused={setCode} onClose={() => setForm(undefined)} />
      )}
    </div>
  )
}

/** Why the last deed on this alarm was refused. */
function Refusal({ alarm, own }: { alarm: Alarm; own: ErrorCode | undefined }) {
  const { t } = useTranslation('error')
  const outcome = useOutcome()
  const code = outcome?.refused.find(({ id }) => id === alarm.id)?.code ?? own
  return (
    code !== undefined && (
      <p className={styles.refused} role="alert">
        {t(code)}
      </p>
    )
  )
}

/** Taking, taking over from another, or letting go: whichever there is to do about who handles the alarm. */
function useOwnership(alarm: Alarm) {
  const { t } = useTranslation('alarmDeeds')
  const client = useClient()
  const owner = ownerOf(alarm, useNow())
  const me = useSession()?.account?.id
  if (owner && owner.accountId === me)
    return {
      label: t('release'),
      tip: t('releaseTip'),
      act: () =>
        void doToAlarms('alarm.release', [alarm.id], (ids) => client.call('alarm.release', { key: newKey(), ids })),
    }
  return {
    label: owner ? t('takeOver', { name: owner.name }) : t('take'),
    tip: t('takeTip'),
    act: () =>
      void doToAlarms('alarm.take', [alarm.id], (ids) =>
        client.call('alarm.take', { key: newKey(), ids, ...(owner && { fromOwner: owner.accountId }) }),
      ),
  }
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command, CommandBatch } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { endedCodeOf, newKey, useClient, useCollection, useNow, useSession } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading, TextField } from '../../widgets'
import { HoldButton } from '../device/HoldButton'
import { useAsk } from './useAsk'
import { useServiceName } from './useServiceName'
import styles from './CommandCentre.module.css'

/** Class 3: asked by one person, sent when another one confirms. Nearest end first. */
export function Waiting() {
  const { t } = useTranslation('commands')
  const commands = useCollection('command.changed')
  const batches = useCollection('commandBatch.changed').items
  const waiting = [...commands.items.values(), ...batches.values()]
    .filter(({ state }) => state === 'awaiting')
    .sort((a, b) => (a.confirmByMs ?? 0) - (b.confirmByMs ?? 0))
  if (commands.status === 'loading') return <Loading />
  if (commands.status === 'ended') return <Failed code={endedCodeOf(commands)} />
  if (waiting.length === 0) return <Empty>{t('empty.waiting')}</Empty>
  return (
    <ul className={styles.cards}>
      {waiting.map((each) => (
        <WaitingCard key={each.id} what={each} />
      ))}
    </ul>
  )
}

/** Devices that a card names; of a large batch the others are counted. */
const mostNamed = 12

const isBatch = (what: Command | CommandBatch): what is CommandBatch => 'devices' in what

function WaitingCard({ what }: { what: Command | CommandBatch }) {
  const { t } = useTranslation(['commands', 'error'])
  const client = useClient()
  const format = useFormat()
  const words = useAlarmWords()
  const serviceName = useServiceName()
  const session = useSession()
  const nowMs = useNow()
  const [reason, setReason] = useState('')
  const { ask, isPending, code } = useAsk()
  const first = isBatch(what) ? what.started : what.issued
  const asked = isBatch(what) ? what.devices.map(({ id }) => id) : [what.deviceId]
  const [deviceId] = asked
  const isOwn = session?.account?.id === first.by.id
  const mayConfirm = session?.rights.includes('command.issueClass2') ?? false
  const restMs = (what.confirmByMs ?? 0) - nowMs
  const confirm = () =>
    ask(() =>
      isBatch(what)
        ? client.call('commandBatch.confirm', { key: newKey(), id: what.id })
        : client.call('command.confirm', { key: newKey(), id: what.id }),
    )
  const decline = () => {
    const why = { key: newKey(), reason: reason.trim() }
    return ask(() =>
      isBatch(what)
        ? client.call('commandBatch.decline', { ...why, id: what.id })
        : client.call('command.decline', { ...why, id: what.id }),
    )
  }
  const whyNot = isOwn ? t('ownRequest') : mayConfirm ? undefined : t('error:notAllowed')
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <b className={styles.batchTitle}>{serviceName(deviceId, what.service, what.input)}</b>
        <span>{isBatch(what) && t('devices', { count: what.devices.length })}</span>
        <span className={styles.spring} />
        <span className={restMs < 60_000 ? styles.bad : styles.busy}>
          {t('restToConfirm', { time: format.duration(Math.max(0, restMs)) })}
        </span>
      </div>
      {/* Whoever confirms answers for it: which devices, and where. */}
      <p className={styles.targets}>
        {asked.slice(0, mostNamed).map((id) => (
          <span key={id}>
            {words.device(id)} <span className={styles.muted}>{words.place(id)}</span>
          </span>
        ))}
        {asked.length > mostNamed && (
          <span className={styles.muted}>{t('moreDevices', { count: asked.length - mostNamed })}</span>
        )}
      </p>
      <p className={styles.muted}>
        {t('askedBy', { name: first.by.name ?? first.by.id, time: format.moment(first.atMs, nowMs) })}
        {what.reason !== undefined && ` · ${what.reason}`}
      </p>
      <div className={styles.cardFoot}>
        <TextField
          className={styles.reason}
          label={t(isOwn ? 'field.takeBackReason' : 'field.declineReason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button disabled={reason.trim() === ''} isPending={isPending} onClick={() => void decline()}>
          {isOwn ? t('takeBack') : t('decline')}
        </Button>
        <HoldButton
          label={t('holdToConfirm')}
          isDisabled={whyNot !== undefined || restMs <= 0 || isPending}
          title={whyNot}
          onHeld={() => void confirm()}
        />
        {whyNot !== undefined && <span className={styles.muted}>{whyNot}</span>}
        {code !== undefined && (
          <span className={styles.bad} role="alert">
            {t(`error:${code}`)}
          </span>
        )}
      </div>
    </li>
  )
}

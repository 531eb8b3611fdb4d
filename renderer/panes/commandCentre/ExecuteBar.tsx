import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceService } from '../../../domain/contract'
import { newKey, useClient, useSession } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, TextField } from '../../widgets'
import { HoldButton } from '../device/HoldButton'
import type { Review } from './targetDraft'
import { useAsk } from './useAsk'
import styles from './CommandCentre.module.css'

const wholeNumber = (text: string, min: number, max: number): number | undefined => {
  const value = Number(text)
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max ? value : undefined
}

/** How what was reviewed goes out: reason, rate, when to stop; held for 1.5 s from class 2 on, to a second person in class 3. */
export function ExecuteBar({
  review,
  service,
  without,
  onStarted,
}: {
  review: Review
  service: DeviceService
  without: ReadonlySet<string>
  onStarted(batchId: string): void
}) {
  const { t } = useTranslation(['commands', 'error'])
  const client = useClient()
  const format = useFormat()
  const rights = useSession()?.rights ?? []
  const [reason, setReason] = useState('')
  const [perSecond, setPerSecond] = useState('10')
  const [stopAfter, setStopAfter] = useState('5')
  const { ask, isPending, code } = useAsk()
  const { commandClass, reviewId, rows } = review
  const going = rows.filter((row) => !row.refusal && !without.has(row.deviceId)).length
  const rate = wholeNumber(perSecond, 1, 200)
  const failures = wholeNumber(stopAfter, 0, 5000)
  const needsReason = commandClass >= 2 && reason.trim() === ''
  const lacksRight = commandClass >= 2 && !rights.includes('command.issueClass2')
  const isReady = going > 0 && rate !== undefined && failures !== undefined && !needsReason && !lacksRight && !isPending
  const why = lacksRight
    ? t('error:notAllowed')
    : needsReason
      ? t('needsReason')
      : going === 0
        ? t('noneLeft')
        : undefined
  const what = { service: format.text(service.name), count: going }

  const start = async (): Promise<void> => {
    if (rate === undefined || failures === undefined) return
    const started = await ask(() =>
      client.call('commandBatch.start', {
        key: newKey(),
        reviewId,
        without: [...without].flatMap((id) => rows.find((row) => row.deviceId === id)?.deviceId ?? []),
        ...(reason.trim() !== '' && { reason: reason.trim() }),
        perSecond: rate,
        stopAfterFailures: failures,
        ...(commandClass === 3 && { askSecond: true }),
      }),
    )
    if (started) onStarted(started.batchId)
  }

  return (
    <div className={styles.execute}>
      <TextField
        className={styles.reason}
        label={commandClass >= 2 ? t('field.reasonNeeded') : t('field.reason')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <TextField
        className={styles.number}
        label={t('field.perSecond')}
        inputMode="numeric"
        aria-invalid={rate === undefined || undefined}
        value={perSecond}
        onChange={(event) => setPerSecond(event.target.value)}
      />
      <TextField
        className={styles.number}
        label={t('field.stopAfter')}
        inputMode="numeric"
        aria-invalid={failures === undefined || undefined}
        value={stopAfter}
        onChange={(event) => setStopAfter(event.target.value)}
      />
      {rate !== undefined && going > rate && (
        <span className={styles.takes}>{t('takes', { time: format.duration((going / rate) * 1000) })}</span>
      )}
      {commandClass >= 2 ? (
        <HoldButton
          label={commandClass === 3 ? t('holdToAsk', what) : t('holdToExecute', what)}
          isDisabled={!isReady}
          onHeld={() => void start()}
        />
      ) : (
        <Button look="primary" disabled={!isReady} isPending={isPending} onClick={() => void start()}>
          {t('execute', what)}
        </Button>
      )}
      {why !== undefined && <span className={styles.takes}>{why}</span>}
      {code !== undefined && (
        <span className={styles.bad} role="alert">
          {t(`error:${code}`)}
        </span>
      )}
    </div>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HoldReason, type Alarm, type ErrorCode } from '../../../domain/contract'
import { newKey, refusalCode, seatNow, useClient, useNow, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { TextField } from '../../widgets'
import { useAlarmWords } from '../useAlarmWords'
import { formatUntil } from '../formatUntil'
import { Choice } from './Choice'
import { FormFrame } from './FormFrame'
import styles from './forms.module.css'

const hour = 3_600_000
/** Ends offered, hours; `0`: until somebody returns it. */
const ends = ['1', '4', '8', '24', '0'] as const

/** Asks why and until when a device, or one alarm of it, is to raise nothing. Life safety takes a second person: said before the click. */
export function OutOfServiceForm({
  alarm,
  onRefused,
  onClose,
}: {
  alarm: Alarm
  onRefused(code: ErrorCode): void
  onClose(): void
}) {
  const { t } = useTranslation(['alarmDeeds', 'common'])
  const client = useClient()
  const registry = useRegistry()
  const words = useAlarmWords()
  const format = useFormat()
  const now = useNow()
  const [scope, setScope] = useState<'alarm' | 'device'>('alarm')
  const [reason, setReason] = useState<HoldReason>()
  const [hours, setHours] = useState<(typeof ends)[number]>('4')
  const [comment, setComment] = useState('')
  const index = registry.deviceIndex(alarm.deviceId)
  const definitions = index === undefined ? [] : (registry.deviceType(index)?.alarms ?? [])
  const isLifeSafety =
    alarm.isLifeSafety || (scope === 'device' && definitions.some((definition) => definition.isLifeSafety))
  const device = words.device(alarm.deviceId)
  const send = async () => {
    if (reason === undefined) return
    const note = comment.trim()
    try {
      await client.call('alarm.takeOutOfService', {
        key: newKey(),
        deviceId: alarm.deviceId,
        reason,
        ...(scope === 'alarm' && { definitionId: alarm.definitionId }),
        ...(note !== '' && { comment: note }),
        ...(hours !== '0' && { untilMs: Math.floor(seatNow() + Number(hours) * hour) }),
      })
    } catch (error) {
      onRefused(refusalCode(error))
    }
  }
  return (
    <FormFrame
      title={t('outOfService.title', { device })}
      action={isLifeSafety ? t('outOfService.ask') : t('outOfService.action')}
      obstacle={reason === undefined ? t('needsReason') : undefined}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      {isLifeSafety && <p className={styles.note}>{t('outOfService.secondPerson')}</p>}
      <Choice<'alarm' | 'device'>
        label={t('outOfService.scope')}
        options={[
          { value: 'alarm', name: t('outOfService.thisAlarm', { alarm: words.alarm(alarm) }) },
          { value: 'device', name: t('outOfService.allAlarms', { count: definitions.length }) },
        ]}
        value={scope}
        onChoose={setScope}
      />
      <Choice<HoldReason>
        label={t('reason')}
        options={HoldReason.options.map((value) => ({ value, name: t(`common:holdReason.${value}`) }))}
        value={reason}
        onChoose={setReason}
      />
      <Choice<(typeof ends)[number]>
        label={t('outOfService.howLong')}
        options={ends.map((value) => ({
          value,
          name: value === '0' ? t('outOfService.open') : t('hours', { count: Number(value) }),
        }))}
        value={hours}
        onChoose={setHours}
      />
      <p className={styles.meta}>
        {hours === '0'
          ? t('outOfService.untilReturned')
          : t('outOfService.until', { time: formatUntil(format, now + Number(hours) * hour, now) })}
      </p>
      <TextField
        label={t('comment')}
        maxLength={500}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
    </FormFrame>
  )
}

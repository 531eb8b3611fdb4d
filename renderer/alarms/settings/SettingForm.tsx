import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmPriority, type DeviceId, type DeviceType, type ErrorCode } from '../../../domain/contract'
import { isLimited } from '../../../domain/alarm/applySetting'
import { newKey, refusalCode, useClient } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Checkbox, SelectField, TextField } from '../../widgets'
import { draftOf, isSame, readDraft, type NumberField } from './settingDraft'
import { SettingHistory } from './SettingHistory'
import type { DeviceAlarm } from './useAlarmSettings'
import styles from './AlarmSettings.module.css'

export interface SettingFormProps {
  deviceId: DeviceId
  type: DeviceType
  alarm: DeviceAlarm
  onClose(): void
}

/** What one alarm of a device has of its own: each field beside what the type says, the reason, and what was set before. */
export function SettingForm({ deviceId, type, alarm, onClose }: SettingFormProps) {
  const { t } = useTranslation(['alarmSettings', 'common', 'error'])
  const client = useClient()
  const format = useFormat()
  const { byType, now, isEnabled, setting } = alarm
  const [draft, setDraft] = useState(() => draftOf(now, isEnabled))
  const [reason, setReason] = useState('')
  const [isSending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<ErrorCode>()
  const { condition } = byType
  const watched = 'property' in condition ? condition.property : undefined
  const property = type.properties.find(({ id }) => id === watched)
  const { values, bad, fault } = readDraft(draft, byType, property)
  const obstacle =
    bad.size > 0
      ? t('fix')
      : fault
        ? t(`fault.${fault}`)
        : isSame(values, setting?.values ?? {})
          ? t('unchanged')
          : reason.trim() === ''
            ? t('needsReason')
            : undefined
  const save = async (asked: typeof values) => {
    setSending(true)
    setRefusal(undefined)
    try {
      await client.call('alarmSetting.save', {
        key: newKey(),
        deviceId,
        definitionId: byType.id,
        values: asked,
        reason: reason.trim(),
        ...(setting && { seenAtMs: setting.saved.atMs }),
      })
      onClose()
    } catch (error) {
      setRefusal(refusalCode(error))
      setSending(false)
    }
  }
  const unit = property?.unit === undefined ? '' : condition.kind === 'rate' ? `${property.unit}/min` : property.unit
  const typed = draftOf(byType, true)
  const field = (name: NumberField, unitOf: string) => (
    <TextField
      label={[t(`field.${name}`), unitOf, draft[name] !== typed[name] && t('byType', { value: typed[name] })]
        .filter(Boolean)
        .join(' ')}
      inputMode="decimal"
      value={draft[name]}
      problem={bad.has(name) ? t('notANumber') : undefined}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
    />
  )
  const priorities = AlarmPriority.options.filter((each) => (each === 'commloss') === (byType.priority === 'commloss'))
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (obstacle === undefined && !isSending) void save(values)
      }}
    >
      {byType.isLifeSafety && <p className={styles.note}>{t('lifeSafety')}</p>}
      <Checkbox
        isChecked={draft.isEnabled}
        isDisabled={byType.isLifeSafety}
        onChange={() => setDraft({ ...draft, isEnabled: !draft.isEnabled })}
      >
        {t('field.isEnabled')}
      </Checkbox>
      <div className={styles.fields}>
        <SelectField
          label={t('field.priority')}
          value={draft.priority}
          options={priorities.map((id) => [id, t(`common:priority.${id}`)])}
          onChange={(value) =>
            setDraft({ ...draft, priority: priorities.find((each) => each === value) ?? draft.priority })
          }
        />
        {isLimited(condition) && field('limit', unit)}
        {isLimited(condition) && field('deadband', unit)}
        {field('onDelayS', 's')}
        {field('offDelayS', 's')}
      </div>
      <TextField
        label={t('reason')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className={styles.actions}>
        <span className={refusal ? styles.refusal : styles.obstacle} role={refusal ? 'alert' : undefined}>
          {refusal ? t(`error:${refusal}`) : obstacle}
        </span>
        {setting && (
          <Button
            disabled={isSending || reason.trim() === ''}
            title={reason.trim() === '' ? t('needsReason') : undefined}
            onClick={() => void save({})}
          >
            {t('takeBack')}
          </Button>
        )}
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          type="submit"
          look="primary"
          isPending={isSending}
          disabled={obstacle !== undefined || isSending}
          title={obstacle}
        >
          {t('save')}
        </Button>
      </div>
      {byType.consequence && (
        <p className={styles.meta}>{t('consequence', { text: format.text(byType.consequence) })}</p>
      )}
      <SettingHistory deviceId={deviceId} definitionId={byType.id} key={setting?.saved.atMs ?? 0} />
    </form>
  )
}

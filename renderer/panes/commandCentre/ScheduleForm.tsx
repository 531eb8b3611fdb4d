import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandSchedule } from '../../../domain/contract'
import { newKey, useClient, useNow, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Checkbox, DateTimeField, SelectField, TextField } from '../../widgets'
import { commandInput } from '../device/commandGate'
import { InputFields } from './InputFields'
import { draftOfWhen, weekdayKey, whenOf } from './scheduleDraft'
import { emptyDraft, serviceOf, type TargetDraft, targetOf } from './targetDraft'
import { useAsk } from './useAsk'
import styles from './CommandCentre.module.css'

const days = [1, 2, 3, 4, 5, 6, 7]

/** A command for later: which devices of a type, what, when. Class 3 cannot be chosen: nobody would be there to confirm it. */
export function ScheduleForm({ schedule, onClose }: { schedule: CommandSchedule | undefined; onClose(): void }) {
  const { t } = useTranslation(['commands', 'error'])
  const client = useClient()
  const registry = useRegistry()
  const format = useFormat()
  const nowMs = useNow()
  const [name, setName] = useState(schedule?.name ?? '')
  const [reason, setReason] = useState(schedule?.reason ?? '')
  const [isEnabled, setEnabled] = useState(schedule?.isEnabled ?? true)
  const [isLate, setLate] = useState((schedule?.lateUpToMs ?? 0) > 0)
  const [when, setWhen] = useState(() => draftOfWhen(schedule?.when, nowMs, format.timeZone))
  const [draft, setDraft] = useState<TargetDraft>(() => draftOf(schedule))
  const { ask, isPending, code } = useAsk()
  const types = useMemo(
    () =>
      [...registry.types.values()]
        .filter(({ services }) => services.some(({ commandClass }) => commandClass < 3))
        .map((type) => [type.id, format.text(type.name)] as const),
    [registry, format],
  )
  const type = registry.types.get(draft.typeId)
  const service = serviceOf(type, draft.service)
  const target = targetOf(draft)
  const input = service && commandInput(service.input, draft.input)
  const due = whenOf(when, format.timeZone)
  const isReady = name.trim() !== '' && target && input && due && (service.commandClass < 2 || reason.trim() !== '')

  const save = async (): Promise<void> => {
    if (!target || !input || !due || !service) return
    const saved = await ask(() =>
      client.call('commandSchedule.save', {
        key: newKey(),
        ...(schedule && { id: schedule.id }),
        order: {
          name: name.trim(),
          target,
          service: service.id,
          input,
          ...(reason.trim() !== '' && { reason: reason.trim() }),
          perSecond: schedule?.perSecond ?? 10,
          stopAfterFailures: schedule?.stopAfterFailures ?? 5,
          when: due,
          lateUpToMs: isLate ? 3_600_000 : 0,
          isEnabled,
        },
      }),
    )
    if (saved) onClose()
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) void save()
      }}
    >
      <h3 className={styles.step}>{schedule ? t('schedule.edit') : t('schedule.new')}</h3>
      <TextField
        label={t('field.name')}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {draft.deviceIds ? (
        <p className={styles.named}>{t('named', { count: draft.deviceIds.length })}</p>
      ) : (
        <SelectField
          label={t('field.type')}
          value={draft.typeId}
          options={types}
          none={['', t('choose')]}
          onChange={(typeId) => setDraft({ ...draft, typeId, service: '', input: {} })}
        />
      )}
      <SelectField
        label={t('field.building')}
        value={draft.buildingId}
        options={registry.geometry.buildings.map((building) => [building.id, format.text(building.name)])}
        none={['', t('anywhere')]}
        onChange={(buildingId) => setDraft({ ...draft, buildingId })}
      />
      <SelectField
        label={t('field.service')}
        value={draft.service}
        options={(type?.services ?? [])
          .filter(({ commandClass }) => commandClass < 3)
          .map((each) => [each.id, format.text(each.name)])}
        none={['', t('choose')]}
        onChange={(next) => setDraft({ ...draft, service: next, input: {} })}
      />
      {service && (
        <InputFields service={service} typed={draft.input} onTyped={(next) => setDraft({ ...draft, input: next })} />
      )}
      <div className={styles.tabs} role="group" aria-label={t('field.when')}>
        {(['weekly', 'once'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={when.kind === kind}
            className={when.kind === kind ? styles.tabActive : styles.tab}
            onClick={() => setWhen({ ...when, kind })}
          >
            {t(`schedule.kind.${kind}`)}
          </button>
        ))}
      </div>
      {when.kind === 'once' ? (
        <DateTimeField label={t('field.at')} value={when.at} onChange={(at) => setWhen({ ...when, at })} />
      ) : (
        <>
          <TextField
            label={t('field.times')}
            placeholder="07:30 18:00"
            value={when.times}
            onChange={(event) => setWhen({ ...when, times: event.target.value })}
          />
          <SelectField
            label={t('field.days')}
            value={when.holidays === 'ignore' ? '' : when.holidays}
            none={['', t('holidays.ignore')]}
            options={(['workdays', 'restDays'] as const).map((each) => [each, t(`holidays.${each}`)])}
            onChange={(value) =>
              setWhen({ ...when, holidays: value === 'workdays' || value === 'restDays' ? value : 'ignore' })
            }
          />
          {when.holidays === 'ignore' && (
            <div className={styles.days}>
              {days.map((day) => (
                <Checkbox
                  key={day}
                  isChecked={when.weekdays.includes(day)}
                  onChange={(isOn) =>
                    setWhen({
                      ...when,
                      weekdays: isOn ? [...when.weekdays, day] : when.weekdays.filter((each) => each !== day),
                    })
                  }
                >
                  {t(`weekday.${weekdayKey(day)}`)}
                </Checkbox>
              ))}
            </div>
          )}
        </>
      )}
      <TextField
        label={service?.commandClass === 2 ? t('field.reasonNeeded') : t('field.reason')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Checkbox isChecked={isLate} onChange={setLate}>
        {t('schedule.late')}
      </Checkbox>
      <Checkbox isChecked={isEnabled} onChange={setEnabled}>
        {t('schedule.enabled')}
      </Checkbox>
      <div className={styles.tools}>
        <Button
          type="submit"
          look="primary"
          disabled={!isReady}
          isPending={isPending}
          title={isReady ? undefined : t('notReady')}
        >
          {t('schedule.save')}
        </Button>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
      {code !== undefined && (
        <p className={styles.bad} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
    </form>
  )
}

function draftOf(schedule: CommandSchedule | undefined): TargetDraft {
  if (!schedule) return emptyDraft
  const { target, service, input } = schedule
  return {
    typeId: target.typeId ?? '',
    buildingId: target.buildingId ?? '',
    floor: target.floor === undefined ? '' : String(target.floor),
    text: target.text ?? '',
    service,
    input: Object.fromEntries(Object.entries(input).map(([id, value]) => [id, String(value)])),
    deviceIds: target.deviceIds,
  }
}

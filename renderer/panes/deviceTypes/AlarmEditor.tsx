import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AlarmPriority, IncidentType, type AlarmDefinition, type DeviceType } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { Button, Checkbox, EditTable, Empty, NumberField, SelectField, Sign, TextCell } from '../../widgets'
import { mostAlarms, mostSteps, newAlarm } from './alarmDraft'
import { ConditionFields } from './ConditionFields'
import { IdentityCells } from './IdentityCells'
import { changedAt, droppedAt } from './partDraft'
import type { DraftProblem } from './typeDraft'
import { useConditionWords } from './useConditionWords'
import styles from './TypeEditor.module.css'

/** What devices of a type raise: when, how urgent it is, how long it must hold, and what is done first. What else an alarm says is written as text. */
export function AlarmEditor({
  type,
  before,
  problems,
  onChange,
}: {
  type: DeviceType
  /** The version that holds now. */
  before: DeviceType | undefined
  problems: readonly DraftProblem[]
  onChange(type: DeviceType): void
}) {
  const { t } = useTranslation('deviceTypes')
  const put = (alarms: AlarmDefinition[]) => onChange({ ...type, alarms })
  return (
    <div className={styles.parts}>
      {type.alarms.length === 0 && <Empty>{t('noAlarms')}</Empty>}
      {type.alarms.map((alarm, at) => (
        <AlarmPart
          // oxlint-disable-next-line react/no-array-index-key -- a new alarm has nothing else of its own while it is typed
          key={at}
          type={type}
          alarm={alarm}
          isSafetyFixed={before?.alarms.some(({ id, isLifeSafety }) => id === alarm.id && isLifeSafety) ?? false}
          isWrong={(part) => problems.some(({ path }) => path.startsWith(`alarms[${at}].${part}`))}
          onChange={(next) => put(changedAt(type.alarms, at, next))}
          onDrop={() => put(droppedAt(type.alarms, at))}
        />
      ))}
      <Button
        size="small"
        disabled={type.alarms.length >= mostAlarms}
        onClick={() => put([...type.alarms, newAlarm(type)])}
      >
        <Plus size={14} aria-hidden />
        {t('addAlarm')}
      </Button>
    </div>
  )
}

function AlarmPart({
  type,
  alarm,
  isSafetyFixed,
  isWrong,
  onChange,
  onDrop,
}: {
  type: DeviceType
  alarm: AlarmDefinition
  /** It is of life safety in the version that holds: neither that nor its priority is taken from it. */
  isSafetyFixed: boolean
  isWrong(part: string): boolean
  onChange(alarm: AlarmDefinition): void
  onDrop(): void
}) {
  const { t } = useTranslation(['deviceTypes', 'common'])
  const format = useFormat()
  const words = useConditionWords(type)
  const name = format.text(alarm.name) || alarm.id
  const put = (change: Partial<AlarmDefinition>) => onChange({ ...alarm, ...change })
  const seconds = (part: 'onDelay' | 'offDelay') => (
    <NumberField
      className={styles.seconds}
      label={t(`head.${part}`)}
      value={alarm[`${part}Ms`] / 1000}
      min={0}
      max={3_600}
      unit={t('common:unit.second')}
      onChange={(value) => put({ [`${part}Ms`]: Math.round(value * 1000) })}
    />
  )
  return (
    <section className={styles.part} aria-label={name || t('newAlarm')}>
      <div className={styles.partHead}>
        <span className={styles.sign}>
          <Sign priority={alarm.priority} size={20} />
        </span>
        <IdentityCells of={alarm} isWrong={isWrong} onChange={put} />
        <SelectField
          label={t('head.priority')}
          value={alarm.priority}
          options={AlarmPriority.options.map((priority) => [priority, t(`common:priority.${priority}`)])}
          isDisabled={isSafetyFixed}
          title={isSafetyFixed ? t('lifeSafetyFixed') : undefined}
          onChange={(priority) => put({ priority })}
        />
        <SelectField
          label={t('head.incident')}
          value={alarm.incidentType}
          options={IncidentType.options.map((each) => [each, t(`common:incidentType.${each}`)])}
          onChange={(incidentType) => put({ incidentType })}
        />
        <span className={styles.spring} />
        <Button
          size="small"
          look="plain"
          aria-label={t('dropAlarm', { name })}
          title={t('dropAlarm', { name })}
          onClick={onDrop}
        >
          <Trash2 size={14} aria-hidden />
        </Button>
      </div>
      <div className={styles.condition}>
        <ConditionFields
          type={type}
          condition={alarm.condition}
          isWrong={(part) => isWrong(`condition.${part}`)}
          onChange={(condition) => put({ condition })}
        />
        {seconds('onDelay')}
        {seconds('offDelay')}
        <Checkbox
          isChecked={alarm.isLifeSafety}
          isDisabled={isSafetyFixed}
          onChange={(isLifeSafety) => put({ isLifeSafety, ...(isLifeSafety && { priority: 'urgent' }) })}
        >
          {t('lifeSafety')}
        </Checkbox>
        <Checkbox isChecked={alarm.isLatching ?? false} onChange={(isLatching) => put({ isLatching })}>
          {t('latching')}
        </Checkbox>
        <p className={styles.words}>{words(alarm.condition)}</p>
      </div>
      <section className={styles.fields} aria-label={t('head.response')}>
        <h4 className={styles.fieldsTitle}>{t('head.response')}</h4>
        <EditTable
          label={t('head.response')}
          isWide
          heads={[t('head.stepZh'), t('head.stepEn')]}
          items={alarm.response}
          nameOf={(step) => format.text(step)}
          onDrop={(at) => put({ response: droppedAt(alarm.response, at) })}
          add={{
            label: t('addStep'),
            isFull: alarm.response.length >= mostSteps,
            onAdd: () => put({ response: [...alarm.response, { zh: '', en: '' }] }),
          }}
          cellsOf={(step, at) =>
            (['zh', 'en'] as const).map((language) => (
              <TextCell
                key={language}
                label={`${name} ${t(language === 'zh' ? 'head.stepZh' : 'head.stepEn')} ${at + 1}`}
                width="full"
                maxLength={400}
                value={step[language]}
                isWrong={language === 'zh' && isWrong(`response[${at}].zh`)}
                onChange={(said) => put({ response: changedAt(alarm.response, at, { ...step, [language]: said }) })}
              />
            ))
          }
        />
      </section>
    </section>
  )
}

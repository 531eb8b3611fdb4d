import { useTranslation } from 'react-i18next'
import {
  AlarmPriority,
  IncidentType,
  TaskStateName,
  type RuleDevices,
  type RuleTrigger,
} from '../../../../domain/contract'
import { useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Checkbox, ChipsField, SearchField, SelectField, TextField } from '../../../widgets'
import { newTrigger, placedIn, triggerKinds } from '../newParts'
import { useProblemWords } from '../useProblemWords'
import { useRuleNames } from '../useRuleWords'
import { useRuleOptions } from '../useRuleOptions'
import { asText } from './asText'
import { DaysFields } from './DaysFields'
import { DevicesField } from './DevicesField'
import { FenceTrigger } from './FenceTrigger'
import { problemsAt, type PartProps } from './panelProps'
import { useDraftText } from './useDraftText'
import styles from './Panel.module.css'

type OfDevices = Extract<RuleTrigger, { devices: RuleDevices }>

/** What sets the rule off. */
export function TriggerFields(props: PartProps<RuleTrigger>) {
  const { t } = useTranslation('rules')
  const { geometry } = useRegistry()
  const { part, isDisabled, onChange } = props
  return (
    <>
      <SelectField
        label={t('field.kind')}
        value={part.kind}
        options={triggerKinds.map((kind) => [kind, t(`triggerKind.${kind}`)] as const)}
        isDisabled={isDisabled}
        onChange={(kind) => {
          const made = placedIn(newTrigger(kind), geometry.centre)
          // The devices stay when both kinds have some.
          onChange('devices' in made && 'devices' in part ? { ...made, devices: part.devices } : made)
        }}
      />
      {'devices' in part && <DeviceTrigger {...props} part={part} />}
      {part.kind === 'incident' && <IncidentTrigger {...props} part={part} />}
      {part.kind === 'task' && <TaskTrigger {...props} part={part} />}
      {part.kind === 'schedule' && <ScheduleTrigger {...props} part={part} />}
      {part.kind === 'geofence' && <FenceTrigger {...props} part={part} />}
    </>
  )
}

function DeviceTrigger({
  part,
  isDisabled,
  problems,
  onChange,
}: Omit<PartProps<RuleTrigger>, 'part'> & { part: OfDevices }) {
  const { t } = useTranslation(['rules', 'common'])
  const { text } = useFormat()
  const names = useRuleNames()
  const options = useRuleOptions()
  const problemWords = useProblemWords()
  const types = names.typesOf(part.devices)
  const problemOf = (field: string) => {
    const [problem] = problemsAt(problems, field)
    return problem && problemWords(problem)
  }
  const property = 'property' in part ? names.property(types, part.property) : undefined
  return (
    <>
      <DevicesField
        devices={part.devices}
        isDisabled={isDisabled}
        problem={problemOf('devices')}
        onChange={(devices) => onChange({ ...part, devices })}
      />
      {(part.kind === 'sample' || part.kind === 'state') && (
        <SearchField
          label={t('field.property')}
          shown={property ? text(property.name) : part.property}
          offer={options.properties(types)}
          isDisabled={isDisabled}
          problem={problemOf('property')}
          onPick={(id) => onChange({ ...part, property: id })}
        />
      )}
      {part.kind === 'state' && (
        <div className={styles.ticks} role="group" aria-label={t('field.values')}>
          {(property?.values ?? part.values.map((value) => ({ value, name: undefined }))).map(({ value, name }) => (
            <Checkbox
              key={value}
              isChecked={part.values.includes(value)}
              isDisabled={isDisabled}
              onChange={(is) => {
                const values = is ? [...part.values, value] : part.values.filter((each) => each !== value)
                if (values.length > 0) onChange({ ...part, values })
              }}
            >
              {name ? text(name) : String(value)}
            </Checkbox>
          ))}
        </div>
      )}
      {part.kind === 'reach' && (
        <div className={styles.ticks} role="group" aria-label={t('field.states')}>
          {(['online', 'abnormal', 'offline'] as const).map((state) => (
            <Checkbox
              key={state}
              isChecked={part.states.includes(state)}
              isDisabled={isDisabled}
              onChange={(is) => {
                const states = is ? [...part.states, state] : part.states.filter((each) => each !== state)
                if (states.length > 0) onChange({ ...part, states })
              }}
            >
              {t(`common:deviceState.${state}`)}
            </Checkbox>
          ))}
        </div>
      )}
      {part.kind === 'event' && (
        <SearchField
          label={t('field.event')}
          shown={nameOf(names.event(types, part.event), part.event, text)}
          offer={options.events(types)}
          isDisabled={isDisabled}
          problem={problemOf('event')}
          onPick={(event) => onChange({ ...part, event })}
        />
      )}
      {part.kind === 'service' && (
        <SearchField
          label={t('field.service')}
          shown={nameOf(names.service(types, part.service), part.service, text)}
          offer={options.services(types)}
          isDisabled={isDisabled}
          problem={problemOf('service')}
          onPick={(service) => onChange({ ...part, service })}
        />
      )}
      {part.kind === 'alarm' && (
        <>
          <ChipsField
            label={t('field.alarms')}
            values={part.alarms ?? []}
            nameOf={(id) => nameOf(names.alarm(types, id), id, text)}
            offer={options.alarms(types)}
            most={64}
            isDisabled={isDisabled}
            problem={problemOf('alarms')}
            toValue={asText}
            onChange={(alarms) => {
              const { alarms: _, ...rest } = part
              onChange(alarms.length === 0 ? rest : { ...rest, alarms })
            }}
          />
          <div className={styles.ticks} role="group" aria-label={t('field.priorities')}>
            {AlarmPriority.options.map((priority) => (
              <Checkbox
                key={priority}
                isChecked={part.priorities?.includes(priority) ?? false}
                isDisabled={isDisabled}
                onChange={(is) => {
                  const { priorities = [], ...rest } = part
                  const next = is ? [...priorities, priority] : priorities.filter((each) => each !== priority)
                  onChange(next.length === 0 ? rest : { ...rest, priorities: next })
                }}
              >
                {t(`common:priority.${priority}`)}
              </Checkbox>
            ))}
          </div>
          <SelectField
            label={t('field.phase')}
            value={part.phase}
            options={(['raised', 'returned', 'acknowledged', 'escalated'] as const).map(
              (phase) => [phase, t(`alarmPhase.${phase}`)] as const,
            )}
            isDisabled={isDisabled}
            onChange={(phase) => onChange({ ...part, phase })}
          />
        </>
      )}
    </>
  )
}

type Named = { name: { zh: string; en: string } }
const nameOf = (named: Named | undefined, id: string, text: (name: Named['name']) => string): string =>
  named ? text(named.name) : id

type Of<K extends RuleTrigger['kind']> = Omit<PartProps<RuleTrigger>, 'part'> & {
  part: Extract<RuleTrigger, { kind: K }>
}

function IncidentTrigger({ part, isDisabled, onChange }: Of<'incident'>) {
  const { t } = useTranslation(['rules', 'common'])
  return (
    <>
      <SelectField
        label={t('field.phase')}
        value={part.phase}
        options={(['opened', 'graded', 'closed'] as const).map(
          (phase) => [phase, t(`incidentPhase.${phase}`)] as const,
        )}
        isDisabled={isDisabled}
        onChange={(phase) => onChange({ ...part, phase })}
      />
      <div className={styles.ticks} role="group" aria-label={t('field.incidentTypes')}>
        {IncidentType.options.map((type) => (
          <Checkbox
            key={type}
            isChecked={part.incidentTypes.includes(type)}
            isDisabled={isDisabled}
            onChange={(is) => {
              const incidentTypes = is
                ? [...part.incidentTypes, type]
                : part.incidentTypes.filter((each) => each !== type)
              if (incidentTypes.length > 0) onChange({ ...part, incidentTypes })
            }}
          >
            {t(`common:incidentType.${type}`)}
          </Checkbox>
        ))}
      </div>
    </>
  )
}

function TaskTrigger({ part, isDisabled, onChange }: Of<'task'>) {
  const { t } = useTranslation(['rules', 'dispatch'])
  return (
    <div className={styles.ticks} role="group" aria-label={t('field.states')}>
      {TaskStateName.options.map((state) => (
        <Checkbox
          key={state}
          isChecked={part.states.includes(state)}
          isDisabled={isDisabled}
          onChange={(is) => {
            const states = is ? [...part.states, state] : part.states.filter((each) => each !== state)
            if (states.length > 0) onChange({ ...part, states })
          }}
        >
          {t(`dispatch:taskState.${state}`)}
        </Checkbox>
      ))}
    </div>
  )
}

function ScheduleTrigger({ part, isDisabled, onChange }: Of<'schedule'>) {
  const { t } = useTranslation('rules')
  const times = useDraftText(part.times.join(', '), (text) => {
    const read = text.split(/[\s,，、;；]+/).filter(Boolean)
    if (read.length === 0 || read.length > 48 || read.some((each) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(each)))
      return false
    onChange({ ...part, times: read }, 'times')
    return true
  })
  return (
    <>
      <TextField
        label={t('field.times')}
        placeholder="08:00, 20:00"
        disabled={isDisabled}
        {...times.input}
        problem={times.isBad ? t('field.timesBad') : undefined}
      />
      <DaysFields days={part.days} isDisabled={isDisabled} onChange={(days) => onChange({ ...part, days })} />
    </>
  )
}

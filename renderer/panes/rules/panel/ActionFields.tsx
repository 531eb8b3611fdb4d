import { useTranslation } from 'react-i18next'
import {
  IncidentGrade,
  IncidentType,
  PlanId,
  type DeviceType,
  type RuleAction,
  type RuleTargets,
} from '../../../../domain/contract'
import { useFormat } from '../../../i18n'
import { Checkbox, ChipsField, LocalTextField, NumberField, SearchField, SelectField } from '../../../widgets'
import { actionKinds, newAction } from '../newParts'
import { useProblemWords } from '../useProblemWords'
import { useRuleNames } from '../useRuleWords'
import { useRuleOptions } from '../useRuleOptions'
import { asText } from './asText'
import { CommandInput } from './CommandInput'
import { ForwardField } from './ForwardField'
import { problemsAt, type PartProps } from './panelProps'
import { TargetsFields } from './TargetsFields'
import styles from './Panel.module.css'

export interface ActionFieldsProps extends PartProps<RuleAction> {
  /** Types of the devices that set the rule off: what `self` is. */
  ownTypes: readonly DeviceType[]
}

/** What the rule does. */
export function ActionFields(props: ActionFieldsProps) {
  const { t } = useTranslation(['rules', 'common'])
  const { part, isDisabled, problems, onChange } = props
  const names = useRuleNames()
  const options = useRuleOptions()
  const problemWords = useProblemWords()
  const problemOf = (field: string) => {
    const [problem] = problemsAt(problems, field)
    return problem && problemWords(problem)
  }
  return (
    <>
      <SelectField
        label={t('field.kind')}
        value={part.kind}
        options={actionKinds.map((kind) => [kind, t(`actionKind.${kind}`)] as const)}
        isDisabled={isDisabled}
        onChange={(kind) => onChange(newAction(kind))}
      />
      {'devices' in part && (
        <TargetsFields
          targets={part.devices}
          isDisabled={isDisabled}
          problem={problemOf('devices')}
          onChange={(devices: RuleTargets, field) => onChange({ ...part, devices }, field)}
        />
      )}
      {part.kind === 'command' && <CommandFields {...props} part={part} />}
      {part.kind === 'alarm' && <AlarmFields {...props} part={part} />}
      {(part.kind === 'message' || part.kind === 'meeting') && (
        <ChipsField
          label={t('field.posts')}
          values={part.posts}
          nameOf={(id) => options.posts('').find((each) => each.id === id)?.name ?? id}
          offer={options.posts}
          most={20}
          isDisabled={isDisabled}
          problem={problemOf('posts')}
          toValue={asText}
          onChange={(posts) => posts.length > 0 && onChange({ ...part, posts })}
        />
      )}
      {part.kind === 'message' && (
        <LocalTextField
          label={t('field.text')}
          value={part.text}
          isDisabled={isDisabled}
          onChange={(text) => onChange({ ...part, text }, 'text')}
        />
      )}
      {part.kind === 'meeting' && (
        <LocalTextField
          label={t('field.topic')}
          value={part.topic}
          isDisabled={isDisabled}
          onChange={(topic) => onChange({ ...part, topic }, 'topic')}
        />
      )}
      {part.kind === 'order' && (
        <>
          <ChipsField
            label={t('field.skills')}
            values={part.skills}
            nameOf={(id) => options.skills('').find((each) => each.id === id)?.name ?? id}
            offer={options.skills}
            most={20}
            isDisabled={isDisabled}
            problem={problemOf('skills')}
            toValue={asText}
            onChange={(skills) => skills.length > 0 && onChange({ ...part, skills })}
          />
          <NumberField
            label={t('field.people')}
            value={part.count}
            min={1}
            max={50}
            isWhole
            isDisabled={isDisabled}
            onChange={(count) => onChange({ ...part, count }, 'count')}
          />
          <LocalTextField
            label={t('field.instruction')}
            value={part.instruction}
            isDisabled={isDisabled}
            onChange={(instruction) => onChange({ ...part, instruction }, 'instruction')}
          />
        </>
      )}
      {part.kind === 'incident' && <IncidentFields {...props} part={part} />}
      {part.kind === 'plan' && (
        <SearchField
          label={t('field.plan')}
          shown={names.plan(part.planId)}
          offer={options.plans}
          isDisabled={isDisabled}
          problem={problemOf('planId')}
          onPick={(id) => onChange({ ...part, planId: PlanId.parse(id) })}
        />
      )}
      {part.kind === 'forward' && (
        <ForwardField
          targetId={part.targetId}
          isDisabled={isDisabled}
          problem={problemOf('targetId')}
          onChange={(targetId, field) => onChange({ ...part, targetId }, field)}
        />
      )}
    </>
  )
}

type Of<K extends RuleAction['kind']> = Omit<ActionFieldsProps, 'part'> & { part: Extract<RuleAction, { kind: K }> }

function CommandFields({ part, isDisabled, problems, ownTypes, onChange }: Of<'command'>) {
  const { t } = useTranslation('rules')
  const { text } = useFormat()
  const names = useRuleNames()
  const options = useRuleOptions()
  const problemWords = useProblemWords()
  const types = part.devices.scope === 'self' ? ownTypes : names.typesOf(part.devices)
  const service = names.service(types, part.service)
  const [problem] = problemsAt(problems, 'service')
  const needsPerson = (service?.commandClass ?? 0) >= 2
  const { takes = {}, ...fixed } = part
  const taken = new Map(
    Object.entries(takes).map(([id, { name }]) => {
      const parameter = service?.input.find((each) => each.id === id)
      const source = names.property(ownTypes, name)?.name
      const from = name === 'placeFloor' ? t('variable.placeFloor') : source ? text(source) : name
      return [id, t('action.taken', { parameter: parameter ? text(parameter.name) : id, from })] as const
    }),
  )
  const fix = (id: string, value: number) => {
    const { [id]: _taken, ...others } = takes
    const rest = Object.keys(others).length === 0 ? fixed : { ...fixed, takes: others }
    onChange({ ...rest, input: { ...part.input, [id]: value } })
  }
  return (
    <>
      <SearchField
        label={t('field.service')}
        shown={service ? text(service.name) : part.service}
        offer={options.services(types)}
        isDisabled={isDisabled}
        problem={problem && problemWords(problem)}
        onPick={(id) => onChange({ ...fixed, service: id, input: {} })}
      />
      {service && (
        <CommandInput
          service={service}
          input={part.input}
          isDisabled={isDisabled}
          problem={[...problemsAt(problems, 'input'), ...problemsAt(problems, 'takes')].map(problemWords).join(' ')}
          taken={taken}
          onFix={fix}
          onChange={(input) => onChange({ ...part, input }, 'input')}
        />
      )}
      {needsPerson && (
        <>
          <Checkbox
            isChecked={part.authority === 'act'}
            isDisabled={isDisabled}
            onChange={(is) => onChange({ ...part, authority: is ? 'act' : 'propose' })}
          >
            {t('field.actAlone')}
          </Checkbox>
          <p className={styles.hint}>{t(part.authority === 'act' ? 'field.actAloneHint' : 'field.proposeHint')}</p>
        </>
      )}
    </>
  )
}

function AlarmFields({ part, isDisabled, problems, ownTypes, onChange }: Of<'alarm'>) {
  const { t } = useTranslation('rules')
  const { text } = useFormat()
  const names = useRuleNames()
  const options = useRuleOptions()
  const problemWords = useProblemWords()
  const types = part.devices.scope === 'self' ? ownTypes : names.typesOf(part.devices)
  const definition = names.alarm(types, part.definition)
  const [problem] = problemsAt(problems, 'definition')
  return (
    <SearchField
      label={t('field.definition')}
      shown={definition ? text(definition.name) : part.definition}
      offer={options.alarms(types, true)}
      isDisabled={isDisabled}
      problem={problem && problemWords(problem)}
      onPick={(id) => onChange({ ...part, definition: id })}
    />
  )
}

function IncidentFields({ part, isDisabled, onChange }: Of<'incident'>) {
  const { t } = useTranslation(['rules', 'common'])
  return (
    <>
      <SelectField
        label={t('field.incidentType')}
        value={part.incidentType}
        options={IncidentType.options.map((type) => [type, t(`common:incidentType.${type}`)] as const)}
        isDisabled={isDisabled}
        onChange={(incidentType) => onChange({ ...part, incidentType })}
      />
      <SelectField<IncidentGrade | 'suggested'>
        label={t('field.grade')}
        value={part.grade ?? 'suggested'}
        options={[
          ['suggested', t('field.gradeSuggested')],
          ...IncidentGrade.options.map((grade) => [grade, t(`common:grade.${grade}`)] as const),
        ]}
        isDisabled={isDisabled}
        onChange={(grade) => {
          const { grade: _, ...rest } = part
          onChange(grade === 'suggested' ? rest : { ...rest, grade })
        }}
      />
    </>
  )
}

import { useTranslation } from 'react-i18next'
import type { RuleCondition } from '../../../../domain/contract'
import { Checkbox, ChipsField, DurationField, NumberField, SelectField, TimeField } from '../../../widgets'
import { ExpressionField, type ExpressionVariable } from '../fields/ExpressionField'
import { conditionKinds, newCondition } from '../newParts'
import { useFormat } from '../../../i18n'
import { useProblemWords } from '../useProblemWords'
import { useRuleNames } from '../useRuleWords'
import { useRuleOptions } from '../useRuleOptions'
import { asText } from './asText'
import { DaysFields } from './DaysFields'
import { problemsAt, type PartProps } from './panelProps'
import { TargetsFields } from './TargetsFields'
import styles from './Panel.module.css'

export interface ConditionFieldsProps extends PartProps<RuleCondition> {
  /** What expressions may name. */
  variables: readonly ExpressionVariable[]
}

/** What must hold besides. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { t } = useTranslation('rules')
  const { part, isDisabled, problems, variables, onChange } = props
  return (
    <>
      <SelectField
        label={t('field.kind')}
        value={part.kind}
        options={conditionKinds.map((kind) => [kind, t(`conditionKind.${kind}`)] as const)}
        isDisabled={isDisabled}
        onChange={(kind) => onChange(newCondition(kind))}
      />
      {part.kind === 'expression' && (
        <ExpressionField
          label={t('field.expression')}
          source={part.source}
          problems={problemsAt(problems, 'source')}
          variables={variables}
          isDisabled={isDisabled}
          onChange={(source) => onChange({ ...part, source }, 'source')}
        />
      )}
      {part.kind === 'time' && <TimeFields {...props} part={part} />}
      {part.kind === 'held' && (
        <DurationField
          label={t('field.held')}
          valueMs={part.forMs}
          isDisabled={isDisabled}
          onChange={(forMs) => onChange({ ...part, forMs }, 'forMs')}
        />
      )}
      {part.kind === 'count' && (
        <>
          <NumberField
            label={t('field.atLeastTimes')}
            value={part.atLeast}
            min={2}
            max={1_000}
            isWhole
            isDisabled={isDisabled}
            onChange={(atLeast) => onChange({ ...part, atLeast }, 'atLeast')}
          />
          <DurationField
            label={t('field.within')}
            valueMs={part.withinMs}
            isDisabled={isDisabled}
            onChange={(withinMs) => onChange({ ...part, withinMs }, 'withinMs')}
          />
          <SelectField
            label={t('field.countOf')}
            value={part.of}
            options={(['device', 'floor', 'building', 'rule'] as const).map(
              (of) => [of, t(`condition.of.${of}`)] as const,
            )}
            isDisabled={isDisabled}
            onChange={(of) => onChange({ ...part, of })}
          />
        </>
      )}
      {part.kind === 'around' && <AroundFields {...props} part={part} />}
      {part.kind !== 'held' && part.kind !== 'count' && (
        <Checkbox
          isChecked={part.isNot === true}
          isDisabled={isDisabled}
          onChange={(isNot) => onChange({ ...part, isNot })}
        >
          {t('field.isNot')}
        </Checkbox>
      )}
    </>
  )
}

type Of<K extends RuleCondition['kind']> = Omit<ConditionFieldsProps, 'part'> & {
  part: Extract<RuleCondition, { kind: K }>
}

function TimeFields({ part, isDisabled, onChange }: Of<'time'>) {
  const { t } = useTranslation('rules')
  return (
    <>
      <div className={styles.pair}>
        <TimeField
          label={t('field.from')}
          value={part.from}
          isDisabled={isDisabled}
          onChange={(from) => onChange({ ...part, from }, 'from')}
        />
        <TimeField
          label={t('field.to')}
          value={part.to}
          isDisabled={isDisabled}
          onChange={(to) => onChange({ ...part, to }, 'to')}
        />
      </div>
      <DaysFields
        days={part.days ?? {}}
        isDisabled={isDisabled}
        onChange={(days) => {
          const { days: _, ...rest } = part
          onChange(Object.keys(days).length === 0 ? rest : { ...rest, days })
        }}
      />
    </>
  )
}

function AroundFields({ part, isDisabled, problems, onChange }: Of<'around'>) {
  const { t } = useTranslation('rules')
  const { text } = useFormat()
  const names = useRuleNames()
  const options = useRuleOptions()
  const problemWords = useProblemWords()
  const types = names.typesOf(part.devices)
  const [problem] = problemsAt(problems, 'devices')
  return (
    <>
      <TargetsFields
        targets={part.devices}
        isDisabled={isDisabled}
        problem={problem && problemWords(problem)}
        onChange={(devices, field) => onChange({ ...part, devices }, field)}
      />
      <NumberField
        label={t('field.atLeastDevices')}
        value={part.atLeast}
        min={1}
        max={200}
        isWhole
        isDisabled={isDisabled}
        onChange={(atLeast) => onChange({ ...part, atLeast }, 'atLeast')}
      />
      <ChipsField
        label={t('field.standingAlarms')}
        values={part.alarms ?? []}
        nameOf={(id) => {
          const alarm = names.alarm(types, id)
          return alarm ? text(alarm.name) : id
        }}
        offer={options.alarms(types)}
        most={32}
        isDisabled={isDisabled}
        toValue={asText}
        onChange={(alarms) => {
          const { alarms: _, ...rest } = part
          onChange(alarms.length === 0 ? rest : { ...rest, alarms })
        }}
      />
      <ExpressionField
        label={t('field.expressionOfEach')}
        source={part.expression ?? ''}
        problems={problemsAt(problems, 'expression')}
        variables={types.flatMap(({ properties }) => properties.map(({ id, unit }) => ({ name: id, unit })))}
        isDisabled={isDisabled}
        onChange={(expression) => {
          const { expression: _, ...rest } = part
          onChange(expression === '' ? rest : { ...rest, expression }, 'expression')
        }}
      />
    </>
  )
}

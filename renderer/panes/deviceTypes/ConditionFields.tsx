import { useTranslation } from 'react-i18next'
import type { AlarmCondition, DeviceType } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { Checkbox, DurationField, NumberField, SelectField, TextField, type SelectOption } from '../../widgets'
import { conditionKinds, valuesOf, watchable, withConditionKind } from './alarmDraft'
import styles from './TypeEditor.module.css'

const directions = ['rise', 'fall', 'either'] as const

/** When an alarm stands: what it watches and at which values. */
export function ConditionFields({
  type,
  condition,
  isWrong,
  onChange,
}: {
  type: DeviceType
  condition: AlarmCondition
  isWrong(part: string): boolean
  onChange(condition: AlarmCondition): void
}) {
  const { t } = useTranslation(['deviceTypes', 'common'])
  const { text } = useFormat()
  const named = (members: readonly { id: string; name: DeviceType['name'] }[]): SelectOption<string>[] =>
    members.map(({ id, name }) => [id, text(name)])
  const problem = (part: string) => (isWrong(part) ? t('choose') : undefined)
  const point = 'property' in condition ? type.properties.find(({ id }) => id === condition.property) : undefined
  return (
    <>
      <SelectField
        label={t('head.condition')}
        value={condition.kind}
        options={conditionKinds.map((kind) => [kind, t(`conditionKind.${kind}`)])}
        onChange={(kind) => onChange(withConditionKind(type, kind, condition))}
      />
      {'property' in condition && (
        <SelectField<string>
          label={t('head.point')}
          value={condition.property}
          none={condition.property === '' ? ['', t('choose')] : undefined}
          options={named(watchable(type, condition.kind))}
          problem={problem('property')}
          onChange={(property) => onChange({ ...condition, property })}
        />
      )}
      {condition.kind === 'rate' && (
        <SelectField
          label={t('head.direction')}
          value={condition.direction}
          options={directions.map((each) => [each, t(`direction.${each}`)])}
          onChange={(direction) => onChange({ ...condition, direction })}
        />
      )}
      {condition.kind === 'deviation' && (
        <SelectField<string>
          label={t('head.from')}
          value={'property' in condition.from ? condition.from.property : ''}
          none={['', t('fromValue')]}
          options={named(watchable(type, 'deviation').filter(({ id }) => id !== condition.property))}
          onChange={(property) => onChange({ ...condition, from: property === '' ? { value: 0 } : { property } })}
        />
      )}
      {condition.kind === 'deviation' && 'value' in condition.from && (
        <NumberField
          label={t('fromValue')}
          value={condition.from.value}
          unit={point?.unit}
          onChange={(value) => onChange({ ...condition, from: { value } })}
        />
      )}
      {'limit' in condition && (
        <>
          <NumberField
            className={styles.amount}
            label={t('head.limit')}
            value={condition.limit}
            unit={condition.kind === 'rate' ? t('perMinute', { unit: point?.unit ?? '' }) : point?.unit}
            onChange={(limit) => onChange({ ...condition, limit })}
          />
          <NumberField
            className={styles.amount}
            label={t('head.deadband')}
            value={condition.deadband}
            min={0}
            unit={point?.unit}
            onChange={(deadband) => onChange({ ...condition, deadband })}
          />
        </>
      )}
      {condition.kind === 'rate' && (
        <DurationField
          label={t('head.window')}
          valueMs={condition.windowMs}
          onChange={(windowMs) => onChange({ ...condition, windowMs })}
        />
      )}
      {condition.kind === 'stale' && (
        <DurationField
          label={t('head.after')}
          valueMs={condition.afterMs}
          onChange={(afterMs) => onChange({ ...condition, afterMs })}
        />
      )}
      {condition.kind === 'equals' && (
        <SelectField<string>
          label={t('head.value')}
          value={String(condition.value)}
          options={valuesOf(point).map(({ value, name }) => [String(value), text(name)])}
          onChange={(value) => onChange({ ...condition, value: Number(value) })}
        />
      )}
      {condition.kind === 'oneOf' && (
        <div className={styles.ticks} role="group" aria-label={t('head.value')}>
          {valuesOf(point).map(({ value, name }) => (
            <Checkbox
              key={value}
              isChecked={condition.values.includes(value)}
              // One stays: an alarm at no value would never stand.
              isDisabled={condition.values.length === 1 && condition.values[0] === value}
              onChange={(isOn) =>
                onChange({
                  ...condition,
                  values: isOn ? [...condition.values, value] : condition.values.filter((each) => each !== value),
                })
              }
            >
              {text(name)}
            </Checkbox>
          ))}
        </div>
      )}
      {condition.kind === 'expression' && (
        <TextField
          className={styles.expression}
          label={t('head.expression')}
          placeholder="temperature > 60 && humidity < 20"
          maxLength={1_000}
          spellCheck={false}
          value={condition.expression}
          problem={problem('expression')}
          onChange={({ target }) => onChange({ ...condition, expression: target.value })}
        />
      )}
      {condition.kind === 'event' && (
        <>
          <SelectField<string>
            label={t('head.event')}
            value={condition.event}
            none={condition.event === '' ? ['', t('choose')] : undefined}
            options={named(type.events)}
            problem={problem('event')}
            onChange={(event) => onChange({ ...condition, event })}
          />
          <SelectField<string>
            label={t('head.clearEvent')}
            value={condition.clearEvent ?? ''}
            none={['', t('clearByHand')]}
            options={named(type.events.filter(({ id }) => id !== condition.event))}
            onChange={(clearEvent) => {
              const { clearEvent: _before, ...rest } = condition
              onChange(clearEvent === '' ? rest : { ...condition, clearEvent })
            }}
          />
        </>
      )}
    </>
  )
}

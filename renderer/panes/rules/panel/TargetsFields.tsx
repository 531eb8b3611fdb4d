import { useTranslation } from 'react-i18next'
import { DeviceId, type RuleTargets } from '../../../../domain/contract'
import { useRuleNames } from '../useRuleWords'
import { useRuleOptions } from '../useRuleOptions'
import { asText } from './asText'
import { ChipsField, NumberField, SelectField } from '../../../widgets'

type Scope = RuleTargets['scope']
const scopes: readonly Scope[] = ['self', 'sameFloor', 'adjacentFloors', 'sameBuilding', 'near', 'seesIt', 'devices']
const hasRadius = (scope: Scope) => scope === 'near' || scope === 'seesIt'

/** Devices seen from where the rule was set off: which systems, where, how many at most. */
export function TargetsFields({
  targets,
  isDisabled,
  problem,
  onChange,
}: {
  targets: RuleTargets
  isDisabled: boolean
  problem?: string | undefined
  onChange(targets: RuleTargets, field?: string): void
}) {
  const { t } = useTranslation('rules')
  const names = useRuleNames()
  const options = useRuleOptions()
  const { scope } = targets
  const changeScope = (next: Scope) => {
    const { systemKeys = [], deviceIds = [], radiusM = 50, max } = targets
    if (next === 'self') onChange({ scope: next, max: 1 })
    else if (next === 'devices') onChange({ scope: next, deviceIds, max })
    else onChange({ systemKeys, scope: next, max, ...(hasRadius(next) && { radiusM }) })
  }
  return (
    <>
      <SelectField<Scope>
        label={t('field.scope')}
        value={scope}
        options={scopes.map((each) => [each, t(`scope.${each}`)] as const)}
        isDisabled={isDisabled}
        onChange={changeScope}
      />
      {scope === 'devices' ? (
        <ChipsField
          label={t('field.devices')}
          values={targets.deviceIds ?? []}
          nameOf={names.device}
          offer={options.devices}
          most={200}
          isDisabled={isDisabled}
          problem={problem}
          toValue={(id) => DeviceId.safeParse(id).data}
          onChange={(deviceIds) => onChange({ ...targets, deviceIds })}
        />
      ) : (
        scope !== 'self' && (
          <ChipsField
            label={t('field.systems')}
            values={targets.systemKeys ?? []}
            nameOf={names.system}
            offer={options.systems}
            most={16}
            isDisabled={isDisabled}
            problem={problem}
            toValue={asText}
            onChange={(systemKeys) => onChange({ ...targets, systemKeys })}
          />
        )
      )}
      {hasRadius(scope) && (
        <NumberField
          label={t('field.radius')}
          value={targets.radiusM ?? 50}
          min={1}
          max={5_000}
          unit="m"
          isDisabled={isDisabled}
          onChange={(radiusM) => onChange({ ...targets, radiusM }, 'radius')}
        />
      )}
      {scope !== 'self' && (
        <NumberField
          label={t('field.max')}
          value={targets.max}
          min={1}
          max={200}
          isWhole
          isDisabled={isDisabled}
          onChange={(max) => onChange({ ...targets, max }, 'max')}
        />
      )}
    </>
  )
}

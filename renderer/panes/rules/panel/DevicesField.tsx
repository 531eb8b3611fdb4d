import { useTranslation } from 'react-i18next'
import { DeviceId, type RuleDevices } from '../../../../domain/contract'
import { useRuleNames } from '../useRuleWords'
import { useRuleOptions } from '../useRuleOptions'
import { asText } from './asText'
import { ChipsField } from '../../../widgets'

/** Which devices a trigger is about: whole systems, or devices one by one. */
export function DevicesField({
  devices,
  isDisabled,
  problem,
  onChange,
}: {
  devices: RuleDevices
  isDisabled: boolean
  problem?: string | undefined
  onChange(devices: RuleDevices): void
}) {
  const { t } = useTranslation('rules')
  const names = useRuleNames()
  const options = useRuleOptions()
  return (
    <>
      <ChipsField
        label={t('field.systems')}
        values={devices.systemKeys ?? []}
        nameOf={names.system}
        offer={options.systems}
        most={16}
        isDisabled={isDisabled}
        problem={problem}
        toValue={asText}
        onChange={(systemKeys) => onChange({ ...devices, systemKeys })}
      />
      <ChipsField
        label={t('field.devices')}
        values={devices.deviceIds ?? []}
        nameOf={names.device}
        offer={options.devices}
        most={500}
        isDisabled={isDisabled}
        toValue={(id) => DeviceId.safeParse(id).data}
        onChange={(deviceIds) => onChange({ ...devices, deviceIds })}
      />
    </>
  )
}

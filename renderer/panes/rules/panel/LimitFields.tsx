import { useTranslation } from 'react-i18next'
import type { RuleDraft } from '../../../../domain/contract'
import { DurationField, NumberField, SelectField } from '../../../widgets'

type Limit = RuleDraft['limit']

/** How often it may act: what comes more often is counted and not done. */
export function LimitFields({
  limit,
  isDisabled,
  onChange,
}: {
  limit: Limit
  isDisabled: boolean
  onChange(limit: Limit, field?: string): void
}) {
  const { t } = useTranslation('rules')
  return (
    <>
      <NumberField
        label={t('field.mostTimes')}
        value={limit.times}
        min={1}
        max={1_000}
        isWhole
        isDisabled={isDisabled}
        onChange={(times) => onChange({ ...limit, times }, 'limit.times')}
      />
      <DurationField
        label={t('field.within')}
        valueMs={limit.withinMs}
        isDisabled={isDisabled}
        onChange={(withinMs) => onChange({ ...limit, withinMs }, 'limit.withinMs')}
      />
      <SelectField
        label={t('field.limitOf')}
        value={limit.of}
        options={[
          ['device', t('limitOf.device')],
          ['rule', t('limitOf.rule')],
        ]}
        isDisabled={isDisabled}
        onChange={(of) => onChange({ ...limit, of })}
      />
    </>
  )
}

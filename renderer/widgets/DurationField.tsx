import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormGrid } from './FormGrid'
import { NumberField } from './NumberField'
import { SelectField } from './SelectField'

const sizes = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 } as const
type Unit = keyof typeof sizes
const longestMs = 86_400_000

const unitOf = (ms: number): Unit =>
  ms % sizes.hours === 0 ? 'hours' : ms % sizes.minutes === 0 ? 'minutes' : 'seconds'

/** A length of time of up to a day, in the unit that people would say it in. */
export function DurationField({
  label,
  valueMs,
  isDisabled = false,
  onChange,
}: {
  label: string
  valueMs: number
  isDisabled?: boolean
  onChange(valueMs: number): void
}) {
  const { t } = useTranslation('fields')
  const [unit, setUnit] = useState(() => unitOf(valueMs))
  return (
    <FormGrid columns={2}>
      <NumberField
        label={label}
        value={valueMs / sizes[unit]}
        min={1_000 / sizes[unit]}
        max={longestMs / sizes[unit]}
        isDisabled={isDisabled}
        onChange={(number) => onChange(Math.round(number * sizes[unit]))}
      />
      <SelectField<Unit>
        label={t('duration.unit')}
        value={unit}
        options={[
          ['seconds', t('duration.seconds')],
          ['minutes', t('duration.minutes')],
          ['hours', t('duration.hours')],
        ]}
        isDisabled={isDisabled}
        onChange={setUnit}
      />
    </FormGrid>
  )
}

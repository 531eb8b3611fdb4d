import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from './Choice'
import { NumberField } from './NumberField'
import styles from './Fields.module.css'

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
  const { t } = useTranslation('rules')
  const [unit, setUnit] = useState(() => unitOf(valueMs))
  return (
    <div className={styles.pair}>
      <NumberField
        label={label}
        value={valueMs / sizes[unit]}
        min={1_000 / sizes[unit]}
        max={longestMs / sizes[unit]}
        isDisabled={isDisabled}
        onChange={(number) => onChange(Math.round(number * sizes[unit]))}
      />
      <Choice<Unit>
        label={t('field.unit')}
        value={unit}
        options={[
          ['seconds', t('unit.seconds')],
          ['minutes', t('unit.minutes')],
          ['hours', t('unit.hours')],
        ]}
        isDisabled={isDisabled}
        onChange={setUnit}
      />
    </div>
  )
}

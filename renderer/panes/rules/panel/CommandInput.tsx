import type { DeviceService } from '../../../../domain/contract'
import { useFormat } from '../../../i18n'
import { NumberField, SelectField } from '../../../widgets'
import styles from './Panel.module.css'

/** What a service is asked with: one field a parameter, named values to choose from. */
export function CommandInput({
  service,
  input,
  isDisabled,
  problem,
  onChange,
}: {
  service: DeviceService
  input: Readonly<Record<string, number>>
  isDisabled: boolean
  problem: string
  onChange(input: Record<string, number>): void
}) {
  const { text } = useFormat()
  return (
    <>
      {service.input.map(({ id, name, min, max, unit, values }) =>
        values ? (
          <SelectField
            key={id}
            label={text(name)}
            value={String(input[id] ?? values[0]?.value ?? 0)}
            options={values.map((each) => [String(each.value), text(each.name)] as const)}
            isDisabled={isDisabled}
            onChange={(value) => onChange({ ...input, [id]: Number(value) })}
          />
        ) : (
          <NumberField
            key={id}
            label={text(name)}
            value={input[id] ?? min ?? 0}
            min={min}
            max={max}
            unit={unit}
            isDisabled={isDisabled}
            onChange={(value) => onChange({ ...input, [id]: value })}
          />
        ),
      )}
      {problem !== '' && <p className={styles.problem}>{problem}</p>}
    </>
  )
}

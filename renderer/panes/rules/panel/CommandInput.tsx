import type { CommandInput as CommandInputValues, DeviceService } from '../../../../domain/contract'
import { textLength } from '../../../../domain/things/parameterFault'
import { useFormat } from '../../../i18n'
import { NumberField, SelectField, TextField } from '../../../widgets'
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
  input: Readonly<CommandInputValues>
  isDisabled: boolean
  problem: string
  onChange(input: CommandInputValues): void
}) {
  const { text } = useFormat()
  return (
    <>
      {service.input.map((parameter) => {
        const { id, name, min, max, unit, values, type } = parameter
        const value = input[id]
        if (type === 'text')
          return (
            <TextField
              key={id}
              label={text(name)}
              value={typeof value === 'string' ? value : ''}
              maxLength={textLength(parameter)}
              disabled={isDisabled}
              onChange={(event) => onChange({ ...input, [id]: event.target.value })}
            />
          )
        return values ? (
          <SelectField
            key={id}
            label={text(name)}
            value={String(value ?? values[0]?.value ?? 0)}
            options={values.map((each) => [String(each.value), text(each.name)] as const)}
            isDisabled={isDisabled}
            onChange={(next) => onChange({ ...input, [id]: Number(next) })}
          />
        ) : (
          <NumberField
            key={id}
            label={text(name)}
            value={typeof value === 'number' ? value : (min ?? 0)}
            min={min}
            max={max}
            unit={unit}
            isDisabled={isDisabled}
            onChange={(next) => onChange({ ...input, [id]: next })}
          />
        )
      })}
      {problem !== '' && <p className={styles.problem}>{problem}</p>}
    </>
  )
}

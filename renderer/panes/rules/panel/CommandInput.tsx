import { useTranslation } from 'react-i18next'
import type { CommandInput as CommandInputValues, DeviceService } from '../../../../domain/contract'
import { textLength } from '../../../../domain/things/parameterFault'
import { useFormat } from '../../../i18n'
import { Button, NumberField, SelectField, TextField } from '../../../widgets'
import styles from './Panel.module.css'

/** What a service is asked with: one field a parameter, named values to choose from. What is known only when the rule acts is said, and can be made a fixed value. */
export function CommandInput({
  service,
  input,
  isDisabled,
  problem,
  taken,
  onChange,
  onFix,
}: {
  service: DeviceService
  input: Readonly<CommandInputValues>
  isDisabled: boolean
  problem: string
  /** Parameters that are taken from the moment, by id, in words. */
  taken: ReadonlyMap<string, string>
  onChange(input: CommandInputValues): void
  /** A parameter is to have a fixed value instead. */
  onFix(id: string, value: number): void
}) {
  const { t } = useTranslation('rules')
  const { text } = useFormat()
  return (
    <>
      {service.input.map((parameter) => {
        const { id, name, min, max, unit, values, type } = parameter
        const value = input[id]
        const words = taken.get(id)
        if (words !== undefined)
          return (
            <p key={id} className={styles.hint}>
              {words}{' '}
              <Button
                look="plain"
                size="small"
                disabled={isDisabled}
                onClick={() => onFix(id, values?.[0]?.value ?? min ?? 0)}
              >
                {t('field.fixValue')}
              </Button>
            </p>
          )
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

import type { DeviceService } from '../../../domain/contract'
import { textLength } from '../../../domain/things/parameterFault'
import { useFormat } from '../../i18n'
import { SelectField, TextField } from '../../widgets'

/** The parameters of a service, as texts. */
export function InputFields({
  service,
  typed,
  onTyped,
}: {
  service: DeviceService
  typed: Readonly<Record<string, string>>
  onTyped(next: Readonly<Record<string, string>>): void
}) {
  const format = useFormat()
  return service.input.map((parameter) => {
    const { id, name, unit, values, min, max, type } = parameter
    const label = [format.text(name), unit].filter(Boolean).join(' ')
    return values ? (
      <SelectField
        key={id}
        label={label}
        value={typed[id] ?? ''}
        none={['', '—']}
        options={values.map((each) => [String(each.value), format.text(each.name)] as const)}
        onChange={(value) => onTyped({ ...typed, [id]: value })}
      />
    ) : (
      <TextField
        key={id}
        label={label}
        {...(type === 'text' ? { maxLength: textLength(parameter) } : { inputMode: 'decimal' })}
        placeholder={min === undefined || max === undefined ? undefined : `${min} – ${max}`}
        value={typed[id] ?? ''}
        onChange={(event) => onTyped({ ...typed, [id]: event.target.value })}
      />
    )
  })
}

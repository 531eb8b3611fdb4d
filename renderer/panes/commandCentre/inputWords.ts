import type { CommandInput, DeviceService, LocalText } from '../../../domain/contract'

/** What a command bears, by the names of its parameters and their values; as it stands where the type does not know them any more. */
export function inputWords(
  service: Pick<DeviceService, 'input'> | undefined,
  input: CommandInput,
  { text, number }: { text(of: LocalText): string; number(value: number, decimals: number): string },
): string[] {
  return Object.entries(input).map(([id, value]) => {
    const parameter = service?.input.find((each) => each.id === id)
    const named = parameter?.values?.find((each) => each.value === value)
    const shown = named
      ? text(named.name)
      : typeof value === 'string'
        ? `“${value}”`
        : `${number(value, decimalsOf(value))}${parameter?.unit ?? ''}`
    return `${parameter ? text(parameter.name) : id} ${shown}`
  })
}

const decimalsOf = (value: number): number => Math.min(6, `${value}`.split('.')[1]?.length ?? 0)

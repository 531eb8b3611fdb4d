import type { Device, DeviceLabels } from '../../domain/contract'
import type { Registry } from '../iot/Registry'

/** Tags, groups and organisation of every device as columns: a list of a hundred thousand is narrowed by them without asking again. */
export function deviceLabels(registry: Pick<Registry, 'revision' | 'deviceCount' | 'deviceAt'>): DeviceLabels {
  const column = (valuesOf: (device: Device) => readonly string[]) => severalOf(registry, valuesOf)
  return {
    revision: registry.revision,
    tags: column(({ tags }) => tags ?? []),
    groups: column(({ groupIds }) => groupIds ?? []),
    organisations: column(({ organisationId }) => (organisationId === undefined ? [] : [organisationId])),
  }
}

function severalOf(
  registry: Pick<Registry, 'deviceCount' | 'deviceAt'>,
  valuesOf: (device: Device) => readonly string[],
): DeviceLabels['tags'] {
  const numbers = new Map<string, number>()
  const starts = new Uint32Array(registry.deviceCount + 1)
  const of: number[] = []
  for (let row = 0; row < registry.deviceCount; row++) {
    const device = registry.deviceAt(row)
    // A value named twice at one device is one value.
    for (const value of new Set(device && valuesOf(device))) {
      const number = numbers.get(value) ?? numbers.size
      numbers.set(value, number)
      of.push(number)
    }
    starts[row + 1] = of.length
  }
  return { values: [...numbers.keys()], starts, of: Uint32Array.from(of) }
}

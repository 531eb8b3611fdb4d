import type { DeviceType } from '../../../domain/contract'
import { isSpelled } from '../../../domain/search/isSpelled'
import { spell } from '../../../domain/search/spell'

export interface TypeLeaf {
  type: DeviceType
  /** Devices of the type in the registry. */
  devices: number
  /** In the registry; else only among the packs that come with the product. */
  isKept: boolean
}

export interface TypeFamily {
  /** First part of the systems' keys: `fire`. */
  id: string
  leaves: readonly TypeLeaf[]
  devices: number
}

/**
 * Types by family, in the order of the packs; what only the registry has comes after them.
 *
 * @param counts devices by type id
 * @param sought words that all stand in what a type and its points are called, Chinese by pinyin too
 */
export function familyTree(
  kept: Iterable<DeviceType>,
  packs: readonly DeviceType[],
  counts: ReadonlyMap<string, number>,
  sought = '',
): TypeFamily[] {
  const keptById = new Map([...kept].map((type) => [type.id, type]))
  const packIds = new Set(packs.map(({ id }) => id))
  const all = [
    ...packs.map((pack) => keptById.get(pack.id) ?? pack),
    ...[...keptById.values()].filter(({ id }) => !packIds.has(id)),
  ]
  const families = new Map<string, TypeLeaf[]>()
  for (const type of all) {
    if (!matches(type, sought)) continue
    const family = type.systemKey.split('.')[0] ?? type.systemKey
    const leaves = families.get(family) ?? []
    leaves.push({ type, devices: counts.get(type.id) ?? 0, isKept: keptById.has(type.id) })
    families.set(family, leaves)
  }
  return [...families].map(([id, leaves]) => ({
    id,
    leaves,
    devices: leaves.reduce((sum, { devices }) => sum + devices, 0),
  }))
}

function matches(type: DeviceType, sought: string): boolean {
  const words = sought.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const names = [type, ...type.properties].flatMap(({ id, name }) => [id, name.zh, name.en])
  const plain = [...names, type.systemKey, type.maker ?? '', type.model ?? ''].join('\n').toLowerCase()
  const spelled = words.some(isSpelled) ? Object.values(spell(type.name.zh)).join('\n') : ''
  return words.every((word) => plain.includes(word) || spelled.includes(word))
}

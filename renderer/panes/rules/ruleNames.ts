import type {
  AlarmDefinition,
  DeviceEvent,
  DeviceService,
  DeviceType,
  LocalText,
  Property,
  RuleDevices,
  RuleTargets,
} from '../../../domain/contract'
import type { Registry } from '../../feed'
import type { TargetNames } from './TargetNames'

/** What the registry knows of the things that a rule names by id. */
export interface RuleNames {
  /** Names of the types of a system; several systems have several types. */
  system(key: string): string
  device(id: string): string
  building(id: string): string
  plot(id: string): string
  plan(id: string): string
  /** A forwarding target. */
  target(id: string): string
  /** Device types that a trigger or a target means. */
  typesOf(devices: RuleDevices | RuleTargets): readonly DeviceType[]
  property(types: readonly DeviceType[], id: string): Property | undefined
  alarm(types: readonly DeviceType[], id: string): AlarmDefinition | undefined
  event(types: readonly DeviceType[], id: string): DeviceEvent | undefined
  service(types: readonly DeviceType[], id: string): DeviceService | undefined
}

export function createRuleNames(
  registry: Registry,
  text: (text: LocalText) => string,
  targets: TargetNames,
): RuleNames {
  const bySystem = new Map<string, DeviceType[]>()
  for (const type of registry.types.values())
    bySystem.set(type.systemKey, [...(bySystem.get(type.systemKey) ?? []), type])
  const nameOf = (named: { name: LocalText } | undefined, id: string) => (named ? text(named.name) : id)
  const find = <T extends { id: string }>(
    types: readonly DeviceType[],
    list: (type: DeviceType) => readonly T[],
    id: string,
  ): T | undefined => types.flatMap(list).find((each) => each.id === id)
  return {
    system(key) {
      const names = (bySystem.get(key) ?? []).map(({ name }) => text(name))
      return names.length === 0 ? key : names.join(' / ')
    },
    device(id) {
      const index = registry.deviceIndex(id)
      if (index === undefined) return id
      const { namesZh, namesEn } = registry.devices
      return text({ zh: namesZh[index] ?? id, en: namesEn[index] ?? id })
    },
    building: (id) => nameOf(registry.building(id), id),
    plot: (id) => nameOf(registry.plot(id), id),
    plan: (id) => nameOf(registry.plans.get(id), id),
    target: (id) => targets.get(id) ?? id,
    typesOf({ systemKeys = [], deviceIds = [] }) {
      const ofDevices = deviceIds.flatMap((id) => {
        const index = registry.deviceIndex(id)
        return (index === undefined ? undefined : registry.deviceType(index)) ?? []
      })
      return [...new Set([...systemKeys.flatMap((key) => bySystem.get(key) ?? []), ...ofDevices])]
    },
    property: (types, id) => find(types, ({ properties }) => properties, id),
    alarm: (types, id) => find(types, ({ alarms }) => alarms, id),
    event: (types, id) => find(types, ({ events }) => events, id),
    service: (types, id) => find(types, ({ services }) => services, id),
  }
}

import { z } from 'zod'
import type { Alarm, AlarmDefinition, Post } from '../../../../domain/contract'
import type { Registry } from '../../../feed'

export const alarmLayers = ['fire', 'security', 'equipment'] as const
export type AlarmLayer = (typeof alarmLayers)[number]
export const peopleLayers = ['security', 'engineering', 'cleaning', 'service'] as const
export type PeopleLayer = (typeof peopleLayers)[number]

/** Drawing of a layer's row, and of its marks on the map. */
export const alarmLayerSymbols: Record<AlarmLayer, string> = {
  fire: 'smoke-detector',
  security: 'camera',
  equipment: 'pump',
}
export const peopleLayerSymbols: Record<PeopleLayer, string> = {
  security: 'guard',
  engineering: 'engineer',
  cleaning: 'cleaner',
  service: 'intercom',
}

const layerOfPost: Record<Post, PeopleLayer> = {
  security: 'security',
  microFireStation: 'security',
  engineering: 'engineering',
  cleaning: 'cleaning',
  greening: 'cleaning',
  customerService: 'service',
  steward: 'service',
  firstAid: 'service',
  manager: 'service',
  shiftLeader: 'service',
}
export const peopleLayer = (post: Post): PeopleLayer => layerOfPost[post]

export function alarmLayer(definition: Pick<AlarmDefinition, 'incidentType'> | undefined): AlarmLayer {
  switch (definition?.incidentType) {
    case 'fire':
      return 'fire'
    case 'security':
    case 'crowd':
    case 'personalSafety':
    case 'traffic':
      return 'security'
    default:
      return 'equipment'
  }
}

/** A hidden alarm layer hides only what somebody has taken and what no life hangs on: the rest is never put out of sight. */
export const mayBeHidden = (alarm: Pick<Alarm, 'state' | 'isLifeSafety'>): boolean =>
  !alarm.isLifeSafety && (alarm.state === 'acknowledged' || alarm.state === 'returned')

/** What the person has switched on and off; device layers are off and all others on until said otherwise. */
export const LayerChoice = z.object({
  shownTypes: z.array(z.string()),
  hiddenAlarms: z.array(z.enum(alarmLayers)),
  hiddenPeople: z.array(z.enum(peopleLayers)),
})
export type LayerChoice = z.infer<typeof LayerChoice>

/** Things people run to. */
const shownAtFirst = new Set(['fire-hydrant', 'aed'])

export const firstChoice = (registry: Registry): LayerChoice => ({
  shownTypes: [...registry.types.values()].filter(({ symbol }) => shownAtFirst.has(symbol)).map(({ id }) => id),
  hiddenAlarms: [],
  hiddenPeople: [],
})

export type DeviceLayer = { typeId: string; symbol: string; name: { zh: string; en: string }; count: number }
export type DeviceLayerGroup = { system: string; layers: DeviceLayer[] }

/** Systems in the order in which a dispatcher looks for them; others follow. */
const systemOrder = [
  'fire',
  'security',
  'access',
  'parking',
  'transport',
  'building_equipment',
  'energy',
  'environment',
  'sanitation',
]

/** Device types with how many devices each has, by system; handsets are left out, for people are shown by themselves. */
export function deviceLayerGroups(registry: Registry): DeviceLayerGroup[] {
  const counts = new Map<string, number>()
  for (const type of registry.devices.types) {
    const id = registry.devices.typeIds[type] ?? ''
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  const groups = new Map<string, DeviceLayer[]>()
  for (const { id, systemKey, symbol, name } of registry.types.values()) {
    const system = systemKey.split('.')[0] ?? systemKey
    const count = counts.get(id) ?? 0
    if (system === 'staff' || count === 0) continue
    groups.set(system, [...(groups.get(system) ?? []), { typeId: id, symbol, name, count }])
  }
  const place = (system: string) => (systemOrder.includes(system) ? systemOrder.indexOf(system) : systemOrder.length)
  return [...groups].map(([system, layers]) => ({ system, layers })).sort((a, b) => place(a.system) - place(b.system))
}

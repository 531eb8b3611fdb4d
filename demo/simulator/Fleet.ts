import type { DeviceType, DistrictDocument, Property } from '../../domain/contract'
import { hashText } from '../random'
import type { Moment, Profile } from './profiles/forms'
import { states } from './profiles/states'
import { values } from './profiles/values'
import { mix } from './noise'

/** How a value is bent away from its ordinary course by a story, a fault or a command. */
export type Override =
  { kind: 'hold'; value: number } | { kind: 'ramp'; from: number; to: number; startMs: number; endMs: number }

/** A device as the simulator plays it. */
export interface SimDevice {
  readonly index: number
  readonly id: string
  readonly typeId: string
  readonly type: DeviceType
  readonly lngLat: readonly [number, number]
  readonly buildingId: string | undefined
  readonly floor: number
  readonly floors: number
  readonly seed: number
  readonly parentId: string | undefined
  readonly overrides: Map<string, Override>
  /** Where a mover is; what stands has none. */
  whereAt: ((tMs: number) => readonly [lng: number, lat: number]) | undefined
  /** False once its gateway or itself has gone. */
  isReachable: boolean
  /** A property it no longer reports, once it has. */
  stuckProperty: string | undefined
}

/** One property as it is made: ready to be asked thousands of times a second. */
interface Maker {
  readonly property: Property
  readonly salt: number
  readonly profile: Profile
  readonly factor: number
}

export const stateKeyOf = (name: string): string => name.toLowerCase().replaceAll(' ', '_')

/** All devices of a district, and what they measure at a moment. */
export class Fleet {
  readonly devices: readonly SimDevice[]
  private readonly byId: Map<string, SimDevice>
  /** By type and building. */
  private readonly groups = new Map<string, SimDevice[]>()
  private readonly makers = new Map<string, readonly Maker[]>()

  constructor(district: DistrictDocument, seed: number) {
    const types = new Map<string, DeviceType>(district.deviceTypes.map((type) => [type.id, type]))
    const floors = new Map<string, number>(district.geometry.buildings.map(({ id, floorsAbove }) => [id, floorsAbove]))
    this.devices = district.devices.map((device, index): SimDevice => {
      const type = types.get(device.typeId)
      if (!type) throw new Error(`device ${device.id} has no type`)
      return {
        index,
        id: device.id,
        typeId: device.typeId,
        type,
        lngLat: device.place.lngLat,
        buildingId: device.place.buildingId,
        floor: device.place.floor ?? 1,
        floors: floors.get(device.place.buildingId ?? '') ?? 1,
        seed: mix(hashText(device.id), seed),
        parentId: device.parentId,
        overrides: new Map(),
        whereAt: undefined,
        isReachable: true,
        stuckProperty: undefined,
      }
    })
    this.byId = new Map(this.devices.map((device) => [device.id, device]))
    for (const device of this.devices) {
      const others = this.groups.get(groupKey(device))
      if (others) others.push(device)
      else this.groups.set(groupKey(device), [device])
    }
    for (const type of types.values())
      this.makers.set(
        type.id,
        type.properties.map((property) => makerOf(type, property)),
      )
  }

  find(id: string): SimDevice | undefined {
    return this.byId.get(id)
  }

  /** Another device of its type in its building. */
  neighbourOf(device: SimDevice): SimDevice | undefined {
    if (device.buildingId === undefined) return undefined
    return this.groups.get(groupKey(device))?.find(({ id }) => id !== device.id)
  }

  /** What the device would report now: every property but the one that is stuck. */
  measure(device: SimDevice, tMs: number): Record<string, number> {
    const report: Record<string, number> = {}
    const position = device.whereAt?.(tMs) ?? device.lngLat
    for (const maker of this.makers.get(device.typeId) ?? []) {
      const { id } = maker.property
      if (id === device.stuckProperty) continue
      report[id] = id === 'lng' ? position[0] : id === 'lat' ? position[1] : valueOf(maker, device, tMs)
    }
    return report
  }

  /** One value as it is now; 0 when the device has no such property. */
  value(device: SimDevice, property: string, tMs: number): number {
    const maker = this.makers.get(device.typeId)?.find((item) => item.property.id === property)
    return maker ? valueOf(maker, device, tMs) : 0
  }

  /**
   * Number of a state by its key; of `state` when no other property is named.
   *
   * @throws Error when the type has no such state: the story and the thing model do not fit
   */
  stateNumber(device: SimDevice, key: string): number {
    const named = device.type.properties.find(({ id }) => id === 'state')?.values ?? []
    const value = named.find(({ name }) => stateKeyOf(name.en) === key)?.value
    if (value === undefined) throw new Error(`${device.typeId} has no state "${key}"`)
    return value
  }
}

const groupKey = ({ typeId, buildingId }: SimDevice): string => `${typeId} ${buildingId ?? ''}`

function makerOf(type: DeviceType, property: Property): Maker {
  const ordinary = values[type.id]?.[property.id]
  const keys = (property.values ?? []).map(({ name }) => stateKeyOf(name.en))
  const state = property.id === 'state' ? states[type.id] : undefined
  const profile: Profile =
    ordinary ?? (state ? (moment) => Math.max(0, keys.indexOf(state(moment))) : () => property.values?.[0]?.value ?? 0)
  return {
    property,
    salt: hashText(property.id),
    profile,
    factor: 10 ** (property.type === 'number' ? (property.decimals ?? 0) : 0),
  }
}

// Asked for every value of every message: one object for all, never kept.
const moment: Moment = { tMs: 0, seed: 0, device: 0, floor: 1, floors: 1 }

function valueOf({ property, salt, profile, factor }: Maker, device: SimDevice, tMs: number): number {
  const override = device.overrides.get(property.id)
  moment.tMs = tMs
  moment.seed = mix(device.seed, salt)
  moment.device = device.seed
  moment.floor = device.floor
  moment.floors = device.floors
  const raw = override ? overridden(override, tMs) : profile(moment)
  const value = Math.round(raw * factor) / factor
  return Math.min(property.max ?? Infinity, Math.max(property.min ?? -Infinity, value))
}

function overridden(override: Override, tMs: number): number {
  if (override.kind === 'hold') return override.value
  const { from, to, startMs, endMs } = override
  const share = endMs === startMs ? 1 : Math.min(1, Math.max(0, (tMs - startMs) / (endMs - startMs)))
  return from + (to - from) * share
}

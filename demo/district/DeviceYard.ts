import { type Device, DeviceId, DeviceTypeId, type Place } from '../../domain/contract'

/** Collects a district's devices; an id is given once. */
export class DeviceYard {
  readonly devices: Device[] = []
  private readonly ids = new Set<string>()
  private readonly byBuilding = new Map<string, string[]>()

  has(id: string): boolean {
    return this.ids.has(id)
  }

  /** Ids of the devices of a type in a building, in the order they were added. */
  inBuilding(typeId: string, buildingId: string): readonly string[] {
    return this.byBuilding.get(`${typeId} ${buildingId}`) ?? []
  }

  /** @throws Error when the id is taken */
  add(typeId: string, id: string, name: readonly [zh: string, en: string], place: Place, parentId?: string): void {
    if (this.ids.has(id)) throw new Error(`device ${id} stands already`)
    this.ids.add(id)
    if (place.buildingId !== undefined) {
      const key = `${typeId} ${place.buildingId}`
      const others = this.byBuilding.get(key)
      if (others) others.push(id)
      else this.byBuilding.set(key, [id])
    }
    this.devices.push({
      id: DeviceId.parse(id),
      typeId: DeviceTypeId.parse(typeId),
      name: { zh: name[0], en: name[1] },
      place,
      ...(parentId === undefined ? {} : { parentId: DeviceId.parse(parentId) }),
    })
  }
}

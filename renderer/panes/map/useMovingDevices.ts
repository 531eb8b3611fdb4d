import { useEffect } from 'react'
import { qualityCodes, type DeviceId, type LngLat } from '../../../domain/contract'
import { useClient, type Registry } from '../../feed'
import type { KeptStage } from './stageKeeper'

/** Vehicles and robots move at most so fast over the map that this is smooth enough. */
const rateHz = 2

/** Things that report where they are (buses, robots, drones) move on the map while their layer is shown. */
export function useMovingDevices(kept: KeptStage | undefined, registry: Registry, shownTypes: readonly string[]): void {
  const client = useClient()
  const key = shownTypes.join(' ')
  useEffect(() => {
    if (!kept) return
    const movers = findMovers(registry, new Set(key.split(' ')))
    if (movers.ids.length === 0) return
    return client.on('samples.changed', { devices: movers.ids, rateHz }, ({ points, values, qualities }) => {
      points.forEach((point, at) => {
        const mover = movers.byPoint.get(point)
        const value = values[at]
        if (!mover || value === undefined || !Number.isFinite(value) || qualities[at] === qualityCodes.bad) return
        if (mover.isLng) mover.place.lngLat[0] = value
        else mover.place.lngLat[1] = value
        kept.columns.moveTo(mover.place.index, mover.place.lngLat)
      })
      kept.stage.devicesChanged()
    })
  }, [client, kept, registry, key])
}

type Mover = { isLng: boolean; place: { index: number; lngLat: LngLat } }

function findMovers(registry: Registry, shown: ReadonlySet<string>): { ids: DeviceId[]; byPoint: Map<number, Mover> } {
  const ids: DeviceId[] = []
  const byPoint = new Map<number, Mover>()
  registry.devices.ids.forEach((id, index) => {
    const type = registry.deviceType(index)
    // A thing in a house stands on its floor even when it knows its position (extinguishers do).
    if (!type || !shown.has(type.id) || registry.devices.floors[index] !== 0) return
    const lng = registry.property(id, 'lng')
    const lat = registry.property(id, 'lat')
    if (!lng || !lat) return
    const place: Mover['place'] = { index, lngLat: registry.position(index) }
    ids.push(id)
    byPoint.set(lng.point, { isLng: true, place })
    byPoint.set(lat.point, { isLng: false, place })
  })
  return { ids, byPoint }
}

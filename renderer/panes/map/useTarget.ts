import { useMemo } from 'react'
import type { Alarm, Building, LngLat } from '../../../domain/contract'
import { useItem, useRegistry, useSelection } from '../../feed'
import { personSpot } from './spots'
import { ringCentre } from './scene/districtFeatures'

/** What the selection means for the map: the place to go to, and the house and floor to bring out. */
export interface Target {
  alarm: Alarm | undefined
  lngLat: LngLat | undefined
  building: Building | undefined
  floor: number | undefined
  deviceId: string | undefined
}

export function useTarget(): Target {
  const registry = useRegistry()
  const selection = useSelection()
  const incident = useItem('incident.changed', selection.incidentId)
  const alarm = useItem(
    'alarm.changed',
    selection.alarmId ?? (selection.deviceId === undefined ? incident?.alarmIds[0] : undefined),
  )
  const person = useItem('people.changed', selection.personId)
  return useMemo(() => {
    const deviceId = alarm?.deviceId ?? selection.deviceId
    const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
    if (index !== undefined)
      return { alarm, deviceId, lngLat: registry.position(index), ...registry.whereabouts(index) }
    if (incident)
      return {
        alarm,
        deviceId,
        lngLat: incident.place.lngLat,
        building: registry.building(incident.place.buildingId ?? ''),
        floor: incident.place.floor,
      }
    const building = registry.building(selection.buildingId ?? '')
    if (building) return { alarm, deviceId, lngLat: ringCentre(building.footprint), building, floor: undefined }
    return {
      alarm,
      deviceId,
      lngLat: person && personSpot(registry, person)?.lngLat,
      building: undefined,
      floor: undefined,
    }
  }, [registry, selection, incident, alarm, person])
}

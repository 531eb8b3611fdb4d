import { useMemo } from 'react'
import { compareImportance, isAside } from '../../alarms/rank'
import type { ChosenPerson } from '../../alarm-card/AlarmCard'
import { useCollection, useRegistry, useSelection } from '../../feed'
import { useFormat } from '../../i18n'
import type { LngLat } from '../../../domain/contract'
import type { InkModel } from './ink/inkModel'
import { alarmLayer, mayBeHidden, peopleLayer, peopleLayerSymbols, type LayerChoice } from './layers/mapLayers'
import { mapLabels } from './mapLabels'
import { deviceSpot, personSpot } from './spots'
import { floorSpanM } from './scene/districtFeatures'

/** All that is printed over the map, from the feeds, the selection and the layers. */
export function useInk(
  choice: LayerChoice,
  chosen: readonly ChosenPerson[],
  measured: readonly LngLat[],
  emphasisedBuildingId: string | undefined,
): InkModel {
  const registry = useRegistry()
  const format = useFormat()
  const selection = useSelection()
  const { items: alarms } = useCollection('alarm.changed')
  const { items: people } = useCollection('people.changed')
  const { items: incidents } = useCollection('incident.changed')

  const labels = useMemo(() => mapLabels(registry.geometry, format.text), [registry, format.text])
  const inkAlarms = useMemo(
    () =>
      [...alarms.values()]
        .filter(
          (alarm) =>
            alarm.id === selection.alarmId ||
            (!isAside(alarm) &&
              (!mayBeHidden(alarm) || !choice.hiddenAlarms.includes(alarmLayer(registry.alarmDefinition(alarm))))),
        )
        .sort(compareImportance)
        .flatMap(({ id, deviceId, priority, state }) => {
          const index = registry.deviceIndex(deviceId)
          return index === undefined ? [] : [{ id, priority, state, ...deviceSpot(registry, index) }]
        }),
    [alarms, registry, choice.hiddenAlarms, selection.alarmId],
  )
  const inkPeople = useMemo(() => {
    const ways = new Map(chosen.map(({ personId, distanceM }) => [personId, distanceM]))
    return [...people.values()].flatMap((state) => {
      const person = registry.people.get(state.id)
      const spot = personSpot(registry, state)
      const layer = person && peopleLayer(person.post)
      const distanceM = ways.get(state.id)
      const isMarked = distanceM !== undefined || state.id === selection.personId
      if (
        !person ||
        !layer ||
        !spot ||
        (!isMarked && (state.duty === 'offDuty' || choice.hiddenPeople.includes(layer)))
      )
        return []
      const note = distanceM === undefined ? {} : { note: `${format.number(distanceM)} m` }
      return [
        {
          id: state.id,
          symbol: peopleLayerSymbols[layer],
          name: format.text(person.name),
          duty: state.duty,
          ...spot,
          ...note,
        },
      ]
    })
  }, [people, registry, choice.hiddenPeople, chosen, selection.personId, format])
  const inkIncidents = useMemo(
    () =>
      [...incidents.values()]
        .filter(({ state }) => state === 'open')
        .map(({ id, grade, number, place }) => {
          const building = registry.building(place.buildingId ?? '')
          const heightM =
            building && place.floor !== undefined && place.floor > 0 ? floorSpanM(building, place.floor).topM : 0
          return { id, grade, number, lngLat: place.lngLat, heightM }
        }),
    [incidents, registry],
  )
  return useMemo(() => {
    const index = selection.deviceId === undefined ? undefined : registry.deviceIndex(selection.deviceId)
    const device =
      index === undefined || selection.alarmId !== undefined
        ? undefined
        : {
            ...deviceSpot(registry, index),
            name: format.text({ zh: registry.devices.namesZh[index] ?? '', en: registry.devices.namesEn[index] ?? '' }),
          }
    const { alarmId, personId, incidentId } = selection
    return {
      labels,
      alarms: inkAlarms,
      people: inkPeople,
      incidents: inkIncidents,
      measured,
      selected: {
        ...(alarmId === undefined ? {} : { alarmId }),
        ...(personId === undefined ? {} : { personId }),
        ...(incidentId === undefined ? {} : { incidentId }),
        ...(emphasisedBuildingId === undefined ? {} : { buildingId: emphasisedBuildingId }),
        ...(device === undefined ? {} : { device }),
      },
    }
  }, [labels, inkAlarms, inkPeople, inkIncidents, measured, selection, registry, format, emphasisedBuildingId])
}

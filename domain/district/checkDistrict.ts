import { type Building, type DistrictDocument, IncidentType, type Place } from '../contract'
import { checkDeviceTypes } from './checkDeviceTypes'
import { checkPlans } from './checkPlans'
import { checkGraphics } from './checkGraphics'
import { checkParties } from './checkParties'
import type { DistrictProblem, Report } from './DistrictProblem'
import { findCycle } from './findCycle'

/**
 * Checks what the schema of a district cannot: that its parts fit each other.
 *
 * @returns every finding; an import takes place only when there is none
 */
export function checkDistrict(document: DistrictDocument): DistrictProblem[] {
  const problems: DistrictProblem[] = []
  const report: Report = (path, code, detail) => problems.push({ path, code, detail })
  checkIds(document, report)
  checkGeometry(document, report)
  checkDeviceTypes(document.deviceTypes, report)
  checkDevices(document, report)
  checkPeopleAndMaterials(document, report)
  checkPlans(document, report)
  checkGraphics(document, report)
  checkParties(document, report)
  return problems
}

function checkIds(document: DistrictDocument, report: Report): void {
  const parts: Record<string, readonly { id: string }[]> = {
    'geometry.plots': document.geometry.plots,
    'geometry.buildings': document.geometry.buildings,
    'geometry.roads': document.geometry.roads,
    'geometry.areas': document.geometry.areas,
    'geometry.gates': document.geometry.gates,
    deviceTypes: document.deviceTypes,
    devices: document.devices,
    people: document.people,
    materials: document.materials,
    plans: document.plans,
    graphics: document.graphics ?? [],
    organisations: document.organisations ?? [],
    groups: document.groups ?? [],
    grants: document.grants ?? [],
  }
  for (const [path, things] of Object.entries(parts)) {
    const seen = new Set<string>()
    things.forEach(({ id }, place) => {
      if (seen.has(id)) report(`${path}[${place}].id`, 'duplicateId', `${id} stands twice`)
      seen.add(id)
    })
  }
}

function checkGeometry({ geometry }: DistrictDocument, report: Report): void {
  const plots = new Set(geometry.plots.map((plot) => plot.id))
  geometry.buildings.forEach((building, place) => {
    if (!plots.has(building.plotId))
      report(`geometry.buildings[${place}].plotId`, 'unknownPlot', `no plot ${building.plotId}`)
  })
  try {
    new Intl.DateTimeFormat('en', { timeZone: geometry.timeZone })
  } catch {
    report('geometry.timeZone', 'badTimeZone', `no time zone ${geometry.timeZone}`)
  }
}

function checkDevices(document: DistrictDocument, report: Report): void {
  const checkPlace = placeCheck(document, report)
  const types = new Set(document.deviceTypes.map((type) => type.id))
  const parents = new Map<string, string | undefined>(document.devices.map((device) => [device.id, device.parentId]))
  document.devices.forEach((device, place) => {
    const path = `devices[${place}]`
    if (!types.has(device.typeId)) report(`${path}.typeId`, 'unknownType', `no device type ${device.typeId}`)
    if (device.parentId !== undefined && !parents.has(device.parentId)) {
      report(`${path}.parentId`, 'unknownDevice', `no device ${device.parentId} to be the gateway of ${device.id}`)
    }
    checkPlace(device.place, `${path}.place`)
  })
  const circle = findCycle(parents.keys(), (id) => {
    const parent = parents.get(id)
    return parent === undefined ? [] : [parent]
  })
  if (circle) report('devices', 'cycle', `gateways behind each other: ${circle.join(' → ')}`)
}

function checkPeopleAndMaterials(document: DistrictDocument, report: Report): void {
  const checkPlace = placeCheck(document, report)
  const devices = new Set(document.devices.map((device) => device.id))
  const handsets = new Set<string>()
  document.people.forEach((person, place) => {
    const path = `people[${place}]`
    if (!devices.has(person.handsetId)) report(`${path}.handsetId`, 'unknownDevice', `no handset ${person.handsetId}`)
    // A receipt names its handset only: with two owners nobody could say who accepted the task.
    if (handsets.has(person.handsetId))
      report(`${path}.handsetId`, 'duplicateId', `${person.handsetId} is carried by two people`)
    handsets.add(person.handsetId)
    checkPlace(person.base, `${path}.base`)
  })
  document.materials.forEach((material, place) => {
    for (const type of material.incidentTypes) {
      if (!IncidentType.safeParse(type).success)
        report(`materials[${place}].incidentTypes`, 'unknownWord', `no incident type ${type}`)
    }
    checkPlace(material.place, `materials[${place}].place`)
  })
}

function placeCheck({ geometry }: DistrictDocument, report: Report): (place: Place, path: string) => void {
  const plots = new Set(geometry.plots.map((plot) => plot.id))
  const buildings = new Map<string, Building>(geometry.buildings.map((building) => [building.id, building]))
  return (place, path) => {
    if (place.plotId !== undefined && !plots.has(place.plotId))
      report(`${path}.plotId`, 'unknownPlot', `no plot ${place.plotId}`)
    if (place.buildingId === undefined) {
      if (place.floor !== undefined)
        report(`${path}.floor`, 'floorWithoutBuilding', `floor ${place.floor} of no building`)
      return
    }
    const building = buildings.get(place.buildingId)
    if (!building) {
      report(`${path}.buildingId`, 'unknownBuilding', `no building ${place.buildingId}`)
    } else if (
      place.floor !== undefined &&
      (place.floor > building.floorsAbove || place.floor < -building.floorsBelow)
    ) {
      report(
        `${path}.floor`,
        'floorOutsideBuilding',
        `${building.id} has floors ${-building.floorsBelow} to ${building.floorsAbove}, not ${place.floor}`,
      )
    }
  }
}

import { describe, expect, it } from 'vitest'
import { DistrictDocument } from '../contract'
import { checkDistrict } from './checkDistrict'
import type { DistrictProblemCode } from './DistrictProblem'
import { floorsApart } from './floors'
import { testDistrictJson } from './testDistrict'

type Json = ReturnType<typeof testDistrictJson>
type Loose = { [key: string]: Loose } & Loose[]

/** Puts a value at a path like `plans.0.steps.1.after`. */
const put = (json: Json, path: string, value: unknown): unknown => {
  const keys = path.split('.')
  const last = keys.pop()!
  let target = json as unknown as Loose
  for (const key of keys) target = target[key]!
  Object.assign(target, { [last]: value })
  return json
}
const check = (json: unknown) => checkDistrict(DistrictDocument.parse(json))

const broken: [what: string, path: string, value: unknown, code: DistrictProblemCode, where: string][] = [
  ['a device that stands twice', 'devices.1.id', 'TH-2', 'duplicateId', 'devices[2].id'],
  ['a device of no type', 'devices.1.typeId', 'nothing', 'unknownType', 'devices[1].typeId'],
  ['a device behind no gateway', 'devices.1.parentId', 'GW-9', 'unknownDevice', 'devices[1].parentId'],
  ['gateways behind each other', 'devices.0.parentId', 'TH-1', 'cycle', 'devices'],
  ['a device in no building', 'devices.1.place.buildingId', 'T9', 'unknownBuilding', 'devices[1].place.buildingId'],
  ['a device above the roof', 'devices.1.place.floor', 21, 'floorOutsideBuilding', 'devices[1].place.floor'],
  ['a device below the ground', 'devices.1.place.floor', -3, 'floorOutsideBuilding', 'devices[1].place.floor'],
  ['a floor outdoors', 'devices.6.place.floor', 1, 'floorWithoutBuilding', 'devices[6].place.floor'],
  ['a device on no plot', 'devices.1.place.plotId', 'plot-9', 'unknownPlot', 'devices[1].place.plotId'],
  ['a building on no plot', 'geometry.buildings.0.plotId', 'plot-9', 'unknownPlot', 'geometry.buildings[0].plotId'],
  ['a time zone that is none', 'geometry.timeZone', 'Mars/Base', 'badTimeZone', 'geometry.timeZone'],
  ['a person without a handset', 'people.0.handsetId', 'HS-9', 'unknownDevice', 'people[0].handsetId'],
  ['a material for no incident', 'materials.0.incidentTypes', ['boredom'], 'unknownWord', 'materials[0].incidentTypes'],
  [
    'an alarm over no property',
    'deviceTypes.0.alarms.0.condition.property',
    'x',
    'unknownProperty',
    'deviceTypes[0].alarms[0].condition.property',
  ],
  [
    'an alarm by no event',
    'deviceTypes.1.alarms.0.condition.event',
    'x',
    'unknownEvent',
    'deviceTypes[1].alarms[0].condition.event',
  ],
  [
    'an alarm cleared by no event',
    'deviceTypes.2.alarms.0.condition.clearEvent',
    'x',
    'unknownEvent',
    'deviceTypes[2].alarms[0].condition.event',
  ],
  [
    'a property that stands twice',
    'deviceTypes.0.properties.1.id',
    'temperature',
    'duplicateId',
    'deviceTypes[0].properties[1].id',
  ],
  ['a step that waits for none', 'plans.0.steps.1.after', ['never'], 'unknownStep', 'plans[0].steps[1].after'],
  ['steps that wait for each other', 'plans.0.steps.0.after', ['tell'], 'cycle', 'plans[0].steps'],
  ['a step that stands twice', 'plans.0.steps.1.id', 'look', 'duplicateId', 'plans[0].steps[1].id'],
  [
    'a skill that nobody has',
    'plans.0.steps.1.action.skills',
    ['juggling'],
    'unknownWord',
    'plans[0].steps[1].action.skills',
  ],
  ['a post that is none', 'plans.0.steps.3.action.posts', ['king'], 'unknownWord', 'plans[0].steps[3].action.posts'],
  [
    'a system without devices',
    'plans.0.steps.2.action.devices.systemKeys',
    ['x'],
    'unknownSystem',
    'plans[0].steps[2].action.devices.systemKeys',
  ],
  [
    'a service that none knows',
    'plans.0.steps.2.action.service',
    'dance',
    'unknownService',
    'plans[0].steps[2].action.service',
  ],
  [
    'a command called less harmful than it is',
    'plans.0.steps.2.action.commandClass',
    1,
    'commandClassTooLow',
    'plans[0].steps[2].action.commandClass',
  ],
  [
    'near without a radius',
    'plans.0.steps.2.action.devices.scope',
    'near',
    'missingRadius',
    'plans[0].steps[2].action.devices',
  ],
]

describe('checkDistrict', () => {
  it('finds nothing wrong with a sound district', () => {
    expect(check(testDistrictJson())).toEqual([])
  })

  it.each(broken)('names %s', (_, path, value, code, where) => {
    expect(check(put(testDistrictJson(), path, value))).toContainEqual(expect.objectContaining({ code, path: where }))
  })

  it('lists all problems at once', () => {
    const json = put(put(testDistrictJson(), 'devices.1.typeId', 'x') as Json, 'people.0.handsetId', 'y')
    expect(check(json).map(({ code }) => code)).toEqual(['unknownType', 'unknownDevice'])
  })

  it('refuses a handset that two people carry, for nobody could say who answered', () => {
    const json = testDistrictJson()
    json.people.push({ ...json.people[0]!, id: 'P-2' })
    expect(check(json)).toEqual([expect.objectContaining({ path: 'people[1].handsetId', code: 'duplicateId' })])
  })
})

describe('floorsApart', () => {
  it.each([
    [1, 1, 0],
    [1, 2, 1],
    [-1, 1, 1],
    [-2, 3, 4],
  ])('knows no floor 0 between %i and %i', (a, b, apart) => {
    expect(floorsApart(a, b)).toBe(apart)
  })
})

describe('whom devices belong to', () => {
  const name = { zh: '甲', en: 'A' }
  const parties = {
    organisations: [
      { id: 'o', name },
      { id: 'below', name, parentId: 'o' },
    ],
    groups: [{ id: 'g', name }],
    grants: [{ id: 'x', to: { kind: 'organisation', id: 'below' }, over: { groupIds: ['g'] }, may: ['view'] }],
  }
  const having = (more: object, device: object = {}) => {
    const json = testDistrictJson()
    Object.assign(json.devices[0]!, { organisationId: 'below', groupIds: ['g'] }, device)
    return check({ ...json, ...parties, ...more }).map(({ path, code }) => [path, code])
  }
  it('is told by what the district brings, where it brings any', () => {
    expect(having({})).toEqual([])
    expect(having({}, { organisationId: 'x', groupIds: ['g', 'h'] })).toEqual([
      ['devices[0].organisationId', 'unknownOrganisation'],
      ['devices[0].groupIds', 'unknownGroup'],
    ])
    expect(having({ organisations: undefined, groups: undefined, grants: undefined })).toEqual([])
  })
  it('leads nowhere but to what is there, and never in a circle', () => {
    expect(having({ groups: [{ id: 'g', name, parentId: 'nobody' }] })).toEqual([
      ['groups[0].parentId', 'unknownGroup'],
    ])
    expect(having({ groups: [{ id: 'g', name, parentId: 'g' }] })).toEqual([['groups', 'cycle']])
    expect(having({ grants: [{ ...parties.grants[0], to: { kind: 'application', id: 'o' } }] })).toEqual([
      ['grants[0].to', 'unknownOrganisation'],
    ])
    expect(having({ grants: [{ ...parties.grants[0], over: { organisationIds: ['n'], groupIds: ['m'] } }] })).toEqual([
      ['grants[0].over', 'unknownOrganisation'],
      ['grants[0].over', 'unknownGroup'],
    ])
  })
})

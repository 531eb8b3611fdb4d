import { describe, expect, it } from 'vitest'
import { type Device, DeviceGroup, Grant, Organisation } from '../contract'
import { testDistrict } from '../district/testDistrict'
import { type GrantFacts, isGranted, organisationOf } from './isGranted'

const district = testDistrict()
const saved = { by: { kind: 'account', id: 'anquan' }, atMs: 1 } as const
const name = { zh: '机构', en: 'organisation' }
const organisations = [
  { id: 'property', memberIds: ['he'] },
  { id: 'fire', parentId: 'property', memberIds: ['li'] },
  { id: 'tenant', memberIds: ['wu'] },
].map((one) => Organisation.parse({ name, saved, ...one }))
const device: Device = {
  ...district.devices.find(({ id }) => id === 'TH-1')!,
  organisationId: 'fire',
  groupIds: ['lobby'],
}
const grant = (more: object) =>
  Grant.parse({ id: 'g', saved, to: { kind: 'application', id: 'bms' }, over: {}, may: ['manage'], ...more })
const facts = (...grants: Grant[]): GrantFacts => ({
  organisations,
  groups: [
    { id: 'public', name, saved },
    { id: 'lobby', name, saved, parentId: 'public' },
  ].map((one) => DeviceGroup.parse(one)),
  grants,
  typeOf: (id) => district.deviceTypes.find((type) => type.id === id),
})
const may = (
  kind: 'organisation' | 'application',
  id: string,
  right: 'view' | 'command' | 'manage',
  ...grants: Grant[]
) => isGranted({ kind, id }, right, device, facts(...grants), 1_000)

describe('what somebody may do with a device', () => {
  // req: R-4.1.1.2-11
  it('is everything for its organisation and for those above it, and nothing for others', () => {
    expect(may('organisation', 'fire', 'manage')).toBe(true)
    expect(may('organisation', 'property', 'manage')).toBe(true)
    expect(may('organisation', 'tenant', 'view')).toBe(false)
    expect(organisationOf('wu', organisations)?.id).toBe('tenant')
    expect(organisationOf('stranger', organisations)).toBeUndefined()
  })

  it('is what was granted to an application, and what that includes', () => {
    expect(may('application', 'bms', 'view')).toBe(false)
    expect(may('application', 'bms', 'view', grant({ over: { typeIds: ['thermo'] } }))).toBe(true)
    expect(may('application', 'bms', 'manage', grant({ over: { typeIds: ['thermo'] }, may: ['command'] }))).toBe(false)
    expect(may('application', 'other', 'view', grant({ over: { typeIds: ['thermo'] } }))).toBe(false)
  })

  it('ends with its time, and when it is taken back', () => {
    const over = { groupIds: ['lobby'] }
    expect(may('application', 'bms', 'manage', grant({ over, untilMs: 1_001 }))).toBe(true)
    expect(may('application', 'bms', 'manage', grant({ over, untilMs: 1_000 }))).toBe(false)
    expect(may('application', 'bms', 'manage', grant({ over, removed: saved }))).toBe(false)
  })

  it('reaches as far as every list that the grant has, and a grant without any reaches nothing', () => {
    expect(may('application', 'bms', 'view', grant({}))).toBe(false)
    expect(
      may('application', 'bms', 'view', grant({ over: { typeIds: ['thermo'], buildingIds: ['elsewhere'] } })),
    ).toBe(false)
    expect(may('application', 'bms', 'view', grant({ over: { organisationIds: ['property'] } }))).toBe(true)
    expect(may('application', 'bms', 'view', grant({ over: { groupIds: ['public'] } }))).toBe(true)
    expect(may('application', 'bms', 'view', grant({ over: { groupIds: ['elsewhere'] } }))).toBe(false)
  })
})

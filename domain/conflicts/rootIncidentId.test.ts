import { describe, expect, it } from 'vitest'
import { IncidentId } from '../contract/primitives'
import type { Incident } from '../contract/state'
import { rootIncidentId } from './rootIncidentId'
import { incidentId } from './testMeeting'

describe('the incident that holds', () => {
  const alias = (id: string, aliasOf?: string): Incident => ({
    ...({} as Incident),
    id: IncidentId.parse(id),
    ...(aliasOf !== undefined && { aliasOf: IncidentId.parse(aliasOf) }),
  })
  const get =
    (...all: Incident[]) =>
    (id: IncidentId) =>
      all.find((incident) => incident.id === id)

  it('is itself, or the end of the chain it was merged along', () => {
    expect(rootIncidentId(incidentId, get())).toBe('i1')
    const chain = get(alias('i3', 'i2'), alias('i2', 'i1'), alias('i1'))
    expect(rootIncidentId(IncidentId.parse('i3'), chain)).toBe('i1')
  })

  it('is found also where entries say nonsense', () => {
    expect(rootIncidentId(incidentId, get(alias('i1', 'i2'), alias('i2', 'i1')))).toBe('i1')
  })
})

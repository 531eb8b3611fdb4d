import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { DistrictDocument, IncidentType } from '../../domain/contract'
import { checkDistrict } from '../../domain/district/checkDistrict'
import {
  areaOf,
  distance,
  isInside,
  lineDistance,
  polygonDistance,
  sides,
  distanceToSegment,
  type Point,
} from '../planar'
import { makeGraphics } from './graphics/makeGraphics'
import { makeDistrict } from './makeDistrict'
import { makeGeometry } from './makeGeometry'
import { toMetres } from './projection'
import { isOpenGround } from './spots'

const hashOf = (document: unknown) => createHash('sha256').update(JSON.stringify(document)).digest('hex')
let district: DistrictDocument
beforeAll(() => {
  district = makeDistrict({ seed: 1, devices: 20_000 })
})

describe('the document', () => {
  it('satisfies the contract, and its parts fit each other', () => {
    expect(DistrictDocument.safeParse(district).error?.message).toBeUndefined()
    expect(checkDistrict(district)).toEqual([])
  })

  it('is the same to the byte for the same seed, and another for another seed', () => {
    expect(hashOf(makeDistrict({ seed: 1, devices: 20_000 }))).toBe(hashOf(district))
    expect(hashOf(makeDistrict({ seed: 2, devices: 20_000 }))).not.toBe(hashOf(district))
  })

  it('holds exactly as many devices as asked, and refuses fewer than the plan needs', () => {
    expect(district.devices).toHaveLength(20_000)
    expect(() => makeDistrict({ seed: 1, devices: 500 })).toThrow(RangeError)
  })
})

describe('the graphics', () => {
  it('show the plant of tower T2 and a refuse room, with devices that are there', () => {
    const ids = district.graphics?.map(({ id }) => id)
    expect(ids).toEqual(
      ['overview', 'power', 'cooling', 'air', 'water', 'lifts', 'fire'].map((id) => `t2-${id}`).concat('p1a-refuse'),
    )
    expect(checkDistrict({ ...district, devices: district.devices.filter(({ id }) => id !== 'TM-27') })).toContainEqual(
      expect.objectContaining({ code: 'badGraphic', detail: 't2-overview: noDevice TM-27' }),
    )
  })

  it('are left out where a small district has not what they show', () => {
    const some = makeGraphics(district.devices.filter(({ typeId }) => typeId !== 'WATER_PUMP'))
    expect(some.map(({ id }) => id)).toEqual(['t2-power', 't2-air', 't2-lifts', 't2-fire', 'p1a-refuse'])
  })
})

describe('the ground', () => {
  const ground = makeGeometry()
  const { buildings, roads, gates, plots, areas } = ground.geometry

  it('has 86 buildings in the proportions of the reference picture, on about 3.5 million m² of floor', () => {
    const counts: Record<string, number> = {}
    for (const { businessType } of buildings) counts[businessType] = (counts[businessType] ?? 0) + 1
    expect(counts).toEqual({ residential: 42, apartment: 11, retail: 9, office: 14, hotel: 3, public: 7 })
    const floorAreaM2 = buildings.reduce((sum, building) => sum + building.floorAreaM2, 0)
    expect(floorAreaM2).toBeGreaterThan(3_300_000)
    expect(floorAreaM2).toBeLessThan(3_700_000)
    expect(plots).toHaveLength(8)
    expect(gates).toHaveLength(8)
  })

  it('keeps buildings apart from each other, from streets and from water', () => {
    const { sited, ways } = ground
    const water = areas.filter(({ kind }) => kind === 'water').map(({ outline }) => outline.slice(1).map(toMetres))
    const carriagewayM = { major: 10, minor: 6, path: 0.3 }
    const problems: string[] = []
    sited.forEach((one, place) => {
      for (const other of sited.slice(place + 1))
        if (polygonDistance(one.corners, other.corners) < 6)
          problems.push(`${one.building.id} and ${other.building.id}`)
      for (const way of ways)
        if (way.id !== `F-D-${one.building.id}` && lineDistance(one.corners, way.line) < carriagewayM[way.kind])
          problems.push(`${one.building.id} on ${way.id}`)
      for (const lake of water)
        if (polygonDistance(one.corners, lake) < 10) problems.push(`${one.building.id} in the lake`)
    })
    expect(problems).toEqual([])
  })

  it('puts every building into its plot, and no walk into the lake', () => {
    for (const building of buildings) {
      const outline =
        plots
          .find(({ id }) => id === building.plotId)
          ?.outline.slice(1)
          .map(toMetres) ?? []
      const corners = building.footprint.slice(1).map(toMetres)
      for (const corner of corners) expect(isInside(corner, outline), building.id).toBe(true)
      expect(areaOf(corners), building.id).toBeGreaterThan(400)
    }
    const lake =
      areas
        .find(({ kind }) => kind === 'water')
        ?.outline.slice(1)
        .map(toMetres) ?? []
    for (const road of roads) expect(lineDistance(lake, road.line.map(toMetres)), road.id).toBeGreaterThan(5)
  })

  it('joins all streets and walks into one network', () => {
    const neighbours = new Map<string, string[]>()
    const key = (lngLat: readonly number[]) => lngLat.join()
    for (const { line } of roads)
      line.forEach((node, place) => {
        const before = line[place - 1]
        if (!before) return
        neighbours.set(key(node), [...(neighbours.get(key(node)) ?? []), key(before)])
        neighbours.set(key(before), [...(neighbours.get(key(before)) ?? []), key(node)])
      })
    const reached = new Set<string>()
    const open = [[...neighbours.keys()][0] ?? '']
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (reached.has(node)) continue
      reached.add(node)
      open.push(...(neighbours.get(node) ?? []))
    }
    expect(reached.size).toBe(neighbours.size)
    for (const gate of gates) expect(neighbours.has(key(gate.lngLat)), gate.id).toBe(true)
  })

  it('leads a walk to a door of every building', () => {
    for (const building of buildings) {
      const corners = building.footprint.slice(1).map(toMetres)
      const toWall = (point: Point) => Math.min(...[...sides(corners)].map(([a, b]) => distanceToSegment(point, a, b)))
      const nearestM = Math.min(...roads.flatMap(({ line }) => line.map((node) => toWall(toMetres(node)))))
      expect(nearestM, building.id).toBeLessThan(3)
    }
  })
})

describe('organisations and groups', () => {
  it('have every device as somebody’s, and devices below every branch', () => {
    expect(district.devices.filter(({ organisationId }) => organisationId === undefined)).toEqual([])
    const named = new Set(
      district.devices.flatMap(({ organisationId, groupIds = [] }) => [organisationId, ...groupIds]),
    )
    const branches = new Set([...district.organisations!, ...district.groups!].map(({ parentId }) => parentId))
    const empty = [...district.organisations!, ...district.groups!].filter(
      ({ id }) => !named.has(id) && !branches.has(id),
    )
    // They own nothing and look after the fire equipment by a grant.
    expect(empty.map(({ id }) => id)).toEqual(['fireContractor'])
  })
})

describe('devices, people and plans', () => {
  // req: R-3.2.1-05 R-4.2.9.2-18 R-4.2.9.2-20
  it('stand for every thing model', () => {
    const used = new Set(district.devices.map(({ typeId }) => typeId))
    expect(district.deviceTypes.filter(({ id }) => !used.has(id)).map(({ id }) => id)).toEqual([])
  })

  it('stand inside the building they name', () => {
    const outlines = new Map(
      district.geometry.buildings.map(({ id, footprint }) => [id, footprint.slice(1).map(toMetres)]),
    )
    const astray = district.devices.filter(({ typeId, place }) => {
      const outline = place.buildingId && outlines.get(place.buildingId)
      const point = toMetres(place.lngLat)
      // Handsets wait at the door.
      const atM = outline ? Math.min(...[...sides(outline)].map(([a, b]) => distanceToSegment(point, a, b))) : 0
      return outline && !isInside(point, outline) && !(typeId === 'HANDSET' && atM < 3)
    })
    expect(astray.map(({ id }) => id)).toEqual([])
  })

  it('stand on open ground when they name no building', () => {
    const ground = makeGeometry()
    const astray = district.devices.filter(
      ({ place }) => !place.buildingId && !isOpenGround(ground, toMetres(place.lngLat)),
    )
    expect(astray.map(({ id }) => id)).toEqual([])
  })

  it('have names in both languages that say which they are', () => {
    for (const { name } of district.devices)
      expect(name.zh !== '' && !/[\u4e00-\u9fff]/.test(name.en), name.en).toBe(true)
  })

  it('has what the story of the demo names', () => {
    const ids = new Set<string>(district.devices.map(({ id }) => id))
    for (const id of [
      'YG-T2-1806',
      'SB-T2-18E',
      'SF-T2-18',
      'CAM-T2-18-E2',
      'XHS-3-12',
      'DZ-S-01',
      'AI-E',
      'KL-E',
      'AI-DT-Q07-4',
      'TM-4',
    ])
      expect(ids.has(id), id).toBe(true)
    for (const name of ['孙浩', '马志强', '丁磊', '王建国', '刘洋', '高峰'])
      expect(district.people.map((person) => person.name.zh)).toContain(name)
    const nearby = district.people.filter(({ name }) => ['孙浩', '马志强'].includes(name.zh))
    const t2 = district.devices.find(({ id }) => id === 'YG-T2-1806')
    for (const person of nearby)
      expect(distance(toMetres(person.base.lngLat), toMetres(t2?.place.lngLat ?? [0, 0]))).toBeLessThan(400)
  })

  it('has about 320 people of every post, each named once', () => {
    expect(district.people).toHaveLength(320)
    expect(new Set(district.people.map(({ name }) => name.zh)).size).toBe(320)
    expect(new Set(district.people.map(({ post }) => post)).size).toBe(10)
  })

  it('has a plan for every type of incident that the text names one for, each with enough people in the district (white paper 5.1.7 (1))', () => {
    const planned = new Set(district.plans.flatMap(({ incidentTypes }) => incidentTypes))
    expect(IncidentType.options.filter((type) => type !== 'other' && !planned.has(type))).toEqual([])
    for (const { code, steps } of district.plans)
      for (const { action } of steps)
        if (action.kind === 'task')
          expect(
            district.people.filter(({ skills }) => skills.some((skill) => action.skills.includes(skill))).length,
            `${code}: ${action.instruction.en}`,
          ).toBeGreaterThanOrEqual(action.count * 2)
  })
})

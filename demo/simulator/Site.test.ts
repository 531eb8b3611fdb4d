import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DistrictDocument, Property } from '../../domain/contract'
import { distanceM } from '../../domain/dispatch/distance'
import { makeDistrict } from '../district/makeDistrict'
import { Fleet } from './Fleet'
import { type Outgoing, Site, type SiteOptions } from './Site'
import { effectOf, servicesWithEffect } from './services'
import { faultPlans } from './stories/faults'
import { stories } from './stories/stories'
import { comparatorHolds, compileCondition, measureCodes } from '../../domain/alarm/comparator'

const startMs = Date.UTC(2026, 10, 22, 6, 26)
let district: DistrictDocument
beforeAll(() => {
  district = makeDistrict({ seed: 1, devices: 6_000 })
})

type Told = Outgoing & { atMs: number }
function open(options: Partial<SiteOptions> = {}) {
  const told: Told[] = []
  const site = new Site({
    district,
    seed: 1,
    startMs,
    speed: 1,
    cues: [],
    emit: (message, atMs) => told.push({ ...message, atMs }),
    ...options,
  })
  return { site, told }
}

const valuesOf = (told: readonly Told[], id: string, property: string): { atMs: number; value: number }[] =>
  told.flatMap((message) =>
    message.kind === 'properties' && message.device.id === id && message.values[property] !== undefined
      ? [{ atMs: message.atMs, value: message.values[property] }]
      : [],
  )
const receiptsOf = (told: readonly Told[], handset: string) =>
  told.flatMap((message) =>
    message.kind === 'event' && message.event === 'receipt' && message.device.id === handset
      ? [{ state: message.output['state'], subject: message.output['subject'], atMs: message.atMs }]
      : [],
  )

describe('the story', () => {
  const hashOf = (seed: number, stepMs: number): string => {
    const hash = createHash('sha256')
    const { site } = open({
      seed,
      cues: [{ atS: 10, play: 'smoke-in-tower' }],
      emit: ({ device, ...message }, atMs) => hash.update(`${atMs} ${device.id} ${JSON.stringify(message)}\n`),
    })
    for (let atMs = startMs; atMs <= startMs + 90_000; atMs += stepMs) site.advance(atMs)
    return hash.digest('hex')
  }

  it('is the same for the same seed, however time is cut, and another for another seed', () => {
    const told = hashOf(1, 1_000)
    expect(hashOf(1, 50)).toBe(told)
    expect(hashOf(2, 1_000)).not.toBe(told)
  })

  it('fits the district and its thing models', () => {
    const fleet = new Fleet(district, 1)
    for (const { name, at, steps, settle } of stories) {
      expect(fleet.find(at), name).toBeDefined()
      for (const step of [...steps, ...settle]) {
        const device = fleet.find(step.device)
        expect(device, `${name}: ${step.device}`).toBeDefined()
        if (!device) continue
        const properties = device.type.properties.map(({ id }) => id)
        for (const id of [...Object.keys(step.ramp ?? {}), ...Object.keys(step.set ?? {}), ...(step.release ?? [])])
          expect(properties, `${name}: ${step.device}`).toContain(id)
        if (step.state !== undefined) fleet.stateNumber(device, step.state)
        if (step.event) expect(device.type.events.map(({ id }) => id)).toContain(step.event.id)
      }
    }
  })

  it('smoke in the tower passes its limit within half a minute, then the call point is pressed', () => {
    const { site, told } = open({ cues: [{ atS: 5, play: 'smoke-in-tower' }] })
    site.advance(startMs + 60_000)
    const smoke = valuesOf(told, 'YG-T2-1806', 'smoke_density')
    const over = smoke.find(({ value }) => value > 3.5)
    expect(over?.atMs).toBeLessThan(startMs + 35_000)
    expect(smoke.at(-1)?.value).toBe(5.8)
    const pressed = valuesOf(told, 'SB-T2-18E', 'state').find(({ value }) => value === 1)
    expect((pressed?.atMs ?? 0) - (over?.atMs ?? 0)).toBeGreaterThanOrEqual(7_000)
  })

  it('ends when those who were sent are done: the detector returns below its limit by the deadband', () => {
    const { site, told } = open({ cues: [{ atS: 1, play: 'smoke-in-tower' }] })
    site.advance(startMs + 40_000)
    const detector = district.devices.find(({ id }) => id === 'YG-T2-1806')
    const sun = district.people.find(({ name }) => name.zh === '孙浩')
    if (!detector || !sun) throw new Error('the story is not in the district')
    const [lng, lat] = detector.place.lngLat
    site.receive('HANDSET', sun.handsetId, 'task', 'c1', { taskId: 't1', lng, lat, floor: 18 }, startMs + 40_000)
    site.advance(startMs + 15 * 60_000)
    expect(receiptsOf(told, sun.handsetId).map(({ state }) => state)).toEqual([
      'delivered',
      'accepted',
      'arrived',
      'done',
    ])
    const last = valuesOf(told, 'YG-T2-1806', 'smoke_density').at(-1)
    expect(last?.value).toBeLessThan(3)
    expect(valuesOf(told, 'SB-T2-18E', 'state').at(-1)?.value).toBe(0)
  })
})

describe('an ordinary day', () => {
  it('has a profile for every value, and raises no alarm by itself', () => {
    const fleet = new Fleet(district, 1)
    const perType = new Map<string, number>()
    const alarming: string[] = []
    for (const device of fleet.devices) {
      const seen = perType.get(device.typeId) ?? 0
      if (seen >= 25) continue
      perType.set(device.typeId, seen + 1)
      for (let minute = 0; minute < 24 * 60; minute += 20) {
        const report = fleet.measure(device, startMs + minute * 60_000)
        for (const { id, condition } of device.type.alarms) {
          if (!('property' in condition)) continue
          const value = report[condition.property] ?? Number.NaN
          const { measure, code, limit, releaseLimit, set } = compileCondition(condition) ?? {}
          if (measure !== measureCodes.value || code === undefined) continue
          const isStanding = comparatorHolds(code, value, limit ?? 0, releaseLimit ?? 0, false, set)
          if (isStanding) alarming.push(`${device.typeId}.${id} ${value}`)
        }
      }
    }
    expect([...new Set(alarming)]).toEqual([])
    const flat = district.deviceTypes.flatMap((type) =>
      type.properties.filter((property) => isFlat(fleet, type.id, property)).map(({ id }) => `${type.id}.${id}`),
    )
    expect(flat).toEqual([])
  })

  /** A number without a profile is 0 on all devices at all times; some are by nature. */
  function isFlat(fleet: Fleet, typeId: string, property: Property): boolean {
    const byNature = [
      'GENERATOR',
      'LIFT_INTERCOM',
      'AIR_HANDLER',
      'MIST_SPRAY',
      'SOIL_IRRIGATION',
      'FIRE_BROADCAST',
      'DRONE',
      'AIR_STATION',
      'HYDRANT',
      'POWER_METER',
      'THROWING_CAMERA',
      'ALARM_BUTTON',
    ]
    if (property.type !== 'number' || byNature.includes(typeId) || property.id === 'floor') return false
    const devices = fleet.devices.filter((item) => item.typeId === typeId).slice(0, 12)
    const at = (hour: number) => startMs + hour * 3_600_000
    return (
      !['lng', 'lat'].includes(property.id) &&
      devices.every((device) => [0, 9, 15, 20].every((hour) => fleet.value(device, property.id, at(hour)) === 0))
    )
  }

  it('keeps every value inside its range', () => {
    const { site, told } = open()
    site.advance(startMs + 130_000)
    const outside = new Set<string>()
    for (const message of told) {
      if (message.kind !== 'properties') continue
      for (const { id, min, max } of message.device.type.properties) {
        const value = message.values[id]
        if (value !== undefined && !(value >= (min ?? -Infinity) && value <= (max ?? Infinity)))
          outside.add(`${message.device.typeId}.${id} ${value}`)
      }
    }
    expect([...outside]).toEqual([])
  })

  it('is calm: small troubles come every few minutes, and go', () => {
    const fleet = new Fleet(district, 1)
    for (const plan of faultPlans) {
      const device = fleet.devices.find(({ typeId }) => typeId === plan.typeId)
      expect(device, plan.typeId).toBeDefined()
      if (device && plan.begin.state !== undefined) fleet.stateNumber(device, plan.begin.state)
      const events = device?.type.events.map(({ id }) => id) ?? []
      for (const { event } of [plan.begin, plan.end]) if (event) expect(events, plan.typeId).toContain(event.id)
    }
    const { site, told } = open({ ratePerS: 20 })
    site.advance(startMs + 3_600_000)
    const events = told.filter((message) => message.kind === 'event')
    expect(events.length).toBeLessThan(40)
  })

  it('loses four gateways with what hangs on them, and nothing that life depends on', () => {
    const { site, told } = open()
    site.advance(startMs + 60_000)
    const lost = told.flatMap((message) =>
      message.kind === 'lifecycle' && message.status === 'offline' ? [message.device] : [],
    )
    expect(lost.length).toBeGreaterThan(4)
    expect(lost.length).toBeLessThan(district.devices.length * 0.01)
    expect(lost.filter(({ typeId }) => /SMOKE|FIRE|MANUAL/.test(typeId))).toEqual([])
  })
})

describe('rate', () => {
  const sentIn = (seconds: number, options: Partial<SiteOptions>): number => {
    const { site, told } = open(options)
    site.advance(startMs + seconds * 1000)
    return told.filter(({ kind }) => kind === 'properties').length / seconds
  }

  it.each([1, 20, 400, 5_000])('keeps %d messages a second', (ratePerS) => {
    const seconds = ratePerS === 1 ? 300 : ratePerS > 1_000 ? 4 : 60
    const sent = sentIn(seconds, { ratePerS })
    expect(sent).toBeGreaterThan(ratePerS * 0.85)
    expect(sent).toBeLessThan(ratePerS * 1.2 + 3)
  })

  it('lets fewer devices speak rather than all of them late', () => {
    const { site, told } = open({ ratePerS: 40 })
    site.advance(startMs + 120_000)
    const perHandset = receiptTimes(told)
    for (const gapMs of perHandset) expect(gapMs).toBeLessThanOrEqual(10_100)
  })

  function receiptTimes(told: readonly Told[]): number[] {
    const last = new Map<string, number>()
    const gaps: number[] = []
    for (const message of told) {
      if (message.kind !== 'properties' || message.device.typeId !== 'HANDSET') continue
      const before = last.get(message.device.id)
      if (before !== undefined) gaps.push(message.atMs - before)
      last.set(message.device.id, message.atMs)
    }
    return gaps
  }
})

describe('services', () => {
  it('change what they say they change, and are answered within two seconds', () => {
    const { site, told } = open()
    site.advance(startMs + 1_000)
    site.receive('LIFT', 'DT-T2-1', 'recall_to_ground', 'cmd-1', {}, startMs + 1_000)
    site.advance(startMs + 40_000)
    const reply = told.find((message) => message.kind === 'reply' && message.commandId === 'cmd-1')
    expect(reply).toMatchObject({ code: 200, service: 'recall_to_ground' })
    expect((reply?.atMs ?? 0) - startMs).toBeLessThanOrEqual(3_100)
    expect(valuesOf(told, 'DT-T2-1', 'current_floor').at(-1)?.value).toBe(1)
    // Down, the door open, and in the recall.
    expect(['direction', 'door', 'state'].map((id) => valuesOf(told, 'DT-T2-1', id).at(-1)?.value)).toEqual([0, 1, 2])
  })

  it('are carried out once when they come twice, and answered twice', () => {
    const { site, told } = open()
    for (const atMs of [startMs + 1_000, startMs + 20_000]) {
      site.advance(atMs)
      site.receive(
        'DOOR',
        district.devices.find(({ typeId }) => typeId === 'DOOR')?.id ?? '',
        'open_door',
        'cmd-2',
        {},
        atMs,
      )
    }
    site.advance(startMs + 40_000)
    expect(told.filter((message) => message.kind === 'reply')).toHaveLength(2)
    const door = told.find((message) => message.kind === 'reply')?.device.id ?? ''
    const opened = valuesOf(told, door, 'state').filter(({ value }, i, all) => value === 3 && all[i - 1]?.value !== 3)
    expect(opened).toHaveLength(1)
  })

  it('answers 404 to a service it does not know, and not at all to a device it does not have', () => {
    const { site, told } = open()
    site.receive('LIFT', 'DT-T2-1', 'fly', 'cmd-3', {}, startMs)
    site.receive('LIFT', 'nowhere', 'query_state', 'cmd-4', {}, startMs)
    site.advance(startMs + 5_000)
    expect(told.filter((message) => message.kind === 'reply')).toMatchObject([{ code: 404, commandId: 'cmd-3' }])
  })

  it('with an effect stand in the thing models and bring no device into an unknown state', () => {
    const fleet = new Fleet(district, 1)
    for (const [typeId, service] of servicesWithEffect()) {
      const device = fleet.devices.find((item) => item.typeId === typeId)
      expect(
        device?.type.services.map(({ id }) => id),
        typeId,
      ).toContain(service)
      if (!device) continue
      for (const step of effectOf(device, service, { on: 1 }, fleet.neighbourOf(device))) {
        if (step.state !== undefined) fleet.stateNumber(device, step.state)
        for (const id of [...Object.keys(step.ramp ?? {}), ...Object.keys(step.set ?? {}), ...(step.release ?? [])])
          expect(
            device.type.properties.map((property) => property.id),
            `${typeId}.${service}`,
          ).toContain(id)
      }
    }
  })
})

describe('staff', () => {
  const send = (speedS: number) => {
    const { site, told } = open({ ratePerS: 60 })
    const person = district.people.find(({ name }) => name.zh === '马志强')
    if (!person) throw new Error('nobody to send')
    site.advance(startMs + 12_000)
    const [lng, lat] = district.devices.find(({ id }) => id === 'XHS-3-12')?.place.lngLat ?? [0, 0]
    const atMs = startMs + 12_000
    site.receive('HANDSET', person.handsetId, 'task', 'c1', { taskId: 't1', lng, lat }, atMs)
    site.advance(atMs + speedS * 1000)
    return { site, told, person, atMs, place: [lng, lat] as const }
  }
  const positions = (told: readonly Told[], id: string) => {
    const lat = valuesOf(told, id, 'lat')
    return valuesOf(told, id, 'lng').map(({ atMs, value }, i): { atMs: number; at: [number, number] } => ({
      atMs,
      at: [value, lat[i]?.value ?? 0],
    }))
  }

  it('walk to their task at a walking pace, report on the way, and end within a few metres of it', () => {
    const { told, person, atMs, place } = send(1_500)
    const receipts = receiptsOf(told, person.handsetId)
    expect(receipts.map(({ state }) => state)).toEqual(['delivered', 'accepted', 'arrived', 'done'])
    const [delivered, accepted, arrived] = receipts
    expect((delivered?.atMs ?? 0) - atMs).toBe(300)
    expect((accepted?.atMs ?? 0) - atMs).toBeGreaterThanOrEqual(2_000)
    const way = positions(told, person.handsetId).filter(
      (item) => item.atMs >= (accepted?.atMs ?? 0) && item.atMs <= (arrived?.atMs ?? 0),
    )
    way.forEach((item, i) => {
      const before = way[i - 1]
      if (before && item.atMs > before.atMs)
        expect(distanceM(before.at, item.at) / ((item.atMs - before.atMs) / 1000)).toBeLessThan(2.6)
    })
    expect(distanceM(way.at(-1)?.at ?? [0, 0], [...place])).toBeLessThan(5)
  })

  it('turn back when recalled, and tell nothing more of the task', () => {
    const { site, told, person, atMs } = send(30)
    site.receive('HANDSET', person.handsetId, 'recall', 'c2', { taskId: 't1' }, atMs + 30_000)
    site.advance(atMs + 1_500_000)
    expect(receiptsOf(told, person.handsetId).map(({ state }) => state)).toEqual(['delivered', 'accepted'])
    const home = positions(told, person.handsetId).at(-1)
    expect(distanceM(home?.at ?? [0, 0], [...person.base.lngLat])).toBeLessThan(600)
  })

  it('miss an order now and then while much happens, until they read that it waits for them', () => {
    const { site, told } = open({ ratePerS: 60, cues: [{ atS: 90_000, play: 'hydrant-hit' }] })
    const staff = district.people.filter(({ post }) => post !== 'microFireStation')
    const atMs = startMs + 1_000
    site.advance(atMs)
    const orders = staff.slice(0, 24).map((person, at) => ({ person, taskId: `busy-${at}` }))
    for (const { person, taskId } of orders)
      site.receive('HANDSET', person.handsetId, 'task', `c-${taskId}`, { taskId, lng: 113.94, lat: 22.53 }, atMs)
    site.advance(atMs + 60_000)
    const missed = () =>
      orders.filter(({ person }) => receiptsOf(told, person.handsetId).every(({ state }) => state !== 'accepted'))
    const before = missed()
    expect(before.length).toBeGreaterThan(1)
    expect(before.length).toBeLessThan(orders.length / 2)
    for (const { person, taskId } of before)
      site.receive(
        'HANDSET',
        person.handsetId,
        'message',
        `u-${taskId}`,
        { messageId: `m-${taskId}`, taskId },
        atMs + 60_000,
      )
    site.advance(atMs + 90_000)
    expect(missed().length).toBeLessThan(before.length)
  })

  it('take a task that comes twice as one, and read messages', () => {
    const { site, told, person, atMs } = send(5)
    site.receive('HANDSET', person.handsetId, 'task', 'c1', { taskId: 't1', lng: 113.94, lat: 22.53 }, atMs + 5_000)
    site.receive('HANDSET', person.handsetId, 'message', 'c3', { messageId: 'm1', text: '…' }, atMs + 5_000)
    site.advance(atMs + 60_000)
    const receipts = receiptsOf(told, person.handsetId)
    expect(receipts.filter(({ state, subject }) => subject === 'task' && state === 'delivered')).toHaveLength(1)
    expect(receipts.filter(({ subject }) => subject === 'message').map(({ state }) => state)).toEqual([
      'delivered',
      'read',
    ])
  })

  it('stay in their plot and move while nothing happens', () => {
    const { site, told } = open({ ratePerS: 60 })
    site.advance(startMs + 300_000)
    const first = new Map<string, [number, number]>()
    const moved = new Set<string>()
    for (const message of told) {
      if (message.kind !== 'properties' || message.device.typeId !== 'HANDSET') continue
      const at: [number, number] = [message.values['lng'] ?? 0, message.values['lat'] ?? 0]
      const before = first.get(message.device.id)
      if (!before) first.set(message.device.id, at)
      else if (distanceM(before, at) > 5) moved.add(message.device.id)
    }
    expect(moved.size).toBeGreaterThan(300)
    for (const person of district.people)
      expect(distanceM(first.get(person.handsetId) ?? [0, 0], [...person.base.lngLat]), person.name.zh).toBeLessThan(
        600,
      )
  })
})

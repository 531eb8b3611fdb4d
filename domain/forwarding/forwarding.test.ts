import { describe, expect, it } from 'vitest'
import { DeviceId, DeviceTypeId, ForwardTarget } from '../contract'
import { backOffMs } from './backOff'
import type { ForwardItem } from './ForwardItem'
import { takesItem, takesPoint } from './matchRoute'
import { fillTopic, shapeItem } from './shapeItem'

const point = { deviceId: 'm-1', systemKey: 'energy.meter', typeId: 'METER', buildingId: 'b-1', property: 'power' }
const alarm: ForwardItem = { id: 'e-1', kind: 'alarm', atMs: 1, ...point, priority: 'urgent', alarmId: 'a-1' }

describe('a route', () => {
  it('takes what every list of its filter names, and everything where it has no list', () => {
    expect(takesPoint({ kinds: ['sample'] }, point)).toBe(true)
    expect(takesPoint({ kinds: ['alarm'] }, point)).toBe(false)
    expect(
      takesPoint({ kinds: ['sample'], typeIds: [DeviceTypeId.parse('METER')], properties: ['power'] }, point),
    ).toBe(true)
    expect(takesPoint({ kinds: ['sample'], properties: ['energy'] }, point)).toBe(false)
    expect(takesPoint({ kinds: ['sample'], buildingIds: [] }, point)).toBe(false)
    expect(takesItem({ kinds: ['alarm'], priorities: ['urgent'] }, alarm)).toBe(true)
    expect(takesItem({ kinds: ['alarm'], priorities: ['minor'] }, alarm)).toBe(false)
    expect(takesItem({ kinds: ['alarm'], deviceIds: [DeviceId.parse('m-2')] }, alarm)).toBe(false)
  })

  it('takes what a rule says of no device, whatever its lists of devices', () => {
    const told: ForwardItem = { id: 'r', kind: 'rule', atMs: 1, text: 'x' }
    expect(takesItem({ kinds: ['rule'], systemKeys: ['fire'] }, told)).toBe(true)
    expect(takesItem({ kinds: ['sample'] }, told)).toBe(false)
  })

  it('carries its fields and always the id', () => {
    expect(shapeItem(alarm, ['kind', 'priority', 'text'])).toEqual({ id: 'e-1', kind: 'alarm', priority: 'urgent' })
  })

  it('fills topics with nothing that would open another branch', () => {
    expect(fillTopic('out/{systemKey}/{deviceId}/{property}', { ...alarm, deviceId: '../#/+\u0000' })).toBe(
      'out/energy.meter/.._____/power',
    )
    expect(fillTopic('{kind}/{deviceId}', { id: 'r', kind: 'rule', atMs: 1 })).toBe('rule/_')
  })

  it('waits longer with every failure, a minute and a fifth at most', () => {
    expect([1, 2, 3, 4].map((failures) => backOffMs(failures, 0.5))).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(backOffMs(1e6, 0.999_9)).toBeLessThanOrEqual(72_000)
    expect(backOffMs(1, 0)).toBe(800)
  })

  it('is refused when its target could carry a password, a wildcard or a path where none belongs', () => {
    const http = { kind: 'http', method: 'POST' }
    expect(ForwardTarget.safeParse({ ...http, url: 'https://me:secret@host/x' }).success).toBe(false)
    expect(ForwardTarget.safeParse({ ...http, url: 'file:///etc/passwd' }).success).toBe(false)
    expect(ForwardTarget.safeParse({ ...http, url: 'https://host/x' }).success).toBe(true)
    expect(ForwardTarget.safeParse({ kind: 'mqtt', url: 'mqtt://h', topic: 'a/#', qos: 1 }).success).toBe(false)
    const database = { kind: 'database', host: 'h', port: 5432, isTls: false, username: 'u', database: 'd' }
    expect(ForwardTarget.safeParse({ ...database, table: 'x"; DROP TABLE y' }).success).toBe(false)
    expect(ForwardTarget.safeParse({ ...database, table: 'samples' }).success).toBe(true)
  })
})

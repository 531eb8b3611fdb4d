import { expect, it, describe } from 'vitest'
import { DistrictDocument } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { systemPacks } from '../../domain/packs'
import { type Outgoing, Site } from './Site'

const startMs = Date.UTC(2026, 10, 22, 6)
const name = { zh: '试', en: 'Test' }
const types = [
  'LIGHTING',
  'LIGHTING_GATEWAY',
  'DIMMER',
  'PRESENCE_SENSOR',
  'WATER_PUMP',
  'SEWAGE_PUMP',
  'CHILLER',
  'GAS_EXTINGUISHING',
  'INTERCOM',
  'CAMERA',
  'ALARM_BUTTON',
  'DOOR',
  'FAN',
  'LIFT_CONTROL',
  'DRONE',
]
/** Two of each, on the eighteenth floor of the small district. */
const district = DistrictDocument.parse({
  ...testDistrict(),
  deviceTypes: [...systemPacks],
  people: [],
  plans: [],
  devices: types.flatMap((typeId) =>
    [1, 2].map((n) => ({
      id: `${typeId}-${n}`,
      typeId,
      name,
      place: { lngLat: [113.94, 22.53], buildingId: 'T1', floor: 18 },
    })),
  ),
})

/** The site after orders, each followed by a time in which the device carries it out. */
function after(...orders: readonly (readonly [device: string, service: string, input?: object, waitS?: number])[]) {
  const told: Outgoing[] = []
  const site = new Site({ district, seed: 3, startMs, speed: 1, cues: [], emit: (message) => told.push(message) })
  let atMs = startMs
  orders.forEach(([device, service, input = {}, waitS = 4], n) => {
    site.receive(device.replace(/-\d$/, ''), device, service, `c-${n}`, { ...input }, atMs)
    atMs += waitS * 1000
    site.advance(atMs)
  })
  const refused = told.filter((message) => message.kind === 'reply' && message.code !== 200)
  expect(refused).toEqual([])
  return {
    value: (device: string, property: string) => site.measure(device, atMs)?.[property],
    state(device: string) {
      const type = district.deviceTypes.find(({ id }) => device.startsWith(`${id}-`))
      const value = site.measure(device, atMs)?.['state']
      return type?.properties
        .find(({ id }) => id === 'state')
        ?.values?.find((each) => each.value === value)
        ?.name.en.toLowerCase()
    },
    /** Values in the order in which they were told. */
    course: (device: string, property: string) =>
      told.flatMap((message) =>
        message.kind === 'properties' && message.device.id === device ? (message.values[property] ?? []) : [],
      ),
    events: (device: string) =>
      told.flatMap((message) => (message.kind === 'event' && message.device.id === device ? [message.event] : [])),
  }
}

describe('lighting', () => {
  // req: R-4.2.10.2-22
  it('a timer of a gateway is set, and read back', () => {
    const gateway = after(
      ['LIGHTING_GATEWAY-1', 'set_timer', { timer: 3, on: 18 * 60 + 30, off: 6 * 60 + 15 }],
      ['LIGHTING_GATEWAY-1', 'read_timer', { timer: 3 }],
    )
    expect(['timer', 'timer_on', 'timer_off'].map((id) => gateway.value('LIGHTING_GATEWAY-1', id))).toEqual([
      3, 18.5, 6.25,
    ])
  })

  // req: R-4.2.10.2-24
  it('a gateway has scenes, and times by sunrise and sunset of where it stands', () => {
    const sun = { before_sunset: 30, after_sunrise: 15 }
    const times = (lng: number) => {
      const gateway = after(
        ['LIGHTING_GATEWAY-1', 'set_scene', { scene: 4, group: 2, brightness: 60 }],
        ['LIGHTING_GATEWAY-1', 'run_scene', { scene: 4 }],
        ['LIGHTING_GATEWAY-1', 'set_sun_timer', { lng, lat: 22.5, ...sun }],
      )
      return ['sunrise', 'sunset', 'timer_on', 'timer_off'].map((id) => gateway.value('LIGHTING_GATEWAY-1', id) ?? -1)
    }
    const [sunrise = 0, sunset = 0, on = 0, off = 0] = times(114)
    expect(sunset - on).toBeCloseTo(0.5, 1)
    expect(off - sunrise).toBeCloseTo(0.25, 1)
    // Fifteen degrees farther west the sun is an hour later.
    expect((times(99)[0] ?? 0) - sunrise).toBeCloseTo(1, 1)
  })

  // req: R-4.2.10.2-29
  it('a circuit whose module restarts is as it was before', () => {
    const on = ['LIGHTING-1', 'switch_on'] as const
    const restarted = after(on, ['LIGHTING-1', 'restart', {}, 12])
    expect(restarted.state('LIGHTING-1')).toBe('on')
    expect(restarted.events('LIGHTING-1')).toContain('restarted')
    expect(after(on, ['LIGHTING-1', 'restart', {}, 3]).state('LIGHTING-1')).toBe('module offline')
  })

  // req: R-4.2.10.2-46
  it('a dimmer takes another curve', () =>
    expect(after(['DIMMER-1', 'set_curve', { curve: 2 }]).value('DIMMER-1', 'curve')).toBe(2))

  // req: R-4.2.10.2-50
  it('circuits start one after the other, each with its own value', () => {
    const orders = [
      ['DIMMER-1', 'set_start', { circuit: 1, value: 30, delay: 5 }],
      ['DIMMER-2', 'set_start', { circuit: 2, value: 60, delay: 40 }],
      ['DIMMER-1', 'power_up', {}, 3],
      ['DIMMER-2', 'power_up', {}, 20],
    ] as const
    const early = after(...orders)
    expect([early.value('DIMMER-1', 'brightness'), early.value('DIMMER-2', 'brightness')]).toEqual([30, 0])
    const late = after(...orders, ['DIMMER-1', 'set_curve', { curve: 0 }, 40])
    expect([late.value('DIMMER-1', 'brightness'), late.value('DIMMER-2', 'brightness')]).toEqual([30, 60])
  })

  // req: R-4.2.10.3-11
  it('light comes and goes by and by', () => {
    const up = after(
      ['DIMMER-1', 'dim', { brightness: 0, fade: 0 }],
      ['DIMMER-1', 'dim', { brightness: 90, fade: 10 }, 14],
    )
    const course = up.course('DIMMER-1', 'brightness').slice(1)
    const between = course.filter((value) => value > 0 && value < 90)
    expect(between.length).toBeGreaterThan(4)
    expect(course).toEqual(course.toSorted((a, b) => a - b))
    const down = after(
      ['DIMMER-1', 'dim', { brightness: 90, fade: 0 }],
      ['DIMMER-1', 'dim', { brightness: 0, fade: 10 }, 14],
    )
    const going = down.course('DIMMER-1', 'brightness').slice(2)
    expect(going.filter((value) => value > 0 && value < 90).length).toBeGreaterThan(4)
    expect(down.value('DIMMER-1', 'brightness')).toBe(0)
  })

  // req: R-4.2.10.2-54 R-4.2.10.2-60
  it('a sensor takes logic and group, range beyond ten metres and sensitivity', () => {
    const sensor = after(
      ['PRESENCE_SENSOR-1', 'set_logic', { logic: 1, group: 42 }],
      ['PRESENCE_SENSOR-1', 'set_range', { range: 12, sensitivity: 85 }],
    )
    expect(['group', 'range', 'sensitivity'].map((id) => sensor.value('PRESENCE_SENSOR-1', id))).toEqual([42, 12, 85])
  })
})

describe('pumps and chillers', () => {
  // req: R-4.2.9.2-05
  it('a supply pump starts, stops and keeps a pressure; pumps rotate, and the one that waited says that it has come in', () => {
    const pressure = after(['WATER_PUMP-1', 'set_constant_pressure', { pressure: 0.5 }, 60])
    expect(pressure.value('WATER_PUMP-1', 'pressure_setpoint')).toBe(0.5)
    expect(pressure.value('WATER_PUMP-1', 'supply_pressure')).toBeCloseTo(0.5, 2)
    const rotate = ['WATER_PUMP-1', 'rotate_pumps', {}, 8] as const
    const rotated = after(rotate)
    expect(['WATER_PUMP-1', 'WATER_PUMP-2'].map((id) => [rotated.state(id), rotated.value(id, 'role')])).toEqual([
      ['pump stopped', 1],
      ['pump running', 0],
    ])
    const cameIn = after(rotate, ['WATER_PUMP-1', 'start_pump'])
    expect([cameIn.state('WATER_PUMP-1'), cameIn.value('WATER_PUMP-1', 'role')]).toEqual(['pump running', 2])
    expect(after(['WATER_PUMP-1', 'stop_pump']).state('WATER_PUMP-1')).toBe('pump stopped')
  })

  // req: R-4.2.9.2-10
  it('a sewage pump empties its sump; pumps rotate, and the one that waited comes in', () => {
    const rotate = ['SEWAGE_PUMP-1', 'rotate_pumps', {}, 8] as const
    expect(after(rotate).state('SEWAGE_PUMP-2')).toBe('pump running')
    const cameIn = after(rotate, ['SEWAGE_PUMP-1', 'start_pump', {}, 130])
    expect(cameIn.value('SEWAGE_PUMP-1', 'role')).toBe(2)
    expect(cameIn.value('SEWAGE_PUMP-1', 'sump_level')).toBeCloseTo(0.3, 1)
    expect(after(['SEWAGE_PUMP-1', 'stop_pump']).state('SEWAGE_PUMP-1')).toBe('pump stopped')
  })

  // req: R-4.2.9.2-28
  it('a chiller starts and stops with its pump, and tells water and pressure', () => {
    const chiller = after(['CHILLER-1', 'stop'])
    expect([chiller.state('CHILLER-1'), chiller.value('CHILLER-1', 'pump')]).toEqual(['stopped', 1])
    const started = after(['CHILLER-1', 'stop'], ['CHILLER-1', 'start'])
    expect([started.state('CHILLER-1'), started.value('CHILLER-1', 'pump')]).toEqual(['running', 0])
    for (const id of ['supply_temperature', 'return_temperature', 'supply_pressure', 'return_pressure'])
      expect(started.value('CHILLER-1', id)).toBeGreaterThan(0)
  })

  // req: R-4.2.9.2-30
  it('chillers rotate: one goes into reserve with its pump, the other takes the load', () => {
    const rotated = after(['CHILLER-1', 'start'], ['CHILLER-1', 'rotate_units', {}, 12])
    expect(['CHILLER-1', 'CHILLER-2'].map((id) => [rotated.state(id), rotated.value(id, 'role')])).toEqual([
      ['standby', 1],
      ['running', 0],
    ])
  })

  it('what is maintained begins to count its hours anew', () =>
    expect(after(['FAN-1', 'maintenance_done']).value('FAN-1', 'hours_since_service')).toBe(0))
})

describe('safety', () => {
  it('gas extinguishing counts down before it discharges, and stops when somebody says so', () => {
    const discharged = after(['GAS_EXTINGUISHING-1', 'discharge', {}, 45])
    expect(
      discharged.course('GAS_EXTINGUISHING-1', 'countdown').filter((value) => value > 0 && value < 30).length,
    ).toBeGreaterThan(9)
    expect(discharged.state('GAS_EXTINGUISHING-1')).toBe('discharged')
    expect(discharged.value('GAS_EXTINGUISHING-1', 'gas_pressure')).toBeLessThan(1)
  })

  // req: R-4.2.7.2-08
  it('a camera tracks by hand, by panorama and by event, and cruises over its scenes: all shown', () => {
    const shown = [1, 2, 3].map((mode) => after(['CAMERA-1', 'track', { mode }]).value('CAMERA-1', 'tracking'))
    expect(shown).toEqual([1, 2, 3])
    expect(after(['CAMERA-1', 'cruise', { route: 2, dwell: 10 }]).value('CAMERA-1', 'tracking')).toBe(4)
  })

  // req: R-4.2.6.3-11 R-4.2.6.3-15
  it('the lift that was called from home is seen coming, and is told when it is there', () => {
    const called = after(['INTERCOM-1', 'call_lift', {}, 30])
    const floors = called.course('INTERCOM-1', 'lift_floor')
    expect(new Set(floors).size).toBeGreaterThan(4)
    expect(floors.at(-1)).toBe(18)
    expect(called.events('INTERCOM-1')).toEqual(['lift_arrived'])
  })

  // req: R-4.2.6.3-08
  it('a home is armed and disarmed, zone by zone', () => {
    const armed = after(['INTERCOM-1', 'arm', { zone: 0 }])
    expect([armed.state('INTERCOM-1'), armed.value('INTERCOM-1', 'zones_armed')]).toEqual(['armed', 4])
    const disarmed = after(['INTERCOM-1', 'arm', { zone: 0 }], ['INTERCOM-1', 'disarm', { zone: 0 }])
    expect([disarmed.state('INTERCOM-1'), disarmed.value('INTERCOM-1', 'zones_armed')]).toEqual(['disarmed', 0])
  })

  it('an alarm button is armed and disarmed by zone, and its siren is silenced', () => {
    expect(after(['ALARM_BUTTON-1', 'arm', { zone: 0 }]).value('ALARM_BUTTON-1', 'zones_armed')).toBe(16)
    expect(after(['ALARM_BUTTON-1', 'silence']).value('ALARM_BUTTON-1', 'siren')).toBe(0)
  })

  it('a door that is opened from the centre says who opened it', () =>
    expect(after(['DOOR-1', 'open_door']).events('DOOR-1')).toEqual(['opened']))
})

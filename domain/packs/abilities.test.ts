import { describe, expect, it } from 'vitest'
import { applySetting } from '../alarm/applySetting'
import { compileAlarmExpression, expressionHolds } from '../alarm/expressionCondition'
import { judgeCommand } from '../command/judgeCommand'
import { isInTarget } from '../command/chooseDevices'
import type { CommandInput } from '../contract'
import { parameterFault } from '../things/parameterFault'
import { expectAlarms, expectContent, expectPoints, expectServices, expectStates, rangeOf, typeOf } from './testPacks'

// What devices of the on-site families can do, what they were bought for, and what is refused or told when more is asked of them.

const serviceOf = (typeId: string, id: string) => typeOf(typeId).services.find((each) => each.id === id)
const faults = (typeId: string, serviceId: string, input: CommandInput) =>
  (serviceOf(typeId, serviceId)?.input ?? []).flatMap((each) => parameterFault(each, input[each.id]) ?? [])

/** Whether a command leaves while the device says this; `undefined` where it does. */
function refusal(typeId: string, service: string, input: CommandInput, says: Readonly<Record<string, number>>) {
  const known = serviceOf(typeId, service)
  expect(faults(typeId, service, input)).toEqual([])
  return judgeCommand({
    type: typeOf(typeId),
    interlocks: known?.interlocks ?? [],
    parameters: known?.input,
    input,
    read: (id) => (says[id] === undefined ? undefined : { value: says[id], isFresh: true }),
  })?.code
}

/** Whether an alarm over several points stands while the device says this. */
function stands(typeId: string, alarmId: string, says: Readonly<Record<string, number>>) {
  const type = typeOf(typeId)
  const condition = type.alarms.find(({ id }) => id === alarmId)?.condition
  if (condition?.kind !== 'expression') throw new Error(`${typeId}.${alarmId} is no expression`)
  const compiled = compileAlarmExpression(type, condition.expression)
  return compiled.isOk && expressionHolds(compiled.expression, type, (id) => says[id])
}
const valuesOf = (typeId: string, id: string) =>
  typeOf(typeId)
    .properties.find((each) => each.id === id)
    ?.values?.map(({ name }) => name.zh)

describe('drones (4.2.7.2 (4))', () => {
  const rated = { rated_height: 100, rated_climb: 6, rated_descent: 7, rated_speed: 72, rated_endurance: 31 }

  // req: R-4.2.7.2-24 R-4.2.7.2-25
  it('climb and fall no faster than they are rated for, and readings beyond it are told', () => {
    const speeds = (climb: number, descent: number) =>
      refusal('DRONE', 'set_speed', { climb, descent, speed: 40 }, rated)
    expect([speeds(6, 7), speeds(6.5, 7), speeds(6, 8)]).toEqual([undefined, 'interlocked', 'interlocked'])
    const flies = (climb_rate: number) => stands('DRONE', 'implausible', { ...rated, climb_rate, speed: 30 })
    expect([flies(5), flies(9), flies(-6), flies(-9)]).toEqual([false, true, false, true])
  })

  // req: R-4.2.7.2-27
  it('fly no higher than they are rated for', () => {
    const height = (asked: number) => refusal('DRONE', 'set_height', { height: asked }, rated)
    expect([height(100), height(101)]).toEqual([undefined, 'interlocked'])
  })

  // req: R-4.2.7.2-28
  it('show battery and time left; a route that is longer is refused, and too little left of it calls them back', () => {
    expectPoints('DRONE', 'battery', 'flight_time_left')
    const route = (minutes: number, flight_time_left: number) =>
      refusal('DRONE', 'set_route', { route: 1, minutes }, { ...rated, flight_time_left })
    expect([route(20, 30), route(25, 20), route(40, 60)]).toEqual([undefined, 'interlocked', 'interlocked'])
    const left = (flight_time_left: number) => stands('DRONE', 'must_return', { ...rated, state: 1, flight_time_left })
    expect([left(12), left(5)]).toEqual([false, true])
  })

  // req: R-4.2.7.2-29
  it('do not start in more wind than they are rated for, and it is told', () => {
    const start = (wind_speed: number) => refusal('DRONE', 'take_off', {}, { wind_speed, rated_wind: 10.7 })
    expect([start(8), start(12)]).toEqual([undefined, 'interlocked'])
    expect(stands('DRONE', 'wind_above_rated', { wind_speed: 12, rated_wind: 10.7 })).toBe(true)
  })
})

describe('robots (4.2.3.5, 4.2.4.4)', () => {
  // req: R-4.2.3.4-02
  it('that clean are registered by where they work', () =>
    expect(valuesOf('CLEANING_ROBOT', 'use')).toEqual(['商场', '户外', '地下车场']))

  // req: R-4.2.3.5-01 R-4.2.3.5-09 R-4.2.3.5-19
  it('that clean show the time left, and are told of when they fall short of what they are rated for', () => {
    expectPoints('CLEANING_ROBOT', 'time_left', 'rated_endurance')
    const full = (time_left: number) =>
      stands('CLEANING_ROBOT', 'endurance_short', { battery: 99, time_left, rated_endurance: 4 })
    expect([full(4), full(3.2)]).toEqual([false, true])
  })

  // req: R-4.2.3.5-02 R-4.2.3.5-10 R-4.2.3.5-20
  it('that clean record the rate of every task, and are told of when it is below their rating', () => {
    const done = typeOf('CLEANING_ROBOT').events.find(({ id }) => id === 'task_done')
    expect(done?.fields?.map(({ id }) => id)).toEqual(['task', 'rate'])
    for (const rated_rate of [1000, 1500, 2000]) {
      const cleans = (cleaning_rate: number) =>
        stands('CLEANING_ROBOT', 'rate_short', { state: 1, cleaning_rate, rated_rate })
      expect([cleans(rated_rate), cleans(rated_rate * 0.7)]).toEqual([false, true])
    }
  })

  // req: R-4.2.4.3-02
  it('that deliver are registered as indoor or outdoor', () =>
    expect(valuesOf('DELIVERY_ROBOT', 'use')).toEqual(['室内', '室外']))

  // req: R-4.2.4.4-01
  it('that deliver show what is left, and are told of when they fall short of their rating', () => {
    const full = (range_left: number) =>
      stands('DELIVERY_ROBOT', 'endurance_short', { battery: 99, range_left, rated_endurance: 6 })
    expect([full(6), full(5)]).toEqual([false, true])
  })

  // req: R-4.2.4.4-02 R-4.2.4.4-04
  it('that deliver take no route that is steeper or has higher steps than they climb', () => {
    const route = (slope: number, standing_step: number, moving_step: number) =>
      refusal(
        'DELIVERY_ROBOT',
        'plan_route',
        { route: 1, slope, standing_step, moving_step },
        { slope_limit: 8, static_obstacle: 25, moving_obstacle: 35 },
      )
    expect([route(8, 25, 35), route(9, 0, 0), route(1, 26, 0), route(1, 0, 36)]).toEqual([
      undefined,
      'interlocked',
      'interlocked',
      'interlocked',
    ])
  })

  // req: R-4.2.4.3-04 R-4.2.4.4-06 R-4.2.4.4-07 R-4.2.4.4-08
  it('that deliver tell of each sensor whether it sees, avoids or has failed', () => {
    for (const id of ['lidar', 'camera', 'ultrasonic'])
      expect(valuesOf('DELIVERY_ROBOT', id), id).toEqual(['无障碍', '避障', '失效'])
    const sees = (camera: number) => stands('DELIVERY_ROBOT', 'sensor_lost', { lidar: 0, camera, ultrasonic: 1 })
    expect([sees(1), sees(2)]).toEqual([false, true])
  })
})

describe('security (4.2.7)', () => {
  // req: R-4.2.7.2-14
  it('a power supply that fails is a fault of its server', () => expectAlarms('VIDEO_AI', 'supply_fault'))

  // req: R-4.2.7.2-16 R-4.2.7.1-05
  it('more than ten kinds of algorithms alarm, and each is switched and tuned to the site', () => {
    const algorithms = serviceOf('VIDEO_AI', 'set_algorithm')?.input.find(({ id }) => id === 'algorithm')?.values ?? []
    expect(algorithms.length).toBeGreaterThanOrEqual(10)
    const alarms = typeOf('VIDEO_AI').alarms.map(({ name }) => name.en)
    expect(alarms).toEqual(
      expect.arrayContaining(['Boundary crossed', 'E-bike in lift', 'Post left', 'Crowd gathering']),
    )
    expect(faults('VIDEO_AI', 'set_algorithm', { algorithm: 9, on: 1, sensitivity: 70 })).toEqual([])
  })

  // req: R-4.2.7.2-37
  it('glasses show what is left of their working time', () =>
    expectPoints('AR_GLASSES', 'battery', 'time_left', 'rated_time'))

  // req: R-4.2.7.2-41
  it('a repeater tells mode, power, temperature and faults', () => {
    expect(valuesOf('RADIO_REPEATER', 'duplex')).toEqual(['数字全双工', '半双工'])
    expectPoints('RADIO_REPEATER', 'power', 'reflected', 'temperature', 'channels_busy')
    expectAlarms('RADIO_REPEATER', 'repeater_fault', 'antenna_fault', 'repeater_hot')
  })

  // req: R-4.2.7.2-44
  it('the battery of a radio is what is shown of it first', () => {
    expect(typeOf('RADIO').properties.find(({ id }) => id === 'battery')?.isMain).toBe(true)
    expectAlarms('RADIO', 'low_battery')
  })

  // req: R-4.2.7.3-11
  it('address, gateway and name server of a camera are set', () =>
    expectContent('CAMERA', 'set_network', { address: '10.8.3.21', gateway: '10.8.3.1', dns: '10.8.0.2' }))

  // req: R-4.2.7.3-55
  it('zones are armed from the centre, one building at once, by times; what is done on the spot is told with who did it', () => {
    const target = { systemKey: 'security.emergency_alarm', buildingId: 'T1' } as const
    const button = (buildingId: string) =>
      isInTarget(target, {
        id: 'BJ-1',
        typeId: 'ALARM_BUTTON',
        systemKey: 'security.emergency_alarm',
        name: { zh: '', en: '' },
        buildingId,
      })
    expect([button('T1'), button('T2')]).toEqual([true, false])
    expect(faults('ALARM_BUTTON', 'arm', { zone: 0 })).toEqual([])
    expect(faults('ALARM_BUTTON', 'disarm', { zone: 3 })).toEqual([])
    expect(faults('ALARM_BUTTON', 'set_arming_plan', { zone: 3, from: 1320, to: 360 })).toEqual([])
    const local = typeOf('ALARM_BUTTON').events.find(({ id }) => id === 'local_arming')
    expect(local?.fields?.map(({ id }) => id)).toEqual(['zone', 'armed', 'user'])
    expectAlarms('ALARM_BUTTON', 'wrong_password')
  })
})

describe('fire (4.2.8)', () => {
  // req: R-4.2.8.2-14
  it('a water level outside its range of ten metres is no value', () =>
    expect(rangeOf('WATER_LEVEL', 'water_level')).toEqual([0, 10, 'm']))

  // req: R-4.2.8.2-24
  it('a pressure of an extinguisher outside 0 to 30 MPa is no value', () =>
    expect(rangeOf('EXTINGUISHER', 'pressure')).toEqual([0, 30, 'MPa']))
})

describe('access (4.2.6)', () => {
  // req: R-4.2.6.2-02
  it('a controller takes no more cards than it holds, and tells that it is nearly full', () => {
    const send = (cards: number) =>
      refusal(
        'DOOR',
        'send_credentials',
        { cards, list: 'https://x.example/c' },
        { cards_stored: 4900, card_capacity: 5000 },
      )
    expect([send(100), send(101)]).toEqual([undefined, 'interlocked'])
    expect(stands('DOOR', 'cards_nearly_full', { cards_stored: 4800, card_capacity: 5000 })).toBe(true)
    expect(stands('DOOR', 'cards_nearly_full', { cards_stored: 4000, card_capacity: 5000 })).toBe(false)
  })

  // req: R-4.2.6.2-16
  it('the controller in the shaft tells when the one on the car is cut off', () =>
    expectAlarms('LIFT_CONTROL', 'car_link_lost'))

  // req: R-4.2.6.2-17
  it('a lift control that fails frees its lift: a state that is told as an alarm', () => {
    expectStates('LIFT_CONTROL', 'fault', 'free_mode')
    expectAlarms('LIFT_CONTROL', 'controller_fault', 'free_mode_on')
    expect(typeOf('LIFT_CONTROL').alarms.find(({ id }) => id === 'controller_fault')?.onDelayMs).toBeLessThanOrEqual(
      10_000,
    )
  })

  // req: R-4.2.6.3-04
  it('a time rule of a door begins and ends on a second', () => {
    const rule = { rule: 1, level: 3 }
    expect(faults('DOOR', 'set_time_rule', { ...rule, from: 8 * 3600 + 1, to: 86_399 })).toEqual([])
    expect(faults('DOOR', 'set_time_rule', { ...rule, from: -1, to: 86_400 })).toEqual(['tooSmall', 'tooLarge'])
  })

  // req: R-4.2.6.3-10
  it('a message goes to all homes, to one building, or to one home', () => {
    const homes = [
      ['DJ-1', 'T1'],
      ['DJ-2', 'T1'],
      ['DJ-3', 'T2'],
    ] as const
    const reached = (target: object) =>
      homes
        .filter(([id, buildingId]) =>
          isInTarget(target, {
            id,
            typeId: 'INTERCOM',
            systemKey: 'access.video_intercom',
            name: { zh: id, en: id },
            buildingId,
          }),
        )
        .map(([id]) => id)
    const systemKey = 'access.video_intercom'
    expect(reached({ systemKey })).toEqual(['DJ-1', 'DJ-2', 'DJ-3'])
    expect(reached({ systemKey, buildingId: 'T1' })).toEqual(['DJ-1', 'DJ-2'])
    expect(reached({ deviceIds: ['DJ-3'] })).toEqual(['DJ-3'])
    expectContent('INTERCOM', 'publish_message', { kind: 0, content: '明日 9 时停水，物业费请缴', priority: 0 })
  })
})

describe('air (4.2.3.5, 4.2.12.2)', () => {
  // req: R-4.2.12.2-06 R-4.2.3.5-39
  it.each(['AIR_STATION', 'REFUSE_ROOM'])(
    '%s: every value has a limit, and each is set as the site needs it',
    (typeId) => {
      const { properties, alarms } = typeOf(typeId)
      const measured = properties.filter(({ id, type }) => type === 'number' && id !== 'lng' && id !== 'lat')
      for (const { id, max = 0 } of measured) {
        const limited = alarms.find(
          ({ condition }) => 'limit' in condition && 'property' in condition && condition.property === id,
        )
        expect(limited, `${typeId}.${id}`).toBeDefined()
        if (!limited) continue
        const set = applySetting(limited, { limit: max / 3 })
        expect(set.condition, id).toMatchObject({ limit: max / 3 })
      }
    },
  )

  // req: R-4.2.12.2-04 R-4.2.3.5-38
  it('stations are read from afar when somebody asks', () => {
    for (const id of ['AIR_STATION', 'REFUSE_ROOM']) expect(serviceOf(id, 'read_now')?.commandClass, id).toBe(0)
  })

  // req: R-4.2.12.2-10
  it('stations outdoors and underground are told apart', () =>
    expect(valuesOf('AIR_STATION', 'surroundings')).toEqual(['户外', '地下']))
})

describe('parking, network, meters', () => {
  // req: R-4.2.5.2-02
  it('a barrier tells how long it moves and how often it has moved, and alarms when it is slow or worn', () => {
    expectPoints('PARKING_GATE', 'movement_time', 'barrier_cycles')
    expectAlarms('PARKING_GATE', 'barrier_slow', 'barrier_worn')
  })

  // req: R-4.2.5.2-12
  it('a display shows spaces in one, two or three directions', () => {
    const spaces = { left: 12, ahead: 0, right: 40 }
    for (const directions of [1, 2, 3])
      expect(faults('PARKING_TERMINAL', 'set_guidance', { ...spaces, directions })).toEqual([])
    expect(faults('PARKING_TERMINAL', 'set_guidance', { ...spaces, directions: 4 })).toEqual(['tooLarge'])
  })

  // req: R-4.2.5.2-15
  it('a beacon says its version of Bluetooth', () =>
    expect(valuesOf('NAV_BEACON', 'bluetooth')).toEqual(['4.0', '5.0']))

  // req: R-4.2.1-06 R-4.2.1-07 R-4.2.1-08
  it('signal and rates of a station are judged by the standard of where it stands', () => {
    const good = { ss_rsrp: -100, dl_peak_rate: 1400, dl_mean_rate: 710, ul_peak_rate: 410, ul_mean_rate: 75 }
    const low = (alarmId: string, standard: number, more: object) =>
      stands('NR_MACRO', alarmId, { ...good, standard, ...more })
    const signal = (standard: number, ss_rsrp: number) => low('signal_below_standard', standard, { ss_rsrp })
    expect([
      signal(0, -104),
      signal(0, -106),
      signal(1, -106),
      signal(1, -111),
      signal(2, -111),
      signal(2, -116),
    ]).toEqual([false, true, false, true, false, true])
    const down = (standard: number, dl_peak_rate: number) => low('downlink_below_standard', standard, { dl_peak_rate })
    expect([down(0, 1350), down(0, 1349), down(1, 675), down(2, 674)]).toEqual([false, true, false, true])
    expect(low('downlink_below_standard', 1, { dl_mean_rate: 431 })).toBe(true)
    const up = (standard: number, ul_mean_rate: number) => low('uplink_below_standard', standard, { ul_mean_rate })
    expect([up(0, 70), up(0, 69), up(1, 33), up(2, 32)]).toEqual([false, true, false, true])
    expect(low('uplink_below_standard', 1, { ul_peak_rate: 199 })).toBe(true)
  })

  // req: R-4.2.1.1-02
  it('a station says in what kind of area it stands', () =>
    expect(valuesOf('NR_MACRO', 'area_kind')).toEqual(['密集城区', '一般城区', '县城', '乡镇郊区', '农村']))

  // req: R-4.2.1.2-12
  it('a pole shows its hotspot with who is on it, and the station it carries', () => {
    expectPoints('LAMP_POLE', 'wifi_clients')
    expect(valuesOf('LAMP_POLE', 'hotspot')).toEqual(['在线', '离线'])
    expect(valuesOf('LAMP_POLE', 'micro_station')).toEqual(['无', '在线', '离线'])
  })

  // req: R-4.2.10.2-10
  it('a meter freezes its reading by the hour, by the day and at a time that is set', () => {
    expectPoints('POWER_METER', 'hourly_freeze', 'daily_freeze', 'timed_freeze')
    expectServices('POWER_METER', 'set_freeze')
    expect(faults('POWER_METER', 'set_freeze', { at: 1440 })).toEqual(['tooLarge'])
  })
})

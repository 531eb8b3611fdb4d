import { describe, expect, it } from 'vitest'
import { AlarmId, DeviceId, DistrictDocument, RuleDraft, type RuleDeed } from '../contract'
import { testDistrict } from '../district/testDistrict'
import { systemPacks } from '../packs'
import { typeOf } from '../packs/testPacks'
import { shippedRules } from './shippedRules'
import { activeRule, createTestMachine, createTestWorld } from './testRules'

// Linkages that the packs ship, played through with devices of the packs: what happens on the left, what is done on the right.

const startMs = Date.UTC(2026, 10, 23, 4)
const text = { zh: '试', en: 'Test' }
const standing: readonly (readonly [id: string, typeId: string, floor: number, eastM?: number])[] = [
  ['MJ-18', 'DOOR', 18],
  ['DJ-18', 'INTERCOM', 18],
  ['TK-1', 'LIFT_CONTROL', 1],
  ['SB-1', 'WATER_PUMP', -1],
  ['SB-2', 'WATER_PUMP', -1, 9],
  ['PW-1', 'SEWAGE_PUMP', -1],
  ['PW-2', 'SEWAGE_PUMP', -1, 9],
  ['CH-1', 'CHILLER', -1],
  ['FJ-1', 'FAN', -1],
  ['DT-1', 'LIFT', 1],
  ['FT-1', 'ESCALATOR', 1],
  ['GY-18', 'PRESENCE_SENSOR', 18],
  ['TG-18', 'DIMMER', 18, 4],
  ['ZM-18A', 'LIGHTING', 18, 3],
  ['ZM-18B', 'LIGHTING', 18, 6],
  ['MB-18', 'LIGHTING_PANEL', 18],
  ['GJ-18', 'DRY_CONTACT', 18],
  ['CAM-18', 'CAMERA', 18, 2],
  ['BJ-18', 'ALARM_BUTTON', 18],
  ['KT-18', 'AIR_HANDLER', 18],
  ['QM-1', 'GAS_EXTINGUISHING', -1],
  ['CAM-B1', 'CAMERA', -1, 2],
  ['LJ-1', 'BIN_CAMERA', 1],
  ['LJF-1', 'REFUSE_ROOM', -1],
  ['FJ-2', 'FAN', -1, 5],
  ['QS-1', 'CLEANING_ROBOT', 1],
  ['DZ-1', 'PARKING_GATE', 1],
  ['PS-1', 'DELIVERY_ROBOT', 1, 3],
  ['UAV-1', 'DRONE', 1],
]
const metreEast = 1 / 102_700
const district = DistrictDocument.parse({
  ...testDistrict(),
  deviceTypes: [...testDistrict().deviceTypes, ...systemPacks],
  devices: [
    ...testDistrict().devices,
    ...standing.map(([id, typeId, floor, eastM = 0]) => ({
      id,
      typeId,
      name: text,
      place: { lngLat: [113.9402 + eastM * metreEast, 22.5302], buildingId: 'T1', floor },
    })),
  ],
})

type Happening =
  | { kind: 'alarm'; of: string; alarm: string }
  | { kind: 'event'; of: string; event: string; output?: Record<string, unknown> }
  | { kind: 'values'; of: string; values: Record<string, number> }
const alarm = (of: string, id: string): Happening => ({ kind: 'alarm', of, alarm: id })
const told = (of: string, event: string, output?: Record<string, unknown>): Happening => ({
  kind: 'event',
  of,
  event,
  ...(output && { output }),
})
/** Values as they come, one after the other. */
const values = (of: string, given: Record<string, number>): Happening => ({ kind: 'values', of, values: given })

const said = ({ kind, to, service, input, how }: RuleDeed): string =>
  [
    kind === 'command' ? `${to} ${service}` : `${kind} ${to ?? ''}`.trim(),
    ...Object.values(input ?? {}),
    how === 'propose' ? 'proposed' : '',
  ]
    .filter((word) => word !== '')
    .join(' ')

/** What all shipped rules do after this, each deed as "device service input", those that wait for a dispatcher marked. */
function doneAfter(rules: readonly RuleDraft[], ...happenings: readonly Happening[]): string[] {
  const test = createTestWorld(district)
  const machine = createTestMachine(
    rules.map((draft) => activeRule(draft, test)),
    test,
    startMs,
  )
  happenings.forEach((happening, at) => {
    const atMs = startMs + at * 1_000
    const deviceId = DeviceId.parse(happening.of)
    switch (happening.kind) {
      case 'alarm': {
        const typeId = standing.find(([id]) => id === happening.of)?.[1] ?? ''
        const definition = typeOf(typeId).alarms.find(({ id }) => id === happening.alarm)
        if (!definition) throw new Error(`${typeId} has no alarm ${happening.alarm}`)
        const { priority, id: definitionId } = definition
        const raised = { id: AlarmId.parse(`A-${at}`), deviceId, definitionId, priority }
        machine.tell({ kind: 'alarm', atMs, phase: 'raised', alarm: raised })
        break
      }
      case 'event':
        machine.tell({ kind: 'event', atMs, deviceId, event: happening.event, output: happening.output })
        break
      case 'values':
        for (const [property, value] of Object.entries(happening.values)) {
          test.values.set(test.point(happening.of, property), value)
          machine.sample(test.point(happening.of, property), value, atMs)
        }
    }
  })
  return machine
    .drain()
    .decisions.filter(({ outcome }) => outcome === 'fires')
    .flatMap(({ deeds }) => deeds.map(said))
}
const after = (...happenings: readonly Happening[]) => doneAfter(shippedRules, ...happenings)

describe('doors, homes and lifts (4.2.6)', () => {
  // req: R-4.2.6.1-04 R-4.2.6.3-14
  it.each(['MJ-18', 'DJ-18'])('%s opens: the lift comes to that floor, and the floor of the home is lit', (device) => {
    const output = { credential: 1, person: '王', home_floor: 22, similarity: 96 }
    expect(after(told(device, 'opened', output))).toEqual(['TK-1 call_lift 18', 'TK-1 light_floor 22'])
  })

  // req: R-4.2.6.3-11 R-4.2.6.3-15
  it('a call from home brings the lift to that floor, and the indoor station shows it coming', () => {
    expect(after(told('DJ-18', 'lift_called'))).toEqual(['TK-1 call_lift 18', 'DJ-18 call_lift'])
  })

  // req: R-4.2.6.3-16
  it('a visit between homes opens the floor of the host, once he has answered', () => {
    expect(after(told('DJ-18', 'called', { kind: 3, home: '2201' }))).toEqual([])
    expect(after(told('DJ-18', 'visit_answered', { host_floor: 22 }))).toEqual(['TK-1 open_for_visit 22'])
  })
})

describe('security (4.2.7)', () => {
  // req: R-4.2.7.3-57
  it('an intrusion shows its camera and asks to lock the entrances', () => {
    expect(after(alarm('BJ-18', 'intrusion'))).toEqual(
      expect.arrayContaining(['show CAM-18', 'MJ-18 lock_door proposed']),
    )
    expect(typeOf('ALARM_BUTTON').protocols?.length).toBeGreaterThan(1)
  })

  it('a drone that must return is called home, once somebody says so', () => {
    expect(after(alarm('UAV-1', 'must_return'))).toEqual(['UAV-1 return_home proposed'])
  })
})

describe('building equipment (4.2.9)', () => {
  // req: R-4.2.9.2-07
  it('pressure of the mains is a value; too much or too little of it alarms and is answered by control', () => {
    expect(after(alarm('SB-1', 'inlet_lowpressure'))).toEqual(['SB-1 stop_pump proposed'])
    expect(after(alarm('SB-1', 'inlet_overpressure'))).toEqual(['SB-1 set_constant_pressure 0.45 proposed'])
    const inlet = typeOf('WATER_PUMP').properties.find(({ id }) => id === 'inlet_pressure')
    expect([inlet?.type, inlet?.unit]).toEqual(['number', 'MPa'])
  })

  it.each([
    ['SB-1', 'SB-2'],
    ['PW-1', 'PW-2'],
  ])('%s fails: the reserve %s is to come in', (failed, reserve) => {
    expect(after(alarm(failed, 'pump_fault'))).toContain(`${reserve} start_pump proposed`)
  })

  it('a chiller that fails hands over to its group, and stops with its pump', () => {
    expect(after(alarm('CH-1', 'unit_fault'))).toEqual(['CH-1 rotate_units proposed'])
    expect(after(alarm('CH-1', 'pump_fault'))).toEqual(['CH-1 stop proposed'])
  })

  // req: R-4.2.9-15
  it.each(['FJ-1', 'SB-1', 'PW-1', 'DT-1', 'FT-1'])('%s has run its hours: somebody is sent to maintain it', (id) => {
    expect(after(alarm(id, 'maintenance_due'))).toEqual(['order P-1'])
  })

  it('an escalator that stops shows its camera', () => {
    expect(after(alarm('FT-1', 'emergency_stop'))).toContain('message P-1')
  })

  const linked = (more: object): RuleDraft =>
    RuleDraft.parse({
      id: 'linked',
      name: text,
      areas: { plotIds: [], buildingIds: [] },
      triggers: [],
      inputs: [],
      conditions: [],
      actions: [],
      limit: { times: 100, withinMs: 60_000, of: 'rule' },
      ...more,
    })
  const here = (systemKey: string, service: string) => ({
    kind: 'command',
    devices: { systemKeys: [systemKey], scope: 'sameFloor', max: 9 },
    service,
    input: {},
  })

  // req: R-4.2.9-12
  it('an event of one system, or what the values of several come to, makes other systems act', () => {
    const inputs = [
      {
        name: 'brightness',
        from: { systemKeys: ['energy.dimming_module'], scope: 'sameFloor', max: 1 },
        property: 'brightness',
        take: 'nearest',
      },
    ]
    const triggers = [
      { kind: 'sample', devices: { systemKeys: ['building_equipment.hvac'] }, property: 'indoor_temperature' },
    ]
    const conditions = [{ kind: 'expression', source: 'value > 28 && brightness > 50' }]
    const logic = linked({ triggers, inputs, conditions, actions: [here('energy.smart_lighting', 'switch_off')] })
    const warm = (brightness: number) =>
      doneAfter([logic], values('TG-18', { brightness }), values('KT-18', { indoor_temperature: 29 }))
    expect(warm(80)).toEqual(['ZM-18A switch_off', 'ZM-18B switch_off'])
    expect(warm(20)).toEqual([])
  })

  // req: R-4.2.9-13
  it('a rule answers security and fire alarms with doors, lighting, air conditioning and arming', () => {
    const triggers = [
      {
        kind: 'alarm',
        devices: { systemKeys: ['security.emergency_alarm'] },
        alarms: ['intrusion'],
        phase: 'raised',
      },
      {
        kind: 'alarm',
        devices: { systemKeys: ['infrastructure.gas_extinguishing'] },
        alarms: ['pre_alarm'],
        phase: 'raised',
      },
    ]
    const actions = [
      here('access.door_access', 'lock_door'),
      here('energy.smart_lighting', 'switch_on'),
      here('building_equipment.hvac', 'stop'),
      here('security.video_surveillance', 'arm'),
    ]
    const rule = linked({ triggers, actions })
    expect(doneAfter([rule], alarm('BJ-18', 'intrusion'))).toEqual([
      'MJ-18 lock_door proposed',
      'ZM-18A switch_on',
      'ZM-18B switch_on',
      'KT-18 stop proposed',
      'CAM-18 arm',
    ])
    expect(doneAfter([rule], alarm('QM-1', 'pre_alarm'))).toContain('CAM-B1 arm')
  })

  // req: R-4.2.9-11
  it('another strategy holds in another season, and on days off', () => {
    const triggers = [
      { kind: 'sample', devices: { systemKeys: ['building_equipment.hvac'] }, property: 'indoor_temperature' },
    ]
    const when = (source: string) =>
      doneAfter(
        [
          linked({
            triggers,
            conditions: [{ kind: 'expression', source }],
            actions: [here('building_equipment.hvac', 'set_mode')].map((each) => ({ ...each, input: { season: 2 } })),
          }),
        ],
        values('KT-18', { indoor_temperature: 17 }),
      )
    expect(when('value < 18 && (month >= 11 || month <= 3)')).toEqual(['KT-18 set_mode 2'])
    expect(when('value < 18 && month >= 5 && month <= 9')).toEqual([])
    expect(when('value < 18 && !isWorkday')).toEqual([])
  })
})

describe('lighting (4.2.10)', () => {
  const people = (presence: number, illuminance: number) =>
    after(values('GY-18', { lux_limit: 150, illuminance, presence }))
  const lit = ['ZM-18A switch_on', 'ZM-18B switch_on', 'TG-18 dim 80 3']
  const dark = ['ZM-18A switch_off', 'ZM-18B switch_off', 'TG-18 dim 10 5']

  // req: R-4.2.10.2-53
  it('light comes with people and goes with them', () => {
    expect(people(1, 40)).toEqual(lit)
    expect(people(0, 40)).toEqual(dark)
  })

  // req: R-4.2.10.2-61
  it('where it is bright enough nothing is lit', () => {
    expect(people(1, 151)).toEqual([])
  })

  // req: R-4.2.10.3-08
  it('a sensor switches one circuit, several, or a scene', () => {
    const by = (devices: object, service: string, input = {}) =>
      doneAfter(
        [
          RuleDraft.parse({
            ...shippedRules.find(({ id }) => id === 'presence_lights_up'),
            actions: [{ kind: 'command', devices: { max: 9, ...devices }, service, input }],
          }),
        ],
        values('GY-18', { lux_limit: 150, illuminance: 20, presence: 1 }),
      )
    const floor = { systemKeys: ['energy.smart_lighting'], scope: 'sameFloor' }
    expect(by({ scope: 'devices', deviceIds: ['ZM-18B'] }, 'switch_on')).toEqual(['ZM-18B switch_on'])
    expect(by(floor, 'switch_on')).toEqual(['ZM-18A switch_on', 'ZM-18B switch_on'])
    expect(by(floor, 'set_scene', { scene: 7 })).toEqual(['ZM-18A set_scene 7', 'ZM-18B set_scene 7'])
  })

  // req: R-4.2.10.3-09
  it('brightness follows the light of the day: sun, clouds, dusk, night, and back', () => {
    const day = [800, 300, 260, 30, 700].map((illuminance) => values('TG-18', { illuminance }))
    expect(after(...day)).toEqual(['TG-18 dim 10 30', 'TG-18 dim 50 30', 'TG-18 dim 90 30', 'TG-18 dim 10 30'])
  })

  it('a key of a panel runs its scene, the emergency key lights all, and a contact lights what is near', () => {
    expect(after(told('MB-18', 'key_pressed', { key: 2, scene: 5 }))).toEqual([
      'ZM-18A set_scene 5',
      'ZM-18B set_scene 5',
    ])
    expect(after(told('MB-18', 'emergency_pressed'))).toEqual(['ZM-18A switch_on', 'ZM-18B switch_on'])
    expect(after(values('GJ-18', { input_1: 1 }))).toEqual(['ZM-18A switch_on', 'ZM-18B switch_on'])
  })
})

describe('sanitation, logistics, parking (4.2.3 to 4.2.5)', () => {
  // req: R-4.2.3.4-07 R-4.2.3.6-07
  it('an overflowing bin comes up, and somebody near is sent to clear it', () => {
    expect(after(alarm('LJ-1', 'bin_overflow'))).toEqual(['order P-1', 'show LJ-1'])
  })

  // req: R-4.2.3.3-05
  it('waste where none may be is an alarm of its own, and somebody is sent', () => {
    expect(after(alarm('LJ-1', 'forbidden_place'))).toEqual(['order P-1', 'show LJ-1'])
  })

  // req: R-4.2.3.4-09
  it('bad air in a refuse room alarms, and somebody near is sent', () => {
    expect(after(alarm('LJF-1', 'value_exceeded'))).toContain('order P-1')
  })

  // req: R-4.2.3.6-05
  it.each(['low_battery', 'device_fault'])('a cleaning robot with %s comes up', (id) => {
    expect(after(alarm('QS-1', id))).toEqual(['show QS-1'])
  })

  it('a delivery robot that does not see is called back', () => {
    expect(after(alarm('PS-1', 'sensor_lost'))).toEqual(['PS-1 recall'])
  })

  it('a call at a lane shows it and is put through', () => {
    expect(after(alarm('DZ-1', 'lane_call'))).toEqual(['show DZ-1', 'DZ-1 answer_call'])
  })
})

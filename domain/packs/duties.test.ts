import { describe, expect, it } from 'vitest'
import { systemPacks } from '.'
import { stateKey } from './stateKey'
import { canComeAndGo, expectAlarms, expectPoints, expectServices, expectStates, rangeOf, typeOf } from './testPacks'

// What the white paper asks of single systems, by the requirement.

it('every alarm of every system can come and go by what its devices may report', () => {
  for (const type of systemPacks)
    for (const alarm of type.alarms) expect(canComeAndGo(type, alarm), `${type.id}.${alarm.id}`).toBe(true)
})

describe('fire (4.2.8)', () => {
  // req: R-4.2.8.1-05 R-4.2.8.2-19 R-4.2.8.2-20 R-4.2.8.2-21 R-4.2.8.2-22
  it('a hydrant alarms when it is hit, opened, drawn from, or its pressure is abnormal', () => {
    expectPoints('HYDRANT', 'water_pressure', 'flow', 'battery')
    expectAlarms('HYDRANT', 'impact', 'cover_opened', 'water_theft', 'pressure_abnormal', 'battery_low')
  })

  // req: R-4.2.8.2-11
  it('a water pressure gauge alarms at low pressure and low battery', () =>
    expectAlarms('WATER_PRESSURE', 'pressure_low', 'battery_low'))

  // req: R-4.2.8.2-16
  it('a water level gauge alarms at too low and too high a level and low battery', () =>
    expectAlarms('WATER_LEVEL', 'level_low', 'level_high', 'battery_low'))

  // req: R-4.2.8.1-06 R-4.2.8.2-26
  it('an extinguisher tells pressure, temperature and position, and alarms when it is not as it should be', () => {
    expectPoints('EXTINGUISHER', 'pressure', 'temperature', 'lng', 'lat')
    expectAlarms('EXTINGUISHER', 'state_abnormal', 'moved')
  })

  // req: R-4.2.8.1-07 R-4.2.8.2-31
  it('a detector tells smoke and temperature, and alarms above its thresholds and at low battery', () => {
    expectPoints('SMOKE_DETECTOR', 'smoke_density', 'temperature')
    expectAlarms('SMOKE_DETECTOR', 'smoke_alarm', 'heat_alarm', 'battery_low')
  })

  // req: R-4.2.8.2-09
  it('a water pressure outside the measuring range of 0 to 2.5 MPa is no value', () =>
    expect(rangeOf('WATER_PRESSURE', 'water_pressure')).toEqual([0, 2.5, 'MPa']))
})

describe('security (4.2.7)', () => {
  // req: R-4.2.7.3-16 R-4.2.7.3-17 R-4.2.7.3-19 R-4.2.7.3-20 R-4.2.7.3-21 R-4.2.7.3-22 R-4.2.7.3-23 R-4.2.7.3-24 R-4.2.7.3-25
  it('video analysis alarms on listed persons, crossing, climbing, crowds, falls, danger, vehicles, congestion, e-bikes and bins', () => {
    expectPoints('VIDEO_AI', 'people_count')
    expectAlarms(
      'VIDEO_AI',
      'blacklist_person',
      'boundary_crossing',
      'climbing',
      'crowd_gathering',
      'fall',
      'dangerous_area',
      'vehicle_break_in',
      'entrance_congestion',
      'ebike_in_lift',
      'bin_overflow',
    )
  })

  // req: R-4.2.7.3-18
  it('absence from a post alarms after a time that is set', () => {
    expectAlarms('VIDEO_AI', 'off_duty')
    expectServices('VIDEO_AI', 'set_absence_time')
  })

  // req: R-4.2.7.2-31 R-4.2.7.2-33 R-4.2.7.3-39 R-4.2.7.3-41 R-4.2.7.3-42
  it('a drone takes route, height, zoom, lights, loudspeaker and parameters, and alarms when something is wrong', () => {
    expectServices(
      'DRONE',
      'set_route',
      'set_height',
      'zoom',
      'searchlight',
      'loudspeaker',
      'night_light',
      'set_parameters',
    )
    expectAlarms('DRONE', 'drone_abnormal')
  })

  // req: R-4.2.7.2-48
  it('a removed detector or a cut line alarms', () => expectAlarms('ALARM_BUTTON', 'tamper', 'line_cut'))

  // req: R-4.2.7.3-49
  it('a fence for radios can be set and leaving it alarms', () => {
    expectServices('RADIO', 'set_fence')
    expectAlarms('RADIO', 'outside_fence')
  })

  // req: R-4.2.7.3-12 R-4.2.7.3-15
  it('a camera can be armed and disarmed, and its stream made smaller', () =>
    expectServices('CAMERA', 'arm', 'disarm', 'set_stream'))
})

describe('building equipment (4.2.9)', () => {
  // req: R-4.2.9.2-06 R-4.2.9.2-08 R-4.2.9.2-09 R-4.2.9.2-11
  it('a pump tells pressure, inverter frequency and the level of its sump, and alarms when it runs without flow', () => {
    expectPoints('WATER_PUMP', 'supply_pressure', 'inverter_frequency')
    expectStates('WATER_PUMP', 'super_low', 'low', 'high', 'super_high', 'water_flowing')
    expectAlarms('WATER_PUMP', 'no_flow')
  })

  // req: R-4.2.9.2-13 R-4.2.9.2-17
  it('a transformer tells temperature and both sides, and alarms on heat, overvoltage and overcurrent', () => {
    expectPoints(
      'TRANSFORMER',
      'transformer_temperature',
      'hv_voltage',
      'hv_current',
      'lv_voltage',
      'lv_current',
      'power_factor',
    )
    expectAlarms(
      'TRANSFORMER',
      'transformer_overtemperature',
      'hv_overvoltage',
      'hv_overcurrent',
      'lv_overvoltage',
      'lv_overcurrent',
    )
  })

  // req: R-4.2.9.2-19
  it('a generator tells voltage, current, power, frequency and state, and alarms on a fault', () => {
    expectPoints('GENERATOR', 'output_voltage', 'output_current', 'output_power', 'output_frequency')
    expectStates('GENERATOR', 'running')
    expectAlarms('GENERATOR', 'generator_fault')
  })

  // req: R-4.2.9.2-21 R-4.2.9.2-24 R-4.2.9.2-25 R-4.2.9.2-26
  it('an air handler tells room, valves, water and steam, flows and pressure differences', () =>
    expectPoints(
      'AIR_HANDLER',
      'indoor_temperature',
      'indoor_humidity',
      'fresh_valve',
      'exhaust_valve',
      'return_valve',
      'cooling_valve',
      'heating_valve',
      'humidify_valve',
      'coil_water_temperature',
      'coil_water_pressure',
      'steam_temperature',
      'steam_pressure',
      'fresh_air_flow',
      'supply_air_flow',
      'filter_pressure_difference',
      'fan_pressure_difference',
    ))

  // req: R-4.2.9.2-33
  it('a lift tells direction, door and floor each by itself', () => {
    expectPoints('LIFT', 'direction', 'door', 'current_floor')
    const statesOf = (id: string) =>
      typeOf('LIFT')
        .properties.find((each) => each.id === id)
        ?.values?.map(({ name }) => stateKey(name.en))
    expect(statesOf('direction')).toEqual(['stopped', 'going_up', 'going_down'])
    expect(statesOf('door')).toEqual(['door_closed', 'door_open'])
    // Going up with the door open can be told, as it must be when it happens.
    expect(statesOf('state')).toEqual(['in_service', 'fault', 'fire_recall', 'emergency_call'])
  })

  // req: R-4.2.9.2-34 R-4.2.9.2-36
  it('a lift can be recalled to the ground floor, and alarms on a fault, an emergency call and the recall', () => {
    expectServices('LIFT', 'recall_to_ground')
    expectStates('LIFT', 'fire_recall')
    expectAlarms('LIFT', 'lift_fault', 'emergency_call', 'fire_recall')
  })
})

describe('network, parking, sanitation, logistics, energy, environment', () => {
  // req: R-4.2.1.2-06 R-4.2.1.2-08 R-4.2.1.2-09 R-4.2.1.2-11 R-4.2.1.2-14
  it('a pole lights singly and in groups, speaks, and tells air, weather, people and vehicles', () => {
    expectServices('LAMP_POLE', 'lamp_switch', 'lamp_dim', 'group_control', 'broadcast')
    expectStates('LAMP_POLE', 'lamp_on', 'lamp_off')
    expectPoints('LAMP_POLE', 'air_pollution', 'temperature', 'humidity', 'people_flow', 'vehicle_flow')
  })

  // req: R-4.2.5.2-19 R-4.2.5.2-20
  it('a charger alarms on its five protections and on its emergency stop', () => {
    expectAlarms(
      'EV_CHARGER',
      'input_undervoltage',
      'input_overvoltage',
      'output_short_circuit',
      'output_overvoltage',
      'over_temperature',
      'emergency_stop',
    )
    expectStates('EV_CHARGER', 'emergency_stop')
  })

  // req: R-4.2.3.4-06
  it('a camera over bins tells full and overflowing bins and litter around', () =>
    expectAlarms('BIN_CAMERA', 'bin_full', 'bin_overflow', 'litter_around'))

  // req: R-4.2.3.6-02
  it('a cleaning robot can be driven from afar and given a new route', () =>
    expectServices('CLEANING_ROBOT', 'remote_drive', 'set_route'))

  // req: R-4.2.4.5-03 R-4.2.4.5-04
  it('a delivery robot takes routes and alarms at low battery and on a fault', () => {
    expectServices('DELIVERY_ROBOT', 'plan_route')
    expectAlarms('DELIVERY_ROBOT', 'low_battery', 'device_fault')
  })

  // req: R-4.2.4.4-17
  it('a locker that is pried open alarms', () => expectAlarms('PARCEL_LOCKER', 'pry_alarm'))

  // req: R-4.2.10.2-05 R-4.2.10.2-06
  it('a water meter tells low voltage, and its valve is opened and closed with feedback', () => {
    expectAlarms('WATER_METER', 'undervoltage')
    expectServices('WATER_METER', 'open_valve', 'close_valve')
    expectStates('WATER_METER', 'valve_open', 'valve_closed')
  })

  // req: R-4.2.10.2-32
  it('a lighting circuit tells current, voltage, power and energy', () =>
    expectPoints('LIGHTING', 'circuit_current', 'circuit_voltage', 'circuit_power', 'circuit_energy'))

  // req: R-4.2.12.2-01 R-4.2.12.2-09
  it('an environment station tells weather, dust, gas, flow, rain and where it stands', () =>
    expectPoints('AIR_STATION', 'temperature', 'humidity', 'pm25', 'pm10', 'co', 'air_flow', 'rainfall', 'lng', 'lat'))
})

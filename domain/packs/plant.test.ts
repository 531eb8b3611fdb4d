import { describe, expect, it } from 'vitest'
import { expectAlarms, expectPoints, expectServices, expectStates, typeOf } from './testPacks'

// White paper 4.2.9.2 and 4.2.13.2. Rotation, standby and discharge are played in demo/simulator/plantEffects.test.ts, what follows from them in domain/rules/onSiteLinkages.test.ts.

const namesOf = (typeId: string, id: string) =>
  typeOf(typeId)
    .properties.find((each) => each.id === id)
    ?.values?.map(({ name }) => name.zh)

describe('building equipment', () => {
  // req: R-4.2.9.2-01
  it('fans are registered as supply or exhaust', () => expect(namesOf('FAN', 'duty')).toEqual(['送风', '排风']))

  // req: R-4.2.9.2-04
  it('pools, tanks, supply pumps, sumps and sewage pumps are registered', () => {
    expect(namesOf('WATER_TANK', 'use')).toEqual(['生活水池', '生活水箱', '消防水池'])
    expectPoints('WATER_TANK', 'level')
    expectPoints('WATER_PUMP', 'supply_pressure')
    expectPoints('SEWAGE_PUMP', 'sump_level')
  })

  // req: R-4.2.9.2-12
  it('every value of a pump alarms when it is heard no more, and so do flow, too low and too high a level', () => {
    const { alarms, properties } = typeOf('WATER_PUMP')
    const silent = alarms.flatMap(({ condition }) => (condition.kind === 'stale' ? [condition.property] : []))
    const measured = properties.filter(({ type, id }) => type === 'number' && !/setpoint|running|service/.test(id))
    expect(silent).toEqual(measured.map(({ id }) => id))
    expectAlarms('WATER_PUMP', 'no_flow', 'super_low_level', 'super_high_level')
    expectAlarms('SEWAGE_PUMP', 'super_low_level', 'super_high_level', 'level_sensor_fault')
  })

  // req: R-4.2.9.2-22
  it('fresh, return, mixed and supply air have temperature and humidity', () =>
    expectPoints(
      'AIR_HANDLER',
      'fresh_air_temperature',
      'fresh_air_humidity',
      'return_air_temperature',
      'return_air_humidity',
      'mixed_air_temperature',
      'mixed_air_humidity',
      'supply_air_temperature',
      'air_humidity',
    ))

  // req: R-4.2.9.2-23
  it('air has temperature and humidity after the cooling and after the heating coil', () =>
    expectPoints(
      'AIR_HANDLER',
      'coil_air_temperature',
      'coil_air_humidity',
      'heating_air_temperature',
      'heating_air_humidity',
    ))

  // req: R-4.2.9.2-31
  it('lifts are registered as what they are, escalators too', () => {
    expect(namesOf('LIFT', 'kind')).toEqual(['普通客梯', '观光梯', '货梯'])
    expectPoints('ESCALATOR', 'direction', 'handrail_speed')
    expectAlarms('ESCALATOR', 'escalator_fault', 'emergency_stop', 'handrail_strays')
  })

  // req: R-4.2.9.2-32
  it('what runs people is watched and not driven: state, fault and hours, but no start and no stop', () => {
    for (const id of ['LIFT', 'ESCALATOR']) {
      expectPoints(id, 'running_time')
      expectStates(id, 'in_service', 'fault')
      expect(typeOf(id).services.filter((each) => /start|stop|run/.test(each.id))).toEqual([])
    }
    expectAlarms('LIFT', 'lift_fault')
  })
})

describe('rooms of servers', () => {
  // req: R-4.2.13.2-13
  it('firewall, intrusion prevention and web firewall are devices of their own, with a state', () => {
    expect(namesOf('NETWORK_GUARD', 'kind')).toEqual(['防火墙', '入侵防御', 'Web 应用防火墙'])
    expectStates('NETWORK_GUARD', 'up', 'down', 'degraded')
    expectAlarms('NETWORK_GUARD', 'device_offline')
  })

  // req: R-4.2.13.2-17
  it('an access point has its bands and bandwidth', () => {
    expect(namesOf('WIFI_AP', 'band')).toEqual(['2.4 GHz', '5 GHz', '双频'])
    expectPoints('WIFI_AP', 'bandwidth')
  })

  // req: R-4.2.13.2-23
  it('power is held up by distributed and central units, with one to spare, each watched', () => {
    expect(namesOf('UPS', 'use')).toEqual(['分布', '集中供电', '冗余主机'])
    expectPoints('UPS', 'input_voltage', 'output_voltage', 'load', 'battery', 'minutes_left')
    expectStates('UPS', 'on_battery', 'bypass')
    expectAlarms('UPS', 'on_battery', 'battery_low', 'overload', 'battery_hot', 'ups_fault')
  })

  // req: R-4.2.13.2-25
  it('in-row cooling is watched, with its compressor outdoors', () => {
    expectPoints('ROW_COOLER', 'supply_temperature', 'return_temperature', 'compressor')
    expectAlarms('ROW_COOLER', 'unit_fault', 'compressor_fault', 'supply_hot', 'water_leak')
  })

  // req: R-4.2.13.2-26
  it('gas extinguishing is watched in all its parts, for server and battery rooms', () => {
    expect(namesOf('GAS_EXTINGUISHING', 'room')).toEqual(['机房', 'UPS 间'])
    expectPoints('GAS_EXTINGUISHING', 'gas_pressure', 'heat', 'smoke', 'sounder', 'button', 'mode')
    expectStates('GAS_EXTINGUISHING', 'pre_alarm', 'counting_down', 'discharged', 'stopped', 'fault')
    expectAlarms('GAS_EXTINGUISHING', 'pre_alarm', 'counting_down', 'discharged', 'gas_low', 'device_fault')
    for (const { id, isLifeSafety } of typeOf('GAS_EXTINGUISHING').alarms)
      expect(isLifeSafety, id).toBe(['pre_alarm', 'counting_down', 'discharged'].includes(id))
  })

  // req: R-4.2.13.2-22
  it('climate, power, cooling, doors and fire of a room are watched, and shown on a display outside', () => {
    expectPoints('SERVER_ROOM', 'temperature', 'humidity', 'power_load', 'ups_load')
    expectAlarms('SERVER_ROOM', 'temperature_high', 'power_failure', 'door_open', 'water_leak', 'fire_alarm')
    expectPoints('ROW_COOLER', 'supply_temperature')
    expectServices('SERVER_ROOM', 'publish_display')
    expectServices('CAMERA', 'show_on_wall')
  })

  // req: R-4.2.13.2-27
  it('earthing and surges of a room are recorded', () => {
    expectPoints('SERVER_ROOM', 'surge_count', 'earth_resistance')
    expectAlarms('SERVER_ROOM', 'surge_protection', 'earth_poor')
  })

  // req: R-4.2.13.2-18
  it('an access point is maintained from the centre: state, clients, channel and power, restart', () => {
    expectPoints('WIFI_AP', 'clients', 'ap_load')
    expectStates('WIFI_AP', 'online', 'offline')
    expectServices('WIFI_AP', 'set_radio', 'set_clients_limit', 'restart_ap')
  })
})

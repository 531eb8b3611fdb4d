import { expect, it } from 'vitest'
import { systemPacks } from '.'

// The modules of chapter 4.2 and the subsystems that the text says they consist of. That devices of every type stand in the demo is held by demo/district/makeDistrict.test.ts.

/** Each module by the key of its family, and the systems in it. */
const modules: readonly (readonly [id: string, family: string, systems: readonly string[]])[] = [
  ['cleaning robots, bins and refuse rooms', 'sanitation', ['cleaning_robot', 'bin_overflow', 'refuse_room_env']],
  ['delivery robots and parcel lockers', 'logistics', ['delivery_robot', 'parcel_locker']],
  [
    'lanes, guidance, navigation and charging',
    'parking',
    ['entrance_toll', 'guidance_find_car', 'indoor_navigation', 'ev_charging'],
  ],
  ['doors, intercom and lift control', 'access', ['door_access', 'video_intercom', 'elevator_control']],
  [
    'nine systems of security',
    'security',
    [
      'video_surveillance',
      'video_ai',
      'high_altitude_throwing',
      'drone',
      'ar_glasses',
      'wireless_intercom',
      'emergency_alarm',
      'elevator_intercom',
      'patrol_robot',
    ],
  ],
  [
    'panels, pressure, level, hydrants, extinguishers and detectors',
    'fire',
    [
      'alarm_remote_monitoring',
      'water_pressure',
      'water_level',
      'hydrant_monitoring',
      'extinguisher',
      'wireless_smoke',
    ],
  ],
  [
    'seven systems of building equipment',
    'building_equipment',
    [
      'ventilation',
      'water_supply_drainage',
      'power_monitoring',
      'generator',
      'hvac',
      'chiller_heat_source',
      'elevator_monitoring',
    ],
  ],
  ['metering and lighting', 'energy', ['water_meter', 'electricity_meter', 'metering_gateway', 'smart_lighting']],
  ['counting of people, guide robots and kiosks', 'commerce', ['passenger_flow', 'guide_robot', 'guide_kiosk']],
  [
    'cabling, networks, Wi-Fi and rooms of servers',
    'infrastructure',
    ['cabling', 'computer_network', 'wifi', 'data_center'],
  ],
]

// req: R-4.2.3.4-01 R-4.2.4.3-01 R-4.2.5.1-01 R-4.2.6.1-01 R-4.2.7.1-01 R-4.2.8.1-01 R-4.2.9.1-01 R-4.2.10.1-01 R-4.2.11.1-01 R-4.2.13.1-01
it.each(modules)('a module has %s', (_, family, systems) => {
  for (const system of systems) {
    const types = systemPacks.filter(({ systemKey }) => systemKey === `${family}.${system}`)
    expect(types.length, system).toBeGreaterThan(0)
    // Something to see of each, and something that it can raise besides being gone.
    for (const { id, properties, alarms } of types) {
      expect(properties.length, id).toBeGreaterThan(0)
      expect(alarms.filter(({ condition }) => condition.kind !== 'offline').length, id).toBeGreaterThan(0)
    }
  }
})

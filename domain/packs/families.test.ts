import { describe, expect, it } from 'vitest'
import {
  expectAlarms,
  expectContent,
  expectLinkage,
  expectPoints,
  expectServices,
  expectStates,
  typeOf,
} from './testPacks'

// Requirements of the on-site families that ask for values, states, alarms, commands or linkages of a system. That what a pack has is received, shown, stored, drawn as a curve, alarmed and
// commanded is held for all types alike by the tests of the core.

describe('network and poles (4.2.1)', () => {
  // req: R-4.2.1.2-10
  it('a call at a pole is an alarm that opens an incident and can be answered', () => {
    expectAlarms('LAMP_POLE', 'emergency_call')
    expectServices('LAMP_POLE', 'answer_call')
    expectLinkage('pole_call_incident', 'openIncident')
  })

  // req: R-4.2.1.2-13
  it('the camera of a pole can be opened and tells of abnormal events', () => {
    expectServices('LAMP_POLE', 'open_camera')
    expectAlarms('LAMP_POLE', 'abnormal_event_video')
    expectLinkage('pole_call_camera', 'open_camera', 'show')
  })
})

describe('transport (4.2.2)', () => {
  // req: R-4.2.2-02
  it('a road tells how congested it is, for how long and over what length', () => {
    expectPoints('ROAD_MONITOR', 'congestion_index', 'congestion_length', 'congestion_time', 'vehicle_flow')
    expectStates('ROAD_MONITOR', 'free', 'slow', 'congested')
    expectAlarms('ROAD_MONITOR', 'congestion')
  })
})

describe('sanitation (4.2.3)', () => {
  // req: R-4.2.3.4-03 R-4.2.3.4-04
  it('a cleaning robot tells battery, what it has cleaned for how long, and its task', () => {
    expectPoints('CLEANING_ROBOT', 'battery', 'cleaning_rate', 'cleaned_area', 'working_time', 'lng', 'lat')
    expectStates('CLEANING_ROBOT', 'idle', 'working')
  })

  // req: R-4.2.3.5-07 R-4.2.3.5-17 R-4.2.3.5-27
  it('a cleaning robot returns and charges', () => {
    expectStates('CLEANING_ROBOT', 'returning', 'charging')
    expectAlarms('CLEANING_ROBOT', 'low_battery')
  })

  // req: R-4.2.3.5-08 R-4.2.3.5-18 R-4.2.3.5-28
  it('a cleaning robot stops when its bumper is hit, and tells a fault of its sensors', () => {
    expectStates('CLEANING_ROBOT', 'stopped', 'fault')
    expectAlarms('CLEANING_ROBOT', 'bumper_hit', 'device_fault')
  })

  // req: R-4.2.3.5-14 R-4.2.3.5-15 R-4.2.3.5-24 R-4.2.3.5-25
  it('the tanks of a cleaning robot are told, and too little and too much in them', () => {
    expectPoints('CLEANING_ROBOT', 'clean_water', 'waste_water')
    expectAlarms('CLEANING_ROBOT', 'clean_water_low', 'waste_water_full')
    const most = (id: string) => typeOf('CLEANING_ROBOT').properties.find((each) => each.id === id)?.max ?? 0
    // The largest tanks that the text names, L.
    expect(most('clean_water')).toBeGreaterThanOrEqual(135)
    expect(most('waste_water')).toBeGreaterThanOrEqual(180)
  })

  // req: R-4.2.3.4-08 R-4.2.3.5-36
  it('a refuse room tells twelve values of its air', () =>
    expectPoints(
      'REFUSE_ROOM',
      'pm25',
      'pm10',
      'tsp',
      'temperature',
      'humidity',
      'voc',
      'co2',
      'no2',
      'co',
      'so2',
      'o3',
      'h2s',
    ))

  // req: R-4.2.3.6-14
  it('bad air in a refuse room starts its fans', () => expectLinkage('refuse_air_fans', 'start'))
})

describe('logistics (4.2.4)', () => {
  // req: R-4.2.4.4-10
  it('a delivery robot gets lifts and doors by the platform', () => {
    expectLinkage('robot_asks_lift', 'call_lift')
    expectLinkage('robot_asks_door', 'open_door')
  })

  // req: R-4.2.4.4-13
  it('when a locker charges is set, and what it charged is told', () => {
    expectServices('PARCEL_LOCKER', 'set_charge_mode')
    expectPoints('PARCEL_LOCKER', 'fee')
  })

  // req: R-4.2.4.5-08
  it('a cell that is out of order alarms', () => {
    expectStates('PARCEL_LOCKER', 'cell_fault')
    expectAlarms('PARCEL_LOCKER', 'cell_fault')
  })
})

describe('parking (4.2.5)', () => {
  // req: R-4.2.5.2-09
  it('the lamp of a space has a colour of at least five, and can be told one', () => {
    const [colour] = typeOf('PARKING_TERMINAL').services.find(({ id }) => id === 'set_lamp_colour')?.input ?? []
    expect((colour?.max ?? 0) - (colour?.min ?? 0) + 1).toBeGreaterThanOrEqual(5)
  })

  // req: R-4.2.5.3-03
  it('a locked car stays until it is unlocked, and alarms at the exit', () => {
    expectServices('PARKING_GATE', 'lock_car', 'unlock_car')
    expectStates('PARKING_GATE', 'car_locked')
    expectAlarms('PARKING_GATE', 'locked_car_exit')
  })

  // req: R-4.2.5.3-10
  it('devices of guidance are upgraded from afar', () => expectServices('PARKING_TERMINAL', 'remote_upgrade'))

  // req: R-4.2.5.3-11
  it('a space is free, taken or out of order, and can be looked at', () => {
    expectStates('PARKING_TERMINAL', 'free', 'occupied', 'fault')
    expectServices('PARKING_TERMINAL', 'open_space_video')
  })

  // req: R-4.2.5.3-19
  it('a charger tells its charging and fee, and is started and stopped from afar', () => {
    expectPoints('EV_CHARGER', 'charging_voltage', 'charging_current', 'charged_energy', 'charging_time', 'fee')
    expectStates('EV_CHARGER', 'free', 'charging', 'finished', 'fault')
    expectServices('EV_CHARGER', 'start_charging', 'stop_charging')
    expectAlarms('EV_CHARGER', 'charging_abnormal')
  })
})

describe('access (4.2.6)', () => {
  // req: R-4.2.6.2-14
  it('an opened door calls the lift', () => expectLinkage('door_calls_lift', 'call_lift'))

  // req: R-4.2.6.2-18
  it('a fire signal frees the lift control, which says so while it lasts', () => {
    expectLinkage('fire_frees_lift_control', 'set_free_mode')
    expectStates('LIFT_CONTROL', 'free_mode')
    expectAlarms('LIFT_CONTROL', 'free_mode_on')
  })

  // req: R-4.2.6.3-07
  it('gas and help at home reach the centre, each as what it is', () => {
    expectAlarms('INTERCOM', 'gas_alarm', 'emergency_button')
    expectLinkage('home_alarm_incident', 'openIncident')
  })
})

describe('security (4.2.7)', () => {
  // req: R-4.2.7.1-06
  it('a thrown object alarms by itself, without a delay', () => {
    expectAlarms('THROWING_CAMERA', 'object_thrown')
    expect(typeOf('THROWING_CAMERA').alarms.find(({ id }) => id === 'object_thrown')?.onDelayMs).toBe(0)
  })

  // req: R-4.2.7.1-10 R-4.2.7.2-49
  it('the one key for help alarms and calls up its cameras', () => {
    expectAlarms('ALARM_BUTTON', 'help_button')
    expectLinkage('camera_of_help_button', 'show')
  })

  // req: R-4.2.7.1-11
  it('a call from a lift alarms, shows the lift and is answered', () => {
    expectAlarms('LIFT_INTERCOM', 'help_call')
    expectServices('LIFT_INTERCOM', 'answer_call')
    expectLinkage('lift_of_help_call', 'show')
  })

  // req: R-4.2.7.2-35 R-4.2.7.3-46 R-4.2.7.3-47
  it('faces and plates that glasses know come as events, and make an order', () => {
    expectAlarms('AR_GLASSES', 'blacklist_person', 'blacklist_vehicle')
    expectLinkage('order_of_glasses', 'order')
  })

  // req: R-4.2.7.2-39 R-4.2.7.2-40 R-4.2.7.2-45
  it('a radio has a channel and a place, and is called in a group', () => {
    expectPoints('RADIO', 'channel', 'lng', 'lat')
    expectServices('RADIO', 'group_call')
  })

  // req: R-4.2.7.2-52
  it('a patrol robot tells whom and what it has seen', () => {
    expectPoints('PATROL_ROBOT', 'body_temperature')
    expectAlarms('PATROL_ROBOT', 'blacklist_person', 'abnormal_behaviour', 'vehicle_hit', 'high_temperature')
  })

  // req: R-4.2.7.3-07
  it('a camera is turned and zoomed', () => expectServices('CAMERA', 'ptz_move', 'zoom'))

  // req: R-4.2.7.3-44
  it('a drone has a safe mode', () => expectStates('DRONE', 'safe_mode'))

  // req: R-4.2.7.3-54 R-4.2.7.3-56
  it('a detector tells intrusion, tamper and fault, and tests itself', () => {
    expectAlarms('ALARM_BUTTON', 'intrusion', 'tamper', 'device_fault')
    expectServices('ALARM_BUTTON', 'self_test')
  })
})

describe('fire (4.2.8)', () => {
  // req: R-4.2.8.1-03 R-4.2.8.1-04
  it('abnormal pressure and level of fire water alarm and are told to whoever is on duty', () => {
    for (const [id, alarms] of [
      ['WATER_PRESSURE', ['pressure_low', 'pressure_abnormal']],
      ['WATER_LEVEL', ['level_low', 'level_high']],
    ] as const) {
      expectAlarms(id, ...alarms)
      expect(typeOf(id).protocols).toEqual(expect.arrayContaining(['nb_iot', 'lora']))
    }
    expectLinkage('duty_of_water_pressure', 'message')
    expectLinkage('duty_of_water_level', 'message')
  })

  // req: R-4.2.8.2-02 R-4.2.8.3-06
  it('a fire alarm opens the nearest camera', () => {
    expectLinkage('fire_opens_camera', 'show')
    expectLinkage('camera_of_fire', 'show')
    expectLinkage('smoke_is_fire', 'show')
  })
})

describe('building equipment (4.2.9)', () => {
  // req: R-4.2.9.2-02 R-4.2.9.2-03
  it('a fan runs by a time table and by hand, tells its hours and faults, and stops in a fire', () => {
    expectServices('FAN', 'set_schedule', 'start', 'stop')
    expectPoints('FAN', 'running_time')
    expectStates('FAN', 'running', 'stopped', 'fault')
    expectAlarms('FAN', 'fan_fault')
    expectLinkage('fire_stops_ventilation', 'stop')
  })

  // req: R-4.2.9.2-14 R-4.2.9.2-15 R-4.2.9.2-16
  it('a transformer tells its temperature, both voltages and currents, and the power factor', () =>
    expectPoints(
      'TRANSFORMER',
      'transformer_temperature',
      'hv_voltage',
      'hv_current',
      'lv_voltage',
      'lv_current',
      'power_factor',
    ))

  // req: R-4.2.9.2-29
  it('a chiller runs by a time table, at a frequency and a load that are set', () => {
    expectServices('CHILLER', 'set_schedule', 'set_frequency', 'set_load', 'start', 'stop')
    expectPoints('CHILLER', 'inverter_frequency', 'load')
  })
})

describe('energy (4.2.10)', () => {
  // req: R-4.2.10.2-18
  it('a fault of a metering gateway is told', () => expectAlarms('METER_GATEWAY', 'gateway_fault'))

  // req: R-4.2.10.2-19
  it('meters are read when asked and in a period that is set', () =>
    expectServices('METER_GATEWAY', 'read_random', 'set_period'))

  // req: R-4.2.10.2-30
  it('a fire forces the lighting', () => expectLinkage('fire_switches_lights', 'switch_on'))

  // req: R-4.2.10.2-36 R-4.2.10.2-37
  it('lighting has timers that are set, and says whether it is driven from here or on the spot', () => {
    expectServices('LIGHTING', 'set_timer', 'switch_on', 'switch_off')
    expectStates('LIGHTING', 'local', 'remote')
  })

  // req: R-4.2.10.3-10
  it('lighting has scenes at one key, and free settings', () => {
    expectServices('LIGHTING', 'set_scene', 'dim')
  })
})

describe('commerce (4.2.11)', () => {
  // req: R-4.2.11.3-05
  it('who is on a list is told at once', () => expectAlarms('FLOW_COUNTER', 'vip_arrived', 'blacklist_person'))

  // req: R-4.2.11.2-17
  it('a guide robot speaks the language that is set', () => expectServices('GUIDE_ROBOT', 'set_language'))

  // req: R-4.2.11.2-20
  it('a guide robot tells a fault of its sensors', () => expectAlarms('GUIDE_ROBOT', 'sensor_fault', 'robot_fault'))

  // req: R-4.2.11.2-29
  it('a kiosk is switched on and off, and plays between what it plays', () =>
    expectServices('GUIDE_KIOSK', 'insert_play', 'power_on', 'power_off'))
})

describe('environment (4.2.12)', () => {
  // req: R-4.2.12-02
  it('a station tells temperature, humidity, dust and gas', () =>
    expectPoints('AIR_STATION', 'temperature', 'humidity', 'pm25', 'pm10', 'co'))

  // req: R-4.2.12-03 R-4.2.12-04 R-4.2.12-05 R-4.2.12.3-06
  it('bad air starts air conditioning, fresh air and mist', () => {
    expectLinkage('air_starts_conditioning', 'start')
    expectLinkage('air_starts_fans', 'start')
    expectLinkage('dust_starts_spray', 'start')
  })
})

describe('infrastructure (4.2.13)', () => {
  // req: R-4.2.13.2-08
  it('a switch tells the speed and use of its ports, and a port that is down', () => {
    expectPoints('NETWORK_SWITCH', 'port_speed', 'port_use')
    expectAlarms('NETWORK_SWITCH', 'port_down')
  })

  // req: R-4.2.13.2-24
  it('the power of a server room is watched, and its loss is urgent', () => {
    expectPoints('SERVER_ROOM', 'power_load', 'ups_load', 'ups_battery')
    expectStates('SERVER_ROOM', 'on_battery')
    expectAlarms('SERVER_ROOM', 'power_failure', 'ups_fault')
  })
})

describe('content for screens and voices', () => {
  const text = { kind: 0, content: '今晚八点中央广场音乐会', priority: 0 }
  const picture = { kind: 1, content: 'https://media.example/p/42.png', priority: 0 }
  const video = { kind: 2, content: 'https://media.example/v/42.mp4', priority: 0 }
  const urgent = { kind: 0, content: '台风红色预警，请留在室内', priority: 1 }

  // req: R-4.2.1.2-15
  it('is published to the screen of a pole, what is urgent before the rest', () => {
    expectContent('LAMP_POLE', 'publish_screen', text, picture, video, urgent)
  })

  // req: R-4.2.3.5-06 R-4.2.3.5-16 R-4.2.3.5-26
  it('is published to the screens of cleaning robots', () => {
    expectContent('CLEANING_ROBOT', 'publish_screen', text, picture, video)
  })

  // req: R-4.2.4.4-15
  it('is published to the screens of parcel lockers, pictures and videos', () => {
    expectContent('PARCEL_LOCKER', 'publish_screen', picture, video)
  })

  // req: R-4.2.5.2-04
  it('is set on the display of a lane, with the payment code of the moment', () => {
    const code = { kind: 2, content: 'https://pay.example/lane/3?order=42' }
    expectContent('PARKING_GATE', 'publish_display', { kind: 0, content: '粤B12345 月卡车' }, code)
  })

  // req: R-4.2.6.2-13
  it('is sent to stations at the doors, as text, picture or video', () => {
    expectContent('INTERCOM', 'publish_message', text, picture, video)
  })

  // req: R-4.2.11.3-15 R-4.2.11.3-21
  it('of shops is published to guide robots and kiosks', () => {
    expectContent('GUIDE_ROBOT', 'publish_content', text, picture, video)
    expectContent('GUIDE_KIOSK', 'publish_content', text, picture, video)
  })

  // req: R-4.2.11.2-18
  it('is spoken by a guide robot', () => {
    expectContent('GUIDE_ROBOT', 'speak', { words: '前台在您右手边二十米' })
  })

  it('is said in a lift car, also by the linkage that keeps electric bikes out', () => {
    expectContent('LIFT', 'announce', { words: '请勿倚靠轿门' })
  })
})

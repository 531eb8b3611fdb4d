import type { SimDevice } from './Fleet'
import type { StoryStep } from './stories/Story'

/** What a service does to a device: steps counted from the moment it is carried out. `undefined` input fields count as 0. */
type Effect = (device: SimDevice, input: Readonly<Record<string, number>>) => readonly Omit<StoryStep, 'device'>[]

const hold =
  (state: string): Effect =>
  () => [{ atS: 0, state }]
const holdFor =
  (state: string, seconds: number): Effect =>
  () => [
    { atS: 0, state },
    { atS: seconds, release: ['state'] },
  ]
const release =
  (...properties: string[]): Effect =>
  () => [{ atS: 0, release: properties }]
const onOff = { start: hold('running'), stop: hold('stopped') }

/** Lifts run about a floor in 1.2 s. */
const travelS = (device: SimDevice): number => Math.min(40, 2 + device.floors * 0.6)

/** Numbers of the thing model. */
const lift = { stands: 0, goesDown: 2, closed: 0, open: 1 }

/** Services that change something one can see; all others are answered and that is all. */
const effects: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  DOOR: { open_door: holdFor('door_open', 8), lock_door: hold('locked') },
  INTERCOM: { answer_call: holdFor('talking', 30) },
  LIFT: {
    recall_to_ground: (device) => [
      {
        atS: 0,
        set: { direction: lift.goesDown, door: lift.closed },
        ramp: { current_floor: { to: 1, overS: travelS(device) } },
      },
      { atS: travelS(device), state: 'fire_recall', set: { direction: lift.stands, door: lift.open } },
    ],
    end_recall: release('state', 'current_floor', 'direction', 'door'),
    hold_door: () => [
      { atS: 0, set: { direction: lift.stands, door: lift.open } },
      { atS: 60, release: ['direction', 'door'] },
    ],
  },
  LIFT_CONTROL: {
    call_lift: (_device, input) => [
      { atS: 0, set: { current_floor: input['floor'] ?? 1 } },
      { atS: 60, release: ['current_floor'] },
    ],
    open_floor: (_device, input) => [{ atS: 0, set: { opened_floor: input['floor'] ?? 1 } }],
    set_free_mode: (_device, input) =>
      input['on'] === 0 ? [{ atS: 0, release: ['state'] }] : [{ atS: 0, state: 'free_mode' }],
  },
  LIFT_INTERCOM: { answer_call: hold('talking'), call_car: hold('talking'), end_call: release('state') },
  FIRE_DOOR: { close_fire_door: hold('closed'), release_fire_door: hold('open') },
  FIRE_BROADCAST: {
    play_evacuation: () => [
      { atS: 0, state: 'playing', set: { played_for: 0 }, ramp: { played_for: { to: 600, overS: 600 } } },
    ],
    stop_playing: release('state', 'played_for'),
  },
  FIRE_PANEL: { reset_request: release('state') },
  SMOKE_FAN: {
    start_smoke_control: () => [{ atS: 0, state: 'running', ramp: { pressure_difference: { to: 31.2, overS: 6 } } }],
    stop_smoke_control: release('state', 'pressure_difference'),
  },
  FAN: onOff,
  AIR_HANDLER: {
    ...onOff,
    set_temperature: (_device, input) => [
      { atS: 0, ramp: { indoor_temperature: { to: input['temperature'] ?? 24, overS: 600 } } },
    ],
  },
  CHILLER: {
    ...onOff,
    set_load: (_device, input) => [{ atS: 0, ramp: { load: { to: input['load'] ?? 50, overS: 120 } } }],
  },
  WATER_PUMP: { start_pump: hold('pump_running'), stop_pump: hold('pump_stopped') },
  PARKING_GATE: {
    open_barrier: hold('barrier_open'),
    close_barrier: hold('barrier_closed'),
    lock_car: hold('car_locked'),
    unlock_car: release('state'),
  },
  EV_CHARGER: {
    start_charging: hold('charging'),
    stop_charging: () => [{ atS: 0, state: 'finished', set: { charging_current: 0 } }],
  },
  LAMP_POLE: {
    lamp_switch: (_device, input) => {
      const isOn = input['on'] !== 0
      return [
        {
          atS: 0,
          state: isOn ? 'lamp_on' : 'lamp_off',
          set: { lamp_level: isOn ? 80 : 0, lamp_power: isOn ? 118 : 4 },
        },
      ]
    },
    lamp_dim: (_device, input) => [{ atS: 0, set: { lamp_level: input['level'] ?? 50 } }],
    publish_screen: hold('screen_on'),
    answer_call: holdFor('calling', 30),
  },
  LIGHTING: {
    switch_on: () => [{ atS: 0, state: 'on', set: { brightness: 80, circuit_power: 1640 } }],
    switch_off: () => [{ atS: 0, state: 'off', set: { brightness: 0, circuit_power: 0, circuit_current: 0 } }],
    dim: (_device, input) => [{ atS: 0, state: 'dimming', set: { brightness: input['brightness'] ?? 50 } }],
  },
  POWER_METER: {
    switch_off: () => [{ atS: 0, state: 'switched_off', set: { power: 0 } }],
    switch_on: release('state', 'power'),
  },
  WATER_METER: {
    close_valve: () => [{ atS: 0, state: 'valve_closed', set: { flow: 0 } }],
    open_valve: release('state', 'flow'),
  },
  MIST_SPRAY: {
    start: () => [{ atS: 0, state: 'running', ramp: { water_flow: { to: 42, overS: 5 } } }],
    stop: release('state', 'water_flow'),
  },
  SOIL_IRRIGATION: {
    open_valve: () => [{ atS: 0, state: 'irrigating', ramp: { valve_open: { to: 100, overS: 8 } } }],
    close_valve: release('state', 'valve_open'),
  },
  DRONE: {
    take_off: () => [
      { atS: 0, state: 'flying', ramp: { height: { to: 60, overS: 20 }, speed: { to: 18, overS: 20 } } },
    ],
    return_home: (_device) => [
      { atS: 0, state: 'returning', ramp: { height: { to: 0, overS: 30 }, speed: { to: 0, overS: 30 } } },
      { atS: 30, release: ['state', 'height', 'speed'] },
    ],
    set_height: (_device, input) => [{ atS: 0, ramp: { height: { to: input['height'] ?? 60, overS: 15 } } }],
  },
  CLEANING_ROBOT: { start_task: hold('working'), stop_task: hold('stopped'), return_to_charge: hold('returning') },
  DELIVERY_ROBOT: { assign_delivery: hold('delivering'), recall: hold('returning') },
  PATROL_ROBOT: { start_patrol: hold('patrolling'), stop_patrol: hold('idle') },
  SHUTTLE: { dispatch_request: hold('to_pickup'), recall: hold('stopped') },
  GUIDE_KIOSK: { power_on: hold('on'), power_off: hold('off') },
  GUIDE_ROBOT: { go_to: holdFor('guiding', 120) },
  ALARM_BUTTON: { reset_alarm: hold('armed'), arm: hold('armed'), disarm: hold('disarmed') },
  CAMERA: { arm: hold('armed'), disarm: hold('disarmed'), start_recording: hold('recording') },
}

export const effectOf = (
  device: SimDevice,
  service: string,
  input: Readonly<Record<string, number>>,
): readonly Omit<StoryStep, 'device'>[] => effects[device.typeId]?.[service]?.(device, input) ?? []

/** Types and services that have an effect, for the test that holds them against the thing models. */
export const servicesWithEffect = (): [typeId: string, service: string][] =>
  Object.entries(effects).flatMap(([typeId, byService]) =>
    Object.keys(byService).map((service): [string, string] => [typeId, service]),
  )

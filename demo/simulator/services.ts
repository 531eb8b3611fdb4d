import type { SimDevice } from './Fleet'
import { type Effect, hold, holdFor, type Neighbour, onOff, release } from './effects'
import { plantEffects } from './plantEffects'

/** Lifts run about a floor in 1.2 s. */
const travelS = (device: SimDevice): number => Math.min(40, 2 + device.floors * 0.6)

/** Numbers of the thing model. */
const lift = { stands: 0, goesDown: 2, closed: 0, open: 1 }

const tracking = { none: 0, cruising: 4 }
const roleOf = { duty: 0, reserve: 1, takenOver: 2 }
/** By somebody at the desk: it says so, and lights no floor but the ground floor. */
const fromTheCentre = { credential: 7, person: '值守', home_floor: 1, similarity: 0 }
const serviced: Effect = () => [{ atS: 0, set: { hours_since_service: 0 } }]

/** One that waited says that it has come in; one on duty just runs. */
const startPump: Effect = (device) => {
  const role = device.overrides.get('role')
  const waited = role?.kind === 'hold' && role.value === roleOf.reserve
  return [{ atS: 0, state: 'pump_running', ...(waited && { set: { role: roleOf.takenOver } }) }]
}
const rotatePumps: Effect = (_device, _input, neighbour) => [
  { atS: 0, state: 'pump_stopped', set: { role: roleOf.reserve } },
  ...(neighbour ? [{ atS: 2, device: neighbour.id, state: 'pump_running', set: { role: roleOf.duty } }] : []),
]

/** Services that change something one can see; all others are answered and that is all. */
const effects: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  ...plantEffects,
  DOOR: {
    open_door: () => [
      { atS: 0, state: 'door_open', event: { id: 'opened', output: { ...fromTheCentre } } },
      { atS: 8, release: ['state'] },
    ],
    lock_door: hold('locked'),
  },
  INTERCOM: {
    answer_call: holdFor('talking', 30),
    open_door: () => [{ atS: 0, event: { id: 'opened', output: { ...fromTheCentre } } }],
    // The indoor station shows where the lift is until it has come.
    call_lift: (device) => [
      { atS: 0, set: { lift_floor: 1 }, ramp: { lift_floor: { to: device.floor, overS: travelS(device) } } },
      { atS: travelS(device), event: { id: 'lift_arrived', output: {} } },
    ],
    arm: () => [{ atS: 0, state: 'armed', set: { zones_armed: 4 } }],
    disarm: () => [{ atS: 0, state: 'disarmed', set: { zones_armed: 0 } }],
  },
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
    maintenance_done: serviced,
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
    light_floor: (_device, input) => [{ atS: 0, set: { opened_floor: input['floor'] ?? 1 } }],
    // For one ride.
    open_for_visit: (_device, input) => [
      { atS: 0, set: { opened_floor: input['floor'] ?? 1 } },
      { atS: 120, release: ['opened_floor'] },
    ],
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
  FAN: { ...onOff, maintenance_done: serviced },
  AIR_HANDLER: {
    ...onOff,
    set_temperature: (_device, input) => [
      { atS: 0, ramp: { indoor_temperature: { to: input['temperature'] ?? 24, overS: 600 } } },
    ],
  },
  CHILLER: {
    start: () => [{ atS: 0, state: 'running', set: { pump: 0, role: roleOf.duty } }],
    stop: () => [{ atS: 0, state: 'stopped', set: { pump: 1, load: 0, inverter_frequency: 0 } }],
    set_load: (_device, input) => [{ atS: 0, ramp: { load: { to: input['load'] ?? 50, overS: 120 } } }],
    set_frequency: (_device, input) => [
      { atS: 0, ramp: { inverter_frequency: { to: input['frequency'] ?? 40, overS: 30 } } },
    ],
    // The one that waits takes over from the one that ran, or failed.
    rotate_units: (_device, _input, neighbour) => [
      { atS: 0, state: 'standby', set: { role: roleOf.reserve, pump: 1, load: 0 } },
      ...(neighbour ? [{ atS: 5, device: neighbour.id, state: 'running', set: { role: roleOf.duty, pump: 0 } }] : []),
    ],
  },
  WATER_PUMP: {
    start_pump: startPump,
    stop_pump: hold('pump_stopped'),
    rotate_pumps: rotatePumps,
    set_constant_pressure: (_device, input) => [
      {
        atS: 0,
        set: { pressure_setpoint: input['pressure'] ?? 0.6 },
        ramp: { supply_pressure: { to: input['pressure'] ?? 0.6, overS: 40 } },
      },
    ],
    maintenance_done: serviced,
  },
  SEWAGE_PUMP: {
    start_pump: (device, input, neighbour) => [
      ...startPump(device, input, neighbour),
      { atS: 1, ramp: { sump_level: { to: 0.3, overS: 120 } } },
    ],
    stop_pump: hold('pump_stopped'),
    rotate_pumps: rotatePumps,
    maintenance_done: serviced,
  },
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
  ALARM_BUTTON: {
    reset_alarm: () => [{ atS: 0, state: 'armed', set: { siren: 0 } }],
    silence: () => [{ atS: 0, set: { siren: 0 } }],
    // Zone 0 is all sixteen of them.
    arm: (_device, input) => [{ atS: 0, state: 'armed', set: { zones_armed: input['zone'] ? 8 : 16 } }],
    disarm: (_device, input) => [{ atS: 0, state: 'disarmed', set: { zones_armed: input['zone'] ? 7 : 0 } }],
  },
  CAMERA: {
    arm: hold('armed'),
    disarm: hold('disarmed'),
    start_recording: hold('recording'),
    track: (_device, input) => [{ atS: 0, set: { tracking: input['mode'] ?? 0 } }],
    cruise: () => [{ atS: 0, set: { tracking: tracking.cruising } }],
    goto_preset: () => [{ atS: 0, set: { tracking: tracking.none } }],
  },
}

export const effectOf = (
  device: SimDevice,
  service: string,
  input: Readonly<Record<string, number>>,
  neighbour?: Neighbour,
): ReturnType<Effect> => effects[device.typeId]?.[service]?.(device, input, neighbour) ?? []

/** Types and services that have an effect, for the test that holds them against the thing models. */
export const servicesWithEffect = (): [typeId: string, service: string][] =>
  Object.entries(effects).flatMap(([typeId, byService]) =>
    Object.keys(byService).map((service): [string, string] => [typeId, service]),
  )

import type { SimDevice } from './Fleet'
import type { Effect } from './effects'
import { sunTimes } from './sunTimes'

const tested: Effect = () => [{ atS: 3, event: { id: 'self_test_done', output: {} } }]
const hourOf = (minute: number | undefined) => (minute ?? 0) / 60

/** What stood before a module restarts stands again after it. */
function restored(device: SimDevice): { set: Record<string, number> } | { release: readonly string[] } {
  const state = device.overrides.get('state')
  return state?.kind === 'hold' ? { set: { state: state.value } } : { release: ['state'] }
}

/** Services of lighting modules and of rooms of servers that change something one can see. */
export const plantEffects: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  LIGHTING: {
    switch_on: () => [{ atS: 0, state: 'on', set: { brightness: 80, circuit_power: 1640 } }],
    switch_off: () => [{ atS: 0, state: 'off', set: { brightness: 0, circuit_power: 0, circuit_current: 0 } }],
    dim: (_device, input) => [{ atS: 0, state: 'dimming', set: { brightness: input['brightness'] ?? 50 } }],
    set_scene: (_device, input) => [{ atS: 0, state: 'dimming', set: { brightness: (input['scene'] ?? 0) % 101 } }],
    self_test: tested,
    restart: (device) => [
      { atS: 0, state: 'module_offline' },
      { atS: 5, ...restored(device), event: { id: 'restarted', output: {} } },
    ],
  },
  LIGHTING_GATEWAY: {
    read_timer: (_device, input) => [{ atS: 0, set: { timer: input['timer'] ?? 0 } }],
    set_timer: (_device, input) => [
      {
        atS: 0,
        set: { timer: input['timer'] ?? 0, timer_on: hourOf(input['on']), timer_off: hourOf(input['off']) },
      },
    ],
    set_sun_timer: (_device, input) => {
      const { sunrise, sunset } = sunTimes(input['lng'] ?? 0, input['lat'] ?? 0)
      const on = sunset - hourOf(input['before_sunset'])
      const off = sunrise + hourOf(input['after_sunrise'])
      return [{ atS: 0, set: { sunrise, sunset, timer_on: on, timer_off: off } }]
    },
    attach_device: (device) => [{ atS: 1, ramp: { devices_attached: { to: attached(device) + 1, overS: 0 } } }],
    detach_device: (device) => [{ atS: 1, ramp: { devices_attached: { to: attached(device) - 1, overS: 0 } } }],
    self_test: tested,
  },
  DIMMER: {
    // From dark to light by and by, and back.
    dim: (_device, input) => [
      {
        atS: 0,
        set: { fade_time: input['fade'] ?? 0 },
        ramp: { brightness: { to: input['brightness'] ?? 50, overS: input['fade'] ?? 0 } },
      },
    ],
    set_curve: (_device, input) => [{ atS: 0, set: { curve: input['curve'] ?? 0 } }],
    set_start: (_device, input) => [
      {
        atS: 0,
        set: { circuit: input['circuit'] ?? 1, start_value: input['value'] ?? 0, start_delay: input['delay'] ?? 0 },
      },
    ],
    // After its own delay, and to its start value: circuits of a row come one after the other.
    power_up: (device) => [
      { atS: 0, set: { brightness: 0 } },
      { atS: held(device, 'start_delay', 3), set: { brightness: held(device, 'start_value', 20) } },
    ],
    self_test: tested,
  },
  PRESENCE_SENSOR: {
    set_off_delay: (_device, input) => [{ atS: 0, set: { off_delay: input['delay'] ?? 0 } }],
    set_range: (_device, input) => [
      { atS: 0, set: { range: input['range'] ?? 10, sensitivity: input['sensitivity'] ?? 70 } },
    ],
    set_lux_limit: (_device, input) => [{ atS: 0, set: { lux_limit: input['illuminance'] ?? 0 } }],
    set_logic: (_device, input) => [{ atS: 0, set: { group: input['group'] ?? 0 } }],
  },
  GAS_EXTINGUISHING: {
    discharge: () => [
      { atS: 0, state: 'counting_down', set: { sounder: 1 }, ramp: { countdown: { to: 0, overS: 30 } } },
      { atS: 30, state: 'discharged', ramp: { gas_pressure: { to: 0.2, overS: 8 } } },
    ],
    stop_discharge: () => [{ atS: 0, state: 'stopped', set: { countdown: 30, sounder: 0, button: 2 } }],
    silence: () => [{ atS: 0, set: { sounder: 0 } }],
    set_mode: (_device, input) => [{ atS: 0, set: { mode: input['manual'] ?? 0 } }],
  },
  ROW_COOLER: {
    set_temperature: (_device, input) => [
      { atS: 0, ramp: { supply_temperature: { to: input['temperature'] ?? 18, overS: 300 } } },
    ],
  },
  WIFI_AP: {
    restart_ap: () => [
      { atS: 0, state: 'offline' },
      { atS: 40, release: ['state'] },
    ],
  },
  ESCALATOR: {
    maintenance_done: () => [{ atS: 0, set: { hours_since_service: 0 } }],
  },
}

const attached = (device: SimDevice): number => held(device, 'devices_attached', 24)

function held(device: SimDevice, property: string, otherwise: number): number {
  const override = device.overrides.get(property)
  if (override?.kind === 'hold') return override.value
  return override?.kind === 'ramp' ? override.to : otherwise
}

import { around, daily, everSince, fixed, type Profile, sometimes } from './forms'

const upright: Profile = fixed(0)

/** The same for plant and its modules that came with rooms of servers, lighting control and water. */
export const plantValues: Readonly<Record<string, Readonly<Record<string, Profile>>>> = {
  LIGHTING_GATEWAY: {
    devices_attached: fixed(24, 110),
    timer: fixed(1),
    timer_on: fixed(18.5),
    timer_off: fixed(6.25),
    sunrise: fixed(6.6),
    sunset: fixed(17.7),
    records_stored: everSince(24),
  },
  DIMMER: {
    brightness: daily('night', 12, 78, { device: 0.1 }),
    illuminance: daily('warmth', 180, 640, { device: 0.3, drift: 40, jitter: 12 }),
    control: upright,
    curve: fixed(0, 2),
    output_kind: fixed(0, 2),
    fade_time: fixed(3),
    circuit: fixed(1),
    start_value: fixed(20),
    start_delay: fixed(2, 9),
  },
  PRESENCE_SENSOR: {
    presence: sometimes(0.4, fixed(1), fixed(0), 1_800_000),
    illuminance: daily('warmth', 60, 520, { device: 0.3, drift: 30, jitter: 8 }),
    lux_limit: fixed(150),
    off_delay: fixed(120),
    range: fixed(10.5),
    sensitivity: fixed(70),
    group: fixed(1, 12),
    output_kind: fixed(0, 1),
  },
  LIGHTING_PANEL: { keys: fixed(4, 8), last_key: fixed(1, 4) },
  ESCALATOR: {
    speed: fixed(0.5),
    direction: fixed(1, 2),
    handrail_speed: around(0.505, { drift: 0.004 }),
    running_time: everSince(13),
    hours_since_service: fixed(60, 2700),
  },
  SEWAGE_PUMP: {
    sump_level: around(0.7, { device: 0.2, drift: 0.2, jitter: 0.01 }),
    role: fixed(0, 1),
    running_time: everSince(2),
    hours_since_service: fixed(40, 3600),
  },
  WATER_TANK: {
    level: around(3.1, { device: 0.1, drift: 0.2, jitter: 0.01 }),
    chlorine: around(0.34, { device: 0.2, drift: 0.03 }),
    use: fixed(0, 2),
  },
  GAS_EXTINGUISHING: {
    gas_pressure: around(5.3, { device: 0.03, drift: 0.1 }),
    room: fixed(0, 1),
    countdown: fixed(30),
  },
  UPS: {
    use: fixed(0, 2),
    input_voltage: around(398, { device: 0.004, drift: 3, jitter: 1 }),
    output_voltage: around(400, { drift: 0.6, jitter: 0.2 }),
    load: around(44, { device: 0.2, drift: 3, jitter: 1 }),
    battery: fixed(99, 100),
    battery_temperature: around(25, { device: 0.04, drift: 0.6 }),
    minutes_left: fixed(45, 90),
  },
  ROW_COOLER: {
    supply_temperature: around(18.5, { device: 0.03, drift: 0.5, jitter: 0.1 }),
    return_temperature: around(29, { device: 0.03, drift: 0.8, jitter: 0.2 }),
    fan_speed: around(62, { device: 0.1, drift: 4, jitter: 1 }),
  },
  NETWORK_GUARD: {
    kind: fixed(0, 2),
    sessions: daily('office', 4_000, 61_000, { device: 0.3, drift: 1_500, jitter: 400 }),
    throughput: daily('office', 180, 3_600, { device: 0.3, drift: 120, jitter: 40 }),
    device_temperature: around(44, { device: 0.08, drift: 2, jitter: 0.5 }),
    blocked_today: daily('office', 40, 900, { device: 0.4 }),
  },
  RADIO_REPEATER: {
    power: around(24, { device: 0.06, drift: 0.6, jitter: 0.2 }),
    reflected: around(0.6, { device: 0.2, drift: 0.1 }),
    temperature: around(41, { device: 0.08, drift: 2, jitter: 0.5 }),
    channels_busy: daily('office', 1, 6, { device: 0.3 }),
  },
}

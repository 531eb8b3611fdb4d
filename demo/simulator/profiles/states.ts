import { busy, type Curve } from '../curves'
import { share } from '../noise'
import { type Moment, spell } from './forms'

/** The key of the state at a moment, as in the thing model's English names. */
type StateProfile = (moment: Moment) => string

const always =
  (key: string): StateProfile =>
  () =>
    key
/** One of several, by weight, held for a while. */
const mixed =
  (weights: Readonly<Record<string, number>>, holdS: number): StateProfile =>
  (m) => {
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
    let at = spell(m.device, m.tMs, holdS * 1000) * total
    for (const [key, weight] of Object.entries(weights)) {
      at -= weight
      if (at < 0) return key
    }
    return Object.keys(weights)[0] ?? ''
  }
/** One state while the day is busy by a curve, another when it is not. */
const whileBusy =
  (curve: Curve, above: number, on: string, off: string): StateProfile =>
  (m) =>
    busy(curve, m.tMs) > above + 0.05 * (share(m.device, 2) - 0.5) ? on : off

/** State on an ordinary day by type; types that are not here stay in their first state. */
export const states: Readonly<Record<string, StateProfile>> = {
  LAMP_POLE: whileBusy('night', 0.3, 'lamp_on', 'lamp_off'),
  SHUTTLE: mixed({ carrying: 5, to_pickup: 3, idle: 2, charging: 1 }, 240),
  ROAD_MONITOR: (m) =>
    busy('traffic', m.tMs) > 0.85 && share(m.device, Math.floor(m.tMs / 600_000)) < 0.3 ? 'slow' : 'free',
  CLEANING_ROBOT: mixed({ working: 7, charging: 2, idle: 1 }, 900),
  DELIVERY_ROBOT: mixed({ delivering: 5, waiting_pickup: 1, waiting_lift: 1, returning: 2, idle: 2 }, 300),
  PARKING_GATE: mixed({ barrier_closed: 5, barrier_open: 1 }, 25),
  PARKING_TERMINAL: (m) =>
    busy('office', m.tMs) * 0.5 > share(m.device, Math.floor(m.tMs / 1_800_000)) ? 'occupied' : 'free',
  EV_CHARGER: mixed({ charging: 11, free: 8, finished: 1 }, 2700),
  DOOR: mixed({ locked: 8, door_closed: 2 }, 600),
  VIDEO_AI: always('algorithm_running'),
  NETWORK_GUARD: always('up'),
  PATROL_ROBOT: mixed({ patrolling: 8, charging: 1 }, 1800),
  AR_GLASSES: always('patrolling'),
  FIRE_DOOR: always('closed'),
  FAN: whileBusy('office', 0.15, 'running', 'stopped'),
  AIR_HANDLER: whileBusy('office', 0.15, 'running', 'stopped'),
  CHILLER: mixed({ running: 3, standby: 1 }, 14_400),
  SEWAGE_PUMP: mixed({ pump_stopped: 4, pump_running: 1 }, 600),
  WATER_PUMP: mixed({ pump_running: 3, pump_stopped: 2 }, 900),
  LIGHTING: whileBusy('night', 0.3, 'on', 'off'),
  GUIDE_ROBOT: mixed({ guiding: 2, idle: 3, charging: 1 }, 300),
}

import { busy, type Curve, daysInUse, passedToday } from '../curves'
import { drift, share, signed } from '../noise'

/** What a value is made from. The same moment and seed make the same value, whoever asks and how often. */
export interface Moment {
  /** Simulated UTC ms. */
  tMs: number
  /** A number of its own for each property of each device. */
  seed: number
  /** The device's number, the same for all its properties: what hangs together is drawn by it. */
  device: number
  /** The device's floor, 1 outdoors; floors of its building above ground, 1 outdoors. */
  floor: number
  floors: number
}
export type Profile = (moment: Moment) => number

interface Liveliness {
  /** How much devices differ, as a share of the value. */
  device?: number
  /** Slow wandering, in the property's unit. */
  drift?: number
  /** From report to report, in the property's unit. */
  jitter?: number
}

const QUARTER_H = 900_000

/** Lives round a value that stays where it is. */
export const around =
  (base: number, { device = 0, drift: wander = 0, jitter = 0 }: Liveliness = {}): Profile =>
  (m) =>
    base * (1 + device * signed(m.seed, 1)) +
    wander * drift(m.seed, m.tMs, QUARTER_H) +
    jitter * signed(m.seed, Math.floor(m.tMs / 1000))

/** Goes with the day between a low and a high. */
export const daily =
  (curve: Curve, low: number, high: number, { device = 0, drift: wander = 0, jitter = 0 }: Liveliness = {}): Profile =>
  (m) =>
    (low + (high - low) * busy(curve, m.tMs)) * (1 + device * signed(m.seed, 1)) +
    wander * drift(m.seed, m.tMs, QUARTER_H) +
    jitter * signed(m.seed, Math.floor(m.tMs / 1000))

/** The same for a device for ever, somewhere between two values. */
export const fixed =
  (low: number, high = low): Profile =>
  (m) =>
    low + (high - low) * share(m.seed, 1)

/** Counts up since midnight. */
export const today =
  (curve: Curve, perDay: number, device = 0.4): Profile =>
  (m) =>
    perDay * (1 + device * signed(m.seed, 1)) * passedToday(curve, m.tMs)

/** Counts up for ever. */
export const everSince =
  (perDay: number, device = 0.4): Profile =>
  (m) =>
    perDay * (1 + device * signed(m.seed, 1)) * daysInUse(m.tMs)

/** A battery that lasts for hours and is charged again, never under a quarter. */
export const worked =
  (hours: number): Profile =>
  (m) => {
    const at = (m.tMs / 3_600_000 / hours + share(m.seed, 1)) % 1
    return at < 0.85 ? 100 - (at / 0.85) * 70 : 30 + ((at - 0.85) / 0.15) * 70
  }

/** A battery that lasts for years. */
export const lasting = (): Profile => fixed(48, 99)

/** A number from 0 to 1 that a device keeps for a while, then draws anew; each device at a moment of its own. */
export const spell = (device: number, tMs: number, holdMs: number): number =>
  share(device >>> 8, Math.floor(tMs / holdMs + (device & 0xff) / 256))

/** On in part of its time: `on` during the share of time, else `off`, changing every `holdMs`. */
export const sometimes =
  (probability: Profile | number, on: Profile, off: Profile, holdMs: number): Profile =>
  (m) =>
    spell(m.device, m.tMs, holdMs) < (typeof probability === 'number' ? probability : probability(m)) ? on(m) : off(m)

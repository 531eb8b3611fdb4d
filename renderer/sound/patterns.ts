/** One tone of a pattern: from `fromHz`, falling or rising to `toHz` when given. Times in ms from the pattern's start. */
export interface Tone {
  atMs: number
  lastsMs: number
  fromHz: number
  toHz?: number
  /** Dies away like a gong instead of stopping. */
  isDecaying?: true
}

export type Occasion = 'urgent' | 'important' | 'minor' | 'commloss' | 'incidentOpened' | 'roleChanged'

export interface Pattern {
  tones: readonly Tone[]
  /** Pause between two beginnings while the occasion lasts; `undefined` sounds once. */
  repeatMs: number | undefined
  /** How loud, 0–1: the louder, the more it matters (10, 8, 6 dB above the room, visual.md §9). */
  level: number
}

const inRow = (frequenciesHz: readonly number[], lastsMs: number, apartMs: number): Tone[] =>
  frequenciesHz.map((fromHz, at) => ({ atMs: at * (lastsMs + apartMs), lastsMs, fromHz }))

/** @source design/visual.md §9 */
export const patterns: Record<Occasion, Pattern> = {
  urgent: { tones: inRow([784, 988, 784, 988, 784], 150, 100), repeatMs: 4_000, level: 0.5 },
  important: { tones: inRow([659, 784, 659], 180, 140), repeatMs: 10_000, level: 0.4 },
  minor: { tones: inRow([523, 523], 200, 200), repeatMs: undefined, level: 0.32 },
  commloss: { tones: [{ atMs: 0, lastsMs: 400, fromHz: 587, toHz: 440 }], repeatMs: undefined, level: 0.32 },
  incidentOpened: {
    tones: [
      { atMs: 0, lastsMs: 900, fromHz: 392, isDecaying: true },
      { atMs: 0, lastsMs: 900, fromHz: 587, isDecaying: true },
    ],
    repeatMs: undefined,
    level: 0.4,
  },
  roleChanged: { tones: inRow([392, 494, 587], 160, 0), repeatMs: undefined, level: 0.32 },
}

export const lengthMs = ({ tones }: Pattern): number => Math.max(...tones.map(({ atMs, lastsMs }) => atMs + lastsMs))

/** How often an alarm sounds that nobody took, by escalation level 0 to 3, ms. Only these two become late (`domain/alarm/escalation`). */
const repeatsMs: Partial<Record<Occasion, readonly number[]>> = {
  urgent: [4_000, 3_000, 2_500, 2_000],
  important: [10_000, 7_000, 5_000, 3_500],
}
/** Each level is 1.5 dB louder (so the highest stays under 75 dB(A) where the first was set right) and a whole tone higher. */
const louder = 10 ** (1.5 / 20)
const higher = 2 ** (2 / 12)

/** The pattern of an alarm that nobody took in time: louder, higher and sooner again, level by level. */
export function patternOf(occasion: Occasion, level: number): Pattern {
  const { tones, repeatMs, level: gain } = patterns[occasion]
  if (level === 0) return patterns[occasion]
  const byLevel = repeatsMs[occasion]
  return {
    tones: tones.map(({ fromHz, toHz, ...tone }) => ({
      ...tone,
      fromHz: fromHz * higher ** level,
      ...(toHz !== undefined && { toHz: toHz * higher ** level }),
    })),
    level: gain * louder ** level,
    repeatMs: byLevel ? byLevel[Math.min(level, byLevel.length - 1)] : repeatMs,
  }
}

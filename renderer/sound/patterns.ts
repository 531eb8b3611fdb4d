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

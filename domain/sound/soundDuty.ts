import type { SeatState } from '../contract/state'

/** A shift: after it somebody has to listen again. */
export const soundTestHoldsMs = 12 * 3_600_000

/**
 * What a seat owes its alarm sounds. A test counts for the person who made it and for one shift: the next one sits elsewhere, hears otherwise, and
 * may have turned the loudspeaker down.
 *
 * - `due` nobody has listened, or somebody else has, or too long ago
 * - `failed` a pattern was not heard
 */
export type SoundDuty = 'done' | 'due' | 'failed'

export function soundDuty({ soundTest, nowMs }: Pick<SeatState, 'soundTest' | 'nowMs'>, accountId: string): SoundDuty {
  if (!soundTest || soundTest.made.by.id !== accountId || nowMs - soundTest.made.atMs >= soundTestHoldsMs) return 'due'
  return soundTest.unheard.length > 0 ? 'failed' : 'done'
}

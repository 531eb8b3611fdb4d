import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { Conflict } from '../state/conflict'
import { Gap } from '../state/gap'
import { SeatState } from '../state/seat'
import { SoundTest } from '../state/soundTest'

export const seatCalls = {
  'seat.changed': feed('none', 'latest', none, SeatState),
  /**
   * The console leaves its closed mode: by the right `setting.share` of whoever works at the seat, or of somebody who signs in for it. Written into the journal.
   *
   * @throws Refused as `session.signIn`; `notAllowed`
   */
  'seat.leaveKiosk': call(
    'none',
    z.object({
      by: z.object({ name: z.string().min(1).max(40), password: z.string().min(1).max(200) }).optional(),
    }),
    done,
  ),
  /** Where seats that were apart decided differently: open ones, and those settled in the last 12 h. */
  'conflict.changed': feed('view', 'exact', none, collection(Conflict)),
  /** A person looked at it and says what was done about it. */
  'conflict.settle': call(
    'incident.manage',
    z.object({ id: Conflict.shape.id, note: z.string().min(1).max(500) }),
    done,
  ),
  /** The audibility test at the start of a shift: which alarm patterns the person heard at this console, and which not. */
  'sound.tested': call('view', SoundTest.pick({ heard: true, unheard: true }), done),
  /** Stretches in which something may be missing: open ones, and those that ended in the last 12 h. */
  'gap.changed': feed('view', 'exact', none, collection(Gap)),
} as const

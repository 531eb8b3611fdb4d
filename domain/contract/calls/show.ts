import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { AccountId, IdempotencyKey, LookId, SeatId, ShowId } from '../primitives'
import { Look, LookDisplay, SeatSelection } from '../state/look'
import { Show, ShowAnswer, ShowTarget, View } from '../state/show'

/** Somebody who works at a seat now, as far as the seats have told each other. */
const Presence = z.object({
  accountId: AccountId,
  seatId: SeatId,
  seatName: z.string().max(120),
  /** A page in a browser: several people share the seat of the service. */
  isBrowser: z.boolean(),
})

export const showCalls = {
  /** Shows to or from the person of this session, and those on the wall; with them what the last hours brought. */
  'show.changed': feed('view', 'exact', none, collection(Show)),
  /** `isAway`: the seat or person is not there now; it is seen if they come before its time is over. The wall needs `incident.dispatch`. */
  'show.send': call(
    'view',
    z.object({ key: IdempotencyKey, view: View, to: ShowTarget, note: z.string().max(200).optional() }),
    z.object({ showId: ShowId, isAway: z.boolean() }),
  ),
  'show.answer': call('view', z.object({ showId: ShowId, answer: ShowAnswer }), done),

  /** Who works where, for choosing whom to show something and whom to look over. */
  'presence.list': call('view', none, z.object({ people: z.array(Presence.extend({ displayName: z.string() })) })),

  /** Looks at this seat, and those that the person of this session asked for. */
  'look.changed': feed('view', 'exact', none, collection(Look)),
  /** Asks to look over a seat. Live at once where the installation's rule is notice instead of consent. */
  'look.ask': call(
    'seat.lookOver',
    z.object({
      key: IdempotencyKey,
      seatId: SeatId,
      accountId: AccountId,
      reason: z.string().trim().min(1).max(200),
    }),
    z.object({ lookId: LookId }),
  ),
  /** Only at the seat that is asked, by the person who works there. */
  'look.answer': call('view', z.object({ lookId: LookId, isAgreed: z.boolean() }), done),
  /** By either side, at any moment. */
  'look.end': call('view', z.object({ lookId: LookId }), done),
  /** A window of the seat tells what it shows; written down at most once a second, and only what changed. */
  'look.tell': call('view', z.object({ lookId: LookId, display: LookDisplay, selection: SeatSelection }), done),
  /** The open alarms and incidents that the person looked at handles go to the one who looks; also while nobody answers. */
  'look.takeOver': call(
    'seat.lookOver',
    z.object({ key: IdempotencyKey, lookId: LookId, reason: z.string().trim().min(1).max(200) }),
    z.object({ alarms: z.number().int(), incidents: z.number().int() }),
  ),
} as const

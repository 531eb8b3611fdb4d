import { z } from 'zod'
import { Deed } from './actor'
import { AccountId, AlarmId, DeviceId, EpochMs, IncidentId, LngLat, SeatId, ShowId } from '../primitives'

/** What one person can put before the eyes of another: never pixels, always the thing itself, so that the receiver works on it as he would on his own find. */
export const View = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alarm'), alarmId: AlarmId }),
  z.object({ kind: z.literal('incident'), incidentId: IncidentId }),
  /** Cameras are devices. */
  z.object({ kind: z.literal('device'), deviceId: DeviceId }),
  /** The map as it stood: centre, zoom of the web map, degrees of turning and tilt, and the floor that was open. */
  z.object({
    kind: z.literal('place'),
    lngLat: LngLat,
    zoom: z.number().min(0).max(24),
    bearing: z.number().min(-360).max(360),
    pitch: z.number().min(0).max(85),
    buildingId: z.string().min(1).max(64).optional(),
    floor: z.number().int().min(-20).max(300).optional(),
  }),
  /** A pane by its id; which panes there are is known to windows only. */
  z.object({ kind: z.literal('pane'), pane: z.string().min(1).max(40) }),
])
export type View = z.infer<typeof View>

/** To whom: whoever is at a seat, a person wherever he is signed in, or the wall. */
export const ShowTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seat'), seatId: SeatId }),
  z.object({ kind: z.literal('account'), accountId: AccountId }),
  z.object({ kind: z.literal('wall') }),
])
export type ShowTarget = z.infer<typeof ShowTarget>

/** `opened` and `declined` by the receiver; `ended` when it was taken off the wall, or back by its sender. */
export const ShowAnswer = z.enum(['opened', 'declined', 'ended'])
export type ShowAnswer = z.infer<typeof ShowAnswer>

/** A view on its way to somebody. It asks nothing of anybody after `untilMs`. */
export const Show = z.object({
  id: ShowId,
  view: View,
  to: ShowTarget,
  note: z.string().max(200).optional(),
  sent: Deed,
  fromSeatId: SeatId,
  untilMs: EpochMs,
  state: z.enum(['sent', ...ShowAnswer.options]),
  answered: Deed.optional(),
})
export type Show = z.infer<typeof Show>

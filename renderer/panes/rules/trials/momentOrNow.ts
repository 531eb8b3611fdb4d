import { typedMoment } from '../../../widgets/dateTime/typedMoment'

/** What a field of a moment means where an empty one is now: UTC ms, `undefined` for now, NaN for what is no moment. */
export const momentOrNow = (typed: string, timeZone: string): number | undefined =>
  typed.trim() === '' ? undefined : (typedMoment(typed, timeZone) ?? Number.NaN)

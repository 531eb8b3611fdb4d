import type { AccountId, Look, SeatId } from '../contract'

/** A look over a seat ends by itself after half an hour: nobody is watched because somebody forgot. */
const lookMs = 30 * 60_000
export const lookUntilMs = (nowMs: number): number => nowMs + lookMs

/** Setting of the installation: `notice` lets shift leaders look after telling so; anything else asks for consent. It counts when a system administrator made it. */
export const lookRuleKey = 'lookOver.rule'
export const isNoticeEnough = (value: unknown): boolean => value === 'notice'

interface Person {
  accountId: AccountId
  seatId: SeatId
}

/** Whether this person at this seat is the one looked at. */
export const isLookedAt = (look: Look, { accountId, seatId }: Person): boolean =>
  look.accountId === accountId && look.seatId === seatId

export const isLooking = (look: Look, { accountId }: Pick<Person, 'accountId'>): boolean =>
  look.asked.by.id === accountId

/** Whether the look still asks or tells anything. */
export const isLookOpen = (look: Look, nowMs: number): boolean =>
  (look.state === 'asked' || look.state === 'live') && nowMs < look.untilMs

/** A window is told of looks of both sides; an ended one for as long as it would have lasted, for what was taken over. */
export const isLookTold = (look: Look, person: Person, nowMs: number): boolean =>
  nowMs < look.untilMs && (isLookedAt(look, person) || isLooking(look, person))

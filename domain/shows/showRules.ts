import type { AccountId, ErrorCode, Right, SeatId, Show, ShowAnswer, ShowTarget } from '../contract'

/** A person before a window. */
export interface Viewer {
  accountId: AccountId
  /** The seat whose windows these are; `undefined` for a page in a browser, which shares the service's seat with strangers. */
  seatId: SeatId | undefined
}

/** What somebody was to look at is old news after a quarter of an hour. */
const personMs = 15 * 60_000
/** On the wall it stands until somebody takes it off, or for a shift's half at most. */
const wallMs = 4 * 60 * 60_000

/** Until when a show asks anything of anybody, UTC ms. */
export const showUntilMs = (to: ShowTarget, nowMs: number): number => nowMs + (to.kind === 'wall' ? wallMs : personMs)

/** Whether the show is put before this person. */
export function isShownTo({ to }: Pick<Show, 'to'>, { accountId, seatId }: Viewer): boolean {
  if (to.kind === 'wall') return true
  return to.kind === 'seat' ? to.seatId === seatId : to.accountId === accountId
}

/** Whether a window of this person is told of the show: its receiver, its sender, and everybody of what is on the wall. */
export const isToldTo = (show: Show, viewer: Viewer, nowMs: number): boolean =>
  nowMs < show.untilMs && (isShownTo(show, viewer) || show.sent.by.id === viewer.accountId)

/** Why an answer is refused. Its receiver opens or declines a show; its sender takes it back, and whoever may dispatch clears the wall. */
export function answerRefusal(
  show: Show,
  answer: ShowAnswer,
  viewer: Viewer & { rights: readonly Right[] },
  nowMs: number,
): ErrorCode | undefined {
  const isSender = show.sent.by.id === viewer.accountId
  const mayClear = show.to.kind === 'wall' && viewer.rights.includes('incident.dispatch')
  const isAllowed = answer === 'ended' ? isSender || mayClear : isShownTo(show, viewer)
  if (!isAllowed) return 'notAllowed'
  if (nowMs >= show.untilMs) return 'tooLate'
  const isOpen = show.state === 'sent' || (show.state === 'opened' && answer === 'ended')
  return isOpen ? undefined : 'illegalState'
}

/** What hangs on the wall: of all shows the one sent last that nobody took off. */
export function onWall(shows: Iterable<Show>, nowMs: number): Show | undefined {
  let last: Show | undefined
  for (const show of shows) {
    const isHung = show.to.kind === 'wall' && show.state !== 'ended' && nowMs < show.untilMs
    if (isHung && (!last || show.sent.atMs > last.sent.atMs)) last = show
  }
  return last
}

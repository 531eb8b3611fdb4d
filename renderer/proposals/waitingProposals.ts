import type { RuleFiring } from '../../domain/contract'

/** What the person works on. */
export interface ProposalFocus {
  alarmId?: string | undefined
  incidentId?: string | undefined
  deviceId?: string | undefined
}

const isAbout = ({ cause }: RuleFiring, { alarmId, incidentId, deviceId }: ProposalFocus): boolean =>
  (alarmId !== undefined && (cause.alarmId === alarmId || cause.subjectId === alarmId)) ||
  (incidentId !== undefined && cause.subjectId === incidentId) ||
  (deviceId !== undefined && cause.deviceId === deviceId)

/**
 * Firings whose proposal still waits for a person: those of what he works on first, then those that end soonest.
 *
 * @param isOnlyFocus leaves out those of something else
 */
export function waitingProposals(
  firings: Iterable<RuleFiring>,
  nowMs: number,
  focus: ProposalFocus,
  isOnlyFocus: boolean,
): RuleFiring[] {
  return [...firings]
    .filter(
      (firing) =>
        firing.proposal?.state === 'waiting' &&
        firing.proposal.untilMs > nowMs &&
        (!isOnlyFocus || isAbout(firing, focus)),
    )
    .toSorted(
      (a, b) =>
        Number(isAbout(b, focus)) - Number(isAbout(a, focus)) ||
        (a.proposal?.untilMs ?? 0) - (b.proposal?.untilMs ?? 0) ||
        (a.id < b.id ? -1 : 1),
    )
}

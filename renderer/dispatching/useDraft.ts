import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import { z } from 'zod'
import { AlarmId, type DispatchProposal, IncidentGrade, PersonId, PlanId } from '../../domain/contract'
import { onSeatMessage, tellSeat, type DispatchDraft } from '../feed'
import { keepDraft, readDraft } from '../supervision/keptDrafts'

/** The same in every window of the seat, so that F9 sends what is on screen. */
const untouched: DispatchDraft = { byHand: {} }
const store = createStore<DispatchDraft>(() => untouched)

const keptAs = 'dispatch'
const Draft = z.object({
  alarmId: AlarmId,
  grade: IncidentGrade.optional(),
  planId: PlanId.optional(),
  byHand: z.record(PersonId, z.boolean()),
})

/** Follows the other windows of the seat, from what was drafted when the last one ended. Returns the way out. */
export const startDrafts = (): (() => void) => {
  const kept = readDraft(keptAs, Draft)
  if (kept) store.setState(draftOf(kept), true)
  return onSeatMessage((message) => {
    if (message.type === 'drafted') store.setState(message.draft, true)
  })
}

/** Absent is not the same as `undefined` here. */
const draftOf = ({ grade, planId, ...rest }: z.infer<typeof Draft>): DispatchDraft => ({
  ...rest,
  ...(grade === undefined ? {} : { grade }),
  ...(planId === undefined ? {} : { planId }),
})

export interface DraftControls {
  draft: DispatchDraft
  /** The people that the click sends now. */
  chosenOf(proposal: DispatchProposal | undefined): DispatchProposal['candidates']
  change(part: Partial<Pick<DispatchDraft, 'grade' | 'planId'>>): void
  tick(personId: PersonId, isChosen: boolean): void
}

/** The draft of one alarm; one of another alarm counts as untouched. */
export function useDraft(alarmId: AlarmId): DraftControls {
  const kept = useStore(store)
  const draft = kept.alarmId === alarmId ? kept : untouched
  const set = (next: DispatchDraft) => {
    store.setState({ ...next, alarmId }, true)
    keepDraft(keptAs, { ...next, alarmId })
    tellSeat({ type: 'drafted', draft: { ...next, alarmId } })
  }
  return {
    draft,
    chosenOf: (proposal) =>
      proposal?.candidates.filter(({ personId, isChosen }) => draft.byHand[personId] ?? isChosen) ?? [],
    // Another plan asks for other people: what was ticked for the old one no longer means anything.
    change: (part) => set({ ...draft, ...part, byHand: {} }),
    tick: (personId, isChosen) => set({ ...draft, byHand: { ...draft.byHand, [personId]: isChosen } }),
  }
}

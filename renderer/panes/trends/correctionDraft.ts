import type { CorrectionChange, CorrectionText } from '../../../domain/contract'
import { momentText, typedMoment } from '../../widgets/dateTime/typedMoment'
import type { LanePoint } from './useSeries'

export const correctionKinds = ['set', 'add', 'multiply', 'exclude'] as const
export type CorrectionKind = (typeof correctionKinds)[number]

/** A correction as the form holds it: moments by the district's clock, the amount as typed. */
export interface CorrectionDraft {
  from: string
  to: string
  kind: CorrectionKind
  amount: string
  reason: string
}

/** What keeps a draft from being sent. */
export type DraftProblem = 'range' | 'future' | 'amount' | 'reason'

/** A stretch of time in UTC ms, both ends included. */
export interface Stretch {
  fromMs: number
  toMs: number
}

const shown = (atMs: number, timeZone: string) => momentText(atMs, timeZone, 'second')

export const emptyDraft = (stretch: Stretch, timeZone: string): CorrectionDraft => ({
  from: shown(stretch.fromMs, timeZone),
  to: shown(stretch.toMs, timeZone),
  kind: 'set',
  amount: '',
  reason: '',
})

/** The draft over another stretch, which was drawn or taken from what is in sight. */
export const draftOver = (draft: CorrectionDraft, { fromMs, toMs }: Stretch, timeZone: string): CorrectionDraft => ({
  ...draft,
  from: shown(fromMs, timeZone),
  to: shown(toMs, timeZone),
})

/** Where the draft lies; `undefined` while its ends are no moments in order. The last second counts whole: samples carry milliseconds. */
export function stretchOf({ from, to }: CorrectionDraft, timeZone: string): Stretch | undefined {
  const fromMs = typedMoment(from, timeZone)
  const startOfLast = typedMoment(to, timeZone)
  if (fromMs === undefined || startOfLast === undefined || startOfLast < fromMs) return undefined
  return { fromMs, toMs: startOfLast + 999 }
}

function changeOf({ kind, amount }: CorrectionDraft): CorrectionChange | undefined {
  if (kind === 'exclude') return { kind }
  const typed = amount.trim().replace('−', '-')
  const number = typed === '' ? Number.NaN : Number(typed)
  if (!Number.isFinite(number)) return undefined
  return kind === 'set' ? { kind, value: number } : { kind, by: number }
}

/** What would be said of a point, or why it cannot be said yet. */
export function correctionOf(
  draft: CorrectionDraft,
  point: LanePoint,
  timeZone: string,
  nowMs: number,
): { text: CorrectionText } | { problem: DraftProblem } {
  const stretch = stretchOf(draft, timeZone)
  if (!stretch) return { problem: 'range' }
  if (stretch.fromMs > nowMs) return { problem: 'future' }
  const change = changeOf(draft)
  if (!change) return { problem: 'amount' }
  const reason = draft.reason.trim()
  if (reason === '') return { problem: 'reason' }
  return { text: { ...point, ...stretch, change, reason } }
}

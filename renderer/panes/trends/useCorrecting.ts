import { useMemo, useRef, useState } from 'react'
import { useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { type CorrectionDraft, draftOver, emptyDraft, type Stretch, stretchOf } from './correctionDraft'
import { spanOf, type TimeRange } from './timeRange'
import type { LanePoint } from './useSeries'

export const isSamePoint = (a: LanePoint, b: LanePoint): boolean =>
  a.deviceId === b.deviceId && a.property === b.property

/** The middle third of what is in sight: a stretch to begin with that is seen to be a stretch. */
const middleOf = (range: TimeRange): Stretch => ({
  fromMs: range.fromMs + spanOf(range) / 3,
  toMs: range.toMs - spanOf(range) / 3,
})

/** Which point is being corrected, the draft of what is said of it, and the stretch that is drawn over its line. */
export function useCorrecting(range: TimeRange) {
  const { timeZone } = useFormat()
  const mayCorrect = useRight('history.correct')
  const [open, setOpen] = useState<{ point: LanePoint; draft: CorrectionDraft }>()
  const [madeHere, setMadeHere] = useState(0)
  const drawnFromMs = useRef<number>(undefined)
  const draft = open?.draft
  const drawn = useMemo(
    () => (mayCorrect && draft ? stretchOf(draft, timeZone) : undefined),
    [mayCorrect, draft, timeZone],
  )
  const setDraft = (next: CorrectionDraft) => setOpen((before) => before && { ...before, draft: next })
  const setStretch = (stretch: Stretch) =>
    setOpen((before) => before && { ...before, draft: draftOver(before.draft, stretch, timeZone) })
  return {
    point: open?.point,
    draft,
    /** What the draft would correct; nothing for those who may not. */
    drawn,
    /** How often something was corrected or withdrawn here. */
    madeHere,
    countChange: () => setMadeHere((count) => count + 1),
    /** Opens the corrections of a point, or closes them. The stretch stays when another point is chosen: sensors fail together. */
    toggle: (point: LanePoint) =>
      setOpen((before) =>
        before && isSamePoint(before.point, point)
          ? undefined
          : { point, draft: before?.draft ?? emptyDraft(middleOf(range), timeZone) },
      ),
    close: () => setOpen(undefined),
    setDraft,
    setStretch,
    beginDrawing: (atMs: number) => {
      drawnFromMs.current = atMs
    },
    drawTo: (atMs: number) => {
      const fromMs = drawnFromMs.current
      if (fromMs !== undefined) setStretch({ fromMs: Math.min(fromMs, atMs), toMs: Math.max(fromMs, atMs) })
    },
    endDrawing: () => {
      drawnFromMs.current = undefined
    },
  }
}

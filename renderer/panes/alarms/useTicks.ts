import { useState } from 'react'
import type { Alarm, AlarmId } from '../../../domain/contract'
import type { RowIndex } from './RowIndex'

/** What is chosen for a deed on many: one by one (Ctrl, Space), in a stretch (Shift), or all. */
export function useTicks(index: RowIndex) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  /** The row that a stretch begins at. */
  const [anchor, setAnchor] = useState<AlarmId>()
  return {
    ticked,
    toggleTick(id: AlarmId) {
      setAnchor(id)
      setTicked((known) => {
        const next = new Set(known)
        if (!next.delete(id)) next.add(id)
        return next
      })
    },
    /** Ticks all from the anchor, or from where the selection was, to this line. */
    tickTo(line: number, fromLine: number) {
      const start = index.indexOf(anchor)
      const from = start === -1 ? fromLine : start
      if (start === -1) {
        const row = index.at(from)
        if (row?.kind === 'alarm') setAnchor(row.alarm.id)
      }
      setTicked(new Set(index.between(from === -1 ? line : from, line).map(({ id }) => id)))
    },
    /** A stretch begins here. */
    anchorAt: (id: AlarmId) => setAnchor(id),
    tickOnly: (alarms: readonly Alarm[]) => setTicked(new Set(alarms.map(({ id }) => id))),
    clearTicks: () => setTicked(new Set()),
  }
}

import { useEffect, useMemo, useState } from 'react'
import type { Alarm, AlarmId } from '../../../domain/contract'
import { isAside, isUnacknowledged } from '../../alarms/rank'
import { endedCodeOf, useCollection } from '../../feed'
import type { AlarmGroup, Grouping, Sorting } from './groups'
import { noFilter, toggle, type Facet, type Filter } from './facets'
import { RowIndex } from './RowIndex'
import { useAlarmBook } from './useAlarmBook'
import { useHold } from './useHold'
import { useTicks } from './useTicks'

/** The list as it stands on screen, and what the person changes about it. */
export function useAlarmList(isFlood: boolean) {
  const feed = useCollection('alarm.changed')
  const { items, position, status } = feed
  const [filter, setFilter] = useState<Filter>(noFilter)
  const [chosenGrouping, setGrouping] = useState<Grouping>('cause')
  const [sorting, setSorting] = useState<Sorting>('importance')
  /** Groups that the person has folded, or opened where they are folded by themselves. */
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set())
  // In a flood single alarms say less than their common cause.
  const grouping = isFlood ? 'cause' : chosenGrouping
  const { book, view } = useAlarmBook(filter, grouping, sorting)
  const hold = useHold()
  const held = useHeld(hold.isHeld, book, view.groups, isFlood)

  const groups = held?.groups ?? view.groups
  const foldsBySelf = held?.isFlood ?? isFlood
  const index = useMemo(
    // A cause with a single alarm has nothing to fold.
    () => new RowIndex(groups, (group) => (foldsBySelf && group.alarms.length > 1) !== flipped.has(group.key)),
    [groups, flipped, foldsBySelf],
  )
  const ticks = useTicks(index)
  // What is done at once is done to what stands ticked before the person's eyes: nothing that the filter or a fold hides (guide/field-lessons 15).
  const tickedAlarms = useMemo(
    () =>
      ticks.ticked.size === 0
        ? []
        : index.all().flatMap(({ id }) => {
            const alarm = ticks.ticked.has(id) ? items.get(id) : undefined
            return alarm && !isAside(alarm) && !alarm.isUnsaved ? [alarm] : []
          }),
    [index, ticks.ticked, items],
  )

  /** What the person changes about the list shows at once, also under his own hand. */
  const changing =
    <A extends unknown[]>(change: (...args: A) => void) =>
    (...args: A) => {
      hold.release()
      change(...args)
    }
  return {
    status,
    endedCode: endedCodeOf(feed),
    position,
    view,
    index,
    hold,
    /** As it was when the hand came: nothing unfolds or folds under it. */
    isFlood: foldsBySelf,
    /** Alarms that the list would show and does not yet, because a hand is at it. */
    waiting: held ? [...view.arrived].flatMap((id) => items.get(id) ?? []) : noAlarms,
    /** The alarm of a row as it is now; `undefined` when it is over or put aside while the row is held. */
    current: (alarm: Alarm): Alarm | undefined => {
      const now = items.get(alarm.id)
      return now && !isAside(now) ? now : undefined
    },
    filter,
    setFilter: changing(setFilter),
    toggleFacet: changing((facet: Facet, value: string) => setFilter((known) => toggle(known, facet, value))),
    grouping,
    setGrouping: changing(setGrouping),
    sorting,
    setSorting: changing(setSorting),
    toggleGroup: (key: string) =>
      setFlipped((known) => {
        const next = new Set(known)
        if (!next.delete(key)) next.add(key)
        return next
      }),
    ...ticks,
    tickedAlarms,
    tickAll: () => ticks.tickOnly(index.all().filter(isUnacknowledged)),
    tickedIds: (): AlarmId[] => tickedAlarms.map(({ id }) => id),
  }
}

const noAlarms: Alarm[] = []

/** The groups as they were when a hand came to the list; `undefined` while none is there. */
function useHeld(
  isHeld: boolean,
  book: ReturnType<typeof useAlarmBook>['book'],
  groups: readonly AlarmGroup[],
  isFlood: boolean,
) {
  const [held, setHeld] = useState<{ book: typeof book; groups: readonly AlarmGroup[]; isFlood: boolean }>()
  useEffect(() => {
    if (!isHeld) {
      setHeld(undefined)
      return
    }
    book.mark()
    setHeld({ book, groups: book.view.groups, isFlood })
    return () => book.unmark()
    // oxlint-disable-next-line react/exhaustive-deps -- the moment of the hand's coming decides, not what changes after
  }, [isHeld, book])
  return held?.book === book && isHeld ? held : undefined
}

export type AlarmListState = ReturnType<typeof useAlarmList>

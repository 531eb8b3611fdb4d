import { useMemo, useState } from 'react'
import type { ErrorCode } from '../../../domain/contract'
import { endedCodeOf, useCollection, useNow, useSession } from '../../feed'
import {
  isShown,
  linesByPerson,
  linesOf,
  orderRows,
  rowsOf,
  totalsOf,
  type OrderLine,
  type OrderRow,
  type OrderTotals,
  type Shown,
} from './orderRows'

export interface Orders {
  status: 'loading' | 'live' | 'ended'
  /** Why it ended. */
  endedCode: ErrorCode
  /** As filtered, in the order of the list. */
  lines: readonly OrderLine[]
  totals: OrderTotals
  /** All orders by id, whatever the filter says: the chosen one stays in sight. */
  byId: ReadonlyMap<string, OrderRow>
  /** Everybody who has an order, for the filter. */
  personIds: readonly string[]
  shown: Shown
  isMine: boolean
  personId: string | undefined
  isByPerson: boolean
  show(shown: Shown): void
  setMine(isMine: boolean): void
  setPerson(personId: string | undefined): void
  setByPerson(isByPerson: boolean): void
}

/** Orders as the list shows them; what is late is looked at every second. */
export function useOrders(): Orders {
  const feed = useCollection('task.changed')
  const { items: tasks, status } = feed
  const { items: incidents } = useCollection('incident.changed')
  const ownerId = useSession()?.account?.id
  const nowMs = useNow()
  const [shown, show] = useState<Shown>('open')
  const [isMine, setMine] = useState(false)
  const [personId, setPerson] = useState<string>()
  const [isByPerson, setByPerson] = useState(false)

  const all = useMemo(() => orderRows(tasks.values(), incidents, nowMs), [tasks, incidents, nowMs])
  const rows = useMemo(
    () => rowsOf(all, { ownerId: isMine ? ownerId : undefined, personId }, nowMs),
    [all, isMine, ownerId, personId, nowMs],
  )
  const lines = useMemo(() => {
    const listed = rows.filter((row) => isShown(row, shown))
    return isByPerson ? linesByPerson(listed) : linesOf(listed)
  }, [rows, shown, isByPerson])
  const byId = useMemo(() => new Map(all.map((row) => [row.task.id, row])), [all])
  const personIds = useMemo(() => [...new Set(all.map(({ task }) => task.personId))], [all])
  const totals = useMemo(() => totalsOf(rows), [rows])
  const filter = { shown, isMine, personId, isByPerson, show, setMine, setPerson, setByPerson }
  return { status, endedCode: endedCodeOf(feed), lines, totals, byId, personIds, ...filter }
}

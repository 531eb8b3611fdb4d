import type { Incident, Task } from '../../../domain/contract'
import { isOwned } from '../../../domain/alarm/ownership'
import { isOpenTask } from '../../../domain/dispatch/isOpenTask'
import { orderNumber } from '../../../domain/dispatch/orderNumber'
import { nextLimit, overdue, type Overdue } from '../../../domain/dispatch/overdue'

/** Where an order stands, as its totals count it: nobody has accepted it, somebody is at it, or it is over. */
export const phases = ['waiting', 'handling', 'ended'] as const
export type Phase = (typeof phases)[number]

/** Which orders are shown. `late` cuts across the phases that are not over. */
export type Shown = 'open' | 'late' | Phase

export interface OrderFilter {
  /** Account whose incidents are meant; absent: everybody's. */
  ownerId?: string | undefined
  personId?: string | undefined
}

export interface OrderRow {
  task: Task
  incident: Incident | undefined
  /** What people say: SJ-20261122-1427-2. */
  number: string
  phase: Phase
  late: Overdue | undefined
  /** What is due next, UTC ms; `undefined` where nothing is. */
  dueAtMs: number | undefined
}

export type OrderTotals = Record<Phase | 'open' | 'late', number>

export const phaseOf = (task: Task): Phase =>
  !isOpenTask(task) ? 'ended' : task.state === 'accepted' || task.state === 'arrived' ? 'handling' : 'waiting'

/** All orders but those of a click that was undone: nothing of it has left the house. */
export function orderRows(tasks: Iterable<Task>, incidents: ReadonlyMap<string, Incident>, nowMs: number): OrderRow[] {
  const rows: OrderRow[] = []
  for (const task of tasks) {
    const incident = incidents.get(task.incidentId)
    if (incident?.state === 'withdrawn') continue
    rows.push({
      task,
      incident,
      number: orderNumber(incident, task) || task.id,
      phase: phaseOf(task),
      late: overdue(task, nowMs),
      dueAtMs: nextLimit(task)?.dueAtMs,
    })
  }
  return rows.sort(compareUrgency)
}

/** What is late first, the longest late on top; then by what is due next; what is over last, the newest on top. */
function compareUrgency(a: OrderRow, b: OrderRow): number {
  const since = ({ late }: OrderRow) => late?.sinceMs ?? Infinity
  const due = ({ dueAtMs = 8e15 }: OrderRow) => dueAtMs
  return (
    Number(a.phase === 'ended') - Number(b.phase === 'ended') ||
    (a.phase === 'ended' ? endedAtMs(b.task) - endedAtMs(a.task) : compare(since(a), since(b)) || due(a) - due(b)) ||
    compare(a.task.id, b.task.id)
  )
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

/** The last time that is known of it: of one that was called off that is when it left. */
const endedAtMs = ({ doneAtMs, sentAtMs, assigned }: Task): number => doneAtMs ?? sentAtMs ?? assigned.atMs

export function totalsOf(rows: readonly OrderRow[]): OrderTotals {
  const totals: OrderTotals = { waiting: 0, handling: 0, ended: 0, open: 0, late: 0 }
  for (const { phase, late } of rows) {
    totals[phase] += 1
    if (phase !== 'ended') totals.open += 1
    if (late) totals.late += 1
  }
  return totals
}

/** Rows of the person and the incidents asked for; totals are counted of these. */
export const rowsOf = (rows: readonly OrderRow[], { ownerId, personId }: OrderFilter, nowMs: number): OrderRow[] =>
  rows.filter(
    ({ task, incident }) =>
      (personId === undefined || task.personId === personId) &&
      (ownerId === undefined || (isOwned(incident?.owner, nowMs) && incident?.owner?.accountId === ownerId)),
  )

export const isShown = ({ phase, late }: OrderRow, shown: Shown): boolean =>
  shown === 'open' ? phase !== 'ended' : shown === 'late' ? late !== undefined : phase === shown

/** A line of the list: an order, or above those of one person his name with how many wait for him. */
export type OrderLine =
  | { kind: 'order'; key: string; row: OrderRow }
  | { kind: 'person'; key: string; personId: string; open: number; late: number }

export const linesOf = (rows: readonly OrderRow[]): OrderLine[] =>
  rows.map((row) => ({ kind: 'order', key: row.task.id, row }))

/** To-do by handler: whoever has something late first. Rows keep their order, which has what is late first. */
export function linesByPerson(rows: readonly OrderRow[]): OrderLine[] {
  const byPerson = new Map<string, OrderRow[]>()
  for (const row of rows) {
    const own = byPerson.get(row.task.personId)
    if (own) own.push(row)
    else byPerson.set(row.task.personId, [row])
  }
  return [...byPerson].flatMap(([personId, own]): OrderLine[] => {
    const { open, late } = totalsOf(own)
    return [{ kind: 'person', key: `person ${personId}`, personId, open, late }, ...linesOf(own)]
  })
}

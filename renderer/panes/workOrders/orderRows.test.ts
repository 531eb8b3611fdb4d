import { describe, expect, test } from 'vitest'
import { AccountId } from '../../../domain/contract'
import { makeIncident } from '../../testing/builders'
import { makeTask } from '../../testing/makeTask'
import { isShown, linesByPerson, orderRows, rowsOf, totalsOf } from './orderRows'

const NOW = 10_000_000
const owner = (accountId: string, untilMs: number) => ({
  accountId: AccountId.parse(accountId),
  name: accountId,
  sinceMs: 0,
  untilMs,
})
const incidents = new Map(
  [
    makeIncident({ id: 'IN-1', owner: owner('zhou', NOW + 1) }),
    makeIncident({ id: 'IN-2', number: 'SJ-2', owner: owner('zhou', NOW - 1) }),
    makeIncident({ id: 'IN-3', state: 'withdrawn' }),
  ].map((incident) => [incident.id, incident]),
)
const tasks = [
  makeTask({ id: 'done', state: 'done', doneAtMs: 5 }),
  makeTask({ id: 'inTime', ordinal: 2, acceptByAtMs: NOW + 60_000, doneByAtMs: NOW + 90_000 }),
  makeTask({ id: 'soon', incidentId: 'IN-2', state: 'accepted', personId: 'li', doneByAtMs: NOW + 5_000 }),
  makeTask({ id: 'late', state: 'arrived', personId: 'li', doneByAtMs: NOW - 5_000 }),
  makeTask({ id: 'later', acceptByAtMs: NOW - 60_000, doneByAtMs: NOW + 60_000 }),
  makeTask({ id: 'old' }),
  makeTask({ id: 'undone', incidentId: 'IN-3', state: 'withdrawn' }),
]
const rows = orderRows(tasks, incidents, NOW)
const idsOf = (some: typeof rows) => some.map(({ task }) => task.id)

describe('the list of orders', () => {
  test('has the longest late on top, then what is due next, then those without limits, and what is over last', () => {
    expect(idsOf(rows)).toEqual(['later', 'late', 'soon', 'inTime', 'old', 'done'])
    expect(rows[0]).toMatchObject({ late: { limit: 'accept' }, phase: 'waiting', number: 'SJ-20261122-1427-1' })
  })

  test('its totals are those of the rows, each order in one phase', () => {
    expect(totalsOf(rows)).toEqual({ waiting: 3, handling: 2, ended: 1, open: 5, late: 2 })
    expect(idsOf(rows.filter((row) => isShown(row, 'late')))).toEqual(['later', 'late'])
    expect(idsOf(rows.filter((row) => isShown(row, 'open')))).toHaveLength(5)
  })

  test('narrows to one person, and to the incidents that somebody handles now, not those he handled', () => {
    expect(idsOf(rowsOf(rows, { personId: 'li' }, NOW))).toEqual(['late', 'soon'])
    expect(idsOf(rowsOf(rows, { ownerId: 'zhou' }, NOW))).toEqual(['later', 'late', 'inTime', 'old', 'done'])
  })

  // req: R-4.1.1.7-11
  test('by handler it is what each has to do, whoever is late first, and of each what is late first', () => {
    const open = rows.filter((row) => isShown(row, 'open'))
    const lines = linesByPerson(open).map((line) =>
      line.kind === 'person' ? `${line.personId} ${line.open}/${line.late}` : line.row.task.id,
    )
    expect(lines).toEqual(['sun-hao 3/1', 'later', 'inTime', 'old', 'li 2/1', 'late', 'soon'])
  })
})

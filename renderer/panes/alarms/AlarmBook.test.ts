import { describe, expect, test } from 'vitest'
import { IncidentId, type Alarm, type AlarmPriority } from '../../../domain/contract'
import { isAside } from '../../alarms/rank'
import { makeAlarm, makeRegistry } from '../../testing/builders'
import { twinGraphOf } from '../../alarms/twinGraph'
import { AlarmBook, type BookOrder } from './AlarmBook'
import { facetsOf, noFilter, passes, toggle } from './facets'
import { RowIndex } from './RowIndex'

const registry = makeRegistry()
const source = {
  facets: (alarm: Alarm) => facetsOf(alarm, registry),
  graph: twinGraphOf(registry),
  isAside,
}
const byId = (alarms: readonly Alarm[]) => new Map(alarms.map((alarm) => [alarm.id as string, alarm]))
function bookOf(alarms: readonly Alarm[], order: Partial<BookOrder> = {}) {
  const book = new AlarmBook(source, { filter: noFilter, grouping: 'cause', sorting: 'newest', ...order })
  book.update(byId(alarms))
  return book
}
const summary = (book: AlarmBook) =>
  book.view.groups.map(({ kind, of, alarms }) => `${kind} ${of}: ${alarms.map(({ id }) => id).join(' ')}`)
/** A run of alarms keeps the key under which it began: that says nothing of what is in it. */
const withoutKeys = ({ view }: AlarmBook) => ({
  ...view,
  groups: view.groups.map(({ key: _key, causeId: _causeId, ...group }) => group),
})
const smoke = (id: string, raisedAtMs: number) => makeAlarm({ id, deviceId: 'smoke-1806', raisedAtMs })
const hot = (id: string, partial = {}) =>
  makeAlarm({ id, deviceId: 'tm-4', definitionId: 'hot', priority: 'minor', ...partial })

describe('grouping by cause', () => {
  test('alarms of one building that follow each other within a minute are one group with its cause', () => {
    const book = bookOf([smoke('b', 50_000), smoke('a', 0), smoke('c', 100_000), hot('x')])
    expect(summary(book)).toEqual(['together t2: c b a', 'system building_equipment: x'])
    expect(book.view.groups[0]?.cause?.id).toBe('a')
  })

  test('the same building an hour later is another matter', () => {
    expect(summary(bookOf([smoke('a', 0), smoke('b', 1_000), smoke('c', 3_600_000)]))).toEqual([
      'together t2: b a',
      'system fire: c',
    ])
  })

  test('one that comes between two joins what stood apart', () => {
    const alarms = [smoke('a', 0), smoke('c', 100_000)]
    const book = bookOf(alarms)
    expect(summary(book)).toEqual(['system fire: c a'])
    book.update(byId([...alarms, smoke('b', 50_000)]), new Set(['b']))
    expect(summary(book)).toEqual(['together t2: c b a'])
  })

  test('what an incident has taken in stands together', () => {
    const incidentId = IncidentId.parse('i1')
    const book = bookOf([hot('x', { incidentId }), { ...smoke('a', 0), incidentId }], { sorting: 'importance' })
    expect(summary(book)).toEqual(['incident i1: a x'])
  })

  test('lost links stand last and never count as a common cause', () => {
    const lost = [hot('p', { priority: 'commloss' }), hot('q', { priority: 'commloss' })]
    expect(summary(bookOf([...lost, hot('x')]))).toEqual(['system building_equipment: x', 'commloss : p q'])
  })
})

test('by importance the highest priority stands first, in groups and among them', () => {
  const alarms = [hot('minor'), hot('notice', { priority: 'notice' }), smoke('urgent', 0)]
  expect(summary(bookOf(alarms, { grouping: 'system', sorting: 'importance' }))).toEqual([
    'system fire: urgent',
    'system building_equipment: minor notice',
  ])
})

test('by plot an outdoor device belongs to the plot around it', () => {
  expect(summary(bookOf([hot('x', { deviceId: 'tm-9' })], { grouping: 'plot' }))).toEqual(['plot p1: x'])
})

test('whatever comes, changes and goes, the book ends as if it had been made of what is left', () => {
  let seed = 11
  const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below
  const priorities: AlarmPriority[] = ['urgent', 'important', 'minor', 'commloss']
  const states = ['unacknowledged', 'acknowledged', 'returned', 'shelved'] as const
  const devices = ['smoke-1806', 'smoke-1901', 'tm-4', 'tm-9']
  const filter = toggle(noFilter, 'priority', 'important')
  for (const grouping of ['cause', 'system', 'none'] as const) {
    const order: BookOrder = { filter, grouping, sorting: 'importance' }
    const book = new AlarmBook(source, order)
    let items = new Map<string, Alarm>()
    for (let round = 0; round < 50; round++) {
      items = new Map(items)
      const changed = new Set<string>()
      for (let change = 0; change < 1 + random(8); change++) {
        const id = `a${random(60)}`
        changed.add(id)
        if (random(4) === 0) items.delete(id)
        else
          items.set(
            id,
            makeAlarm({
              id,
              deviceId: devices[random(4)]!,
              priority: priorities[random(4)]!,
              state: states[random(4)]!,
              raisedAtMs: random(40) * 20_000,
            }),
          )
      }
      book.update(items, changed)
      const fresh = new AlarmBook(source, order)
      fresh.update(items)
      expect(withoutKeys(book)).toEqual(withoutKeys(fresh))
    }
  }
})

describe('figures', () => {
  test('listed, filtered and put aside make up all there are', () => {
    const alarms = [hot('x'), smoke('a', 0), hot('s', { state: 'shelved' }), hot('o', { state: 'outOfService' })]
    const { view } = bookOf(alarms, { filter: toggle(noFilter, 'priority', 'minor') })
    expect([view.listed, view.filtered, view.aside]).toEqual([1, 1, 2])
  })

  test('counters count everything, also what is hidden', () => {
    const { counts } = bookOf([hot('x'), hot('y', { state: 'acknowledged' })], {
      filter: toggle(noFilter, 'priority', 'minor'),
    }).view
    expect(counts.priority.get('minor')).toEqual({ unacknowledged: 1, all: 2 })
    expect(counts.plot.get('p2')).toEqual({ unacknowledged: 1, all: 2 })
  })

  test('while marked it tells what is newly listed: not what was there, not what has gone again', () => {
    const book = bookOf([hot('x')])
    book.mark()
    book.update(byId([hot('x', { occurrences: 2 }), hot('y'), hot('z')]), new Set(['x', 'y', 'z']))
    expect([...book.view.arrived]).toEqual(['y', 'z'])
    book.update(byId([hot('x'), hot('y')]), new Set(['z']))
    expect([...book.view.arrived]).toEqual(['y'])
    book.unmark()
    expect(book.view.arrived.size).toBe(0)
  })

  test('a change that was told before makes no new view: nothing is drawn for it', () => {
    const items = byId([hot('x')])
    const book = new AlarmBook(source, { filter: noFilter, grouping: 'none', sorting: 'newest' })
    book.update(items)
    const { view } = book
    book.update(items, new Set(['x']))
    expect(book.view).toBe(view)
  })
})

describe('lines', () => {
  const idsOf = (index: RowIndex) =>
    Array.from({ length: index.count }, (_, line) => {
      const row = index.at(line)
      return row?.kind === 'alarm' ? row.alarm.id : row?.group.kind
    })

  test('a folded group shows its header only; without grouping there is no header', () => {
    expect(idsOf(new RowIndex(bookOf([hot('x'), hot('y')], { grouping: 'system' }).view.groups, () => true))).toEqual([
      'system',
    ])
    expect(idsOf(new RowIndex(bookOf([hot('x')], { grouping: 'none' }).view.groups, () => false))).toEqual(['x'])
  })

  test('a folded group still shows life safety that nobody has taken (I5), and shown and folded make up all', () => {
    const fire = makeAlarm({ id: 'fire', isLifeSafety: true })
    const index = new RowIndex(bookOf([smoke('a', 0), fire], { grouping: 'system' }).view.groups, () => true)
    expect(idsOf(index)).toEqual(['system', 'fire'])
    expect([index.shown, index.folded]).toEqual([1, 1])
  })

  test('a line is found by its number and an alarm by its id, over headers and folds', () => {
    const groups = bookOf([smoke('a', 0), hot('x'), hot('y')], { grouping: 'system', sorting: 'importance' }).view
      .groups
    const index = new RowIndex(groups, () => false)
    expect(idsOf(index)).toEqual(['system', 'a', 'system', 'x', 'y'])
    expect([index.indexOf('a'), index.indexOf('y'), index.indexOf('none')]).toEqual([1, 4, -1])
    expect(index.between(4, 1).map(({ id }) => id)).toEqual(['a', 'x', 'y'])
    expect([index.at(-1), index.at(5)]).toEqual([undefined, undefined])
    expect(new RowIndex([], () => false).count).toBe(0)
  })
})

describe('the filter', () => {
  test('what is unticked is hidden, what is new is not', () => {
    const filter = toggle(noFilter, 'system', 'building_equipment')
    expect(passes(filter, facetsOf(hot('x'), registry), hot('x'))).toBe(false)
    expect(passes(filter, facetsOf(smoke('a', 0), registry), smoke('a', 0))).toBe(true)
    expect(toggle(filter, 'system', 'building_equipment')).toEqual(noFilter)
  })

  test('an unacknowledged life-safety alarm cannot be hidden (I5)', () => {
    const fire = makeAlarm({ isLifeSafety: true })
    const filter = toggle(noFilter, 'priority', 'urgent')
    expect(passes(filter, facetsOf(fire, registry), fire)).toBe(true)
    const taken = makeAlarm({ isLifeSafety: true, state: 'acknowledged' })
    expect(passes(filter, facetsOf(taken, registry), taken)).toBe(false)
  })
})

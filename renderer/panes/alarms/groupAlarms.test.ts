import { describe, expect, test } from 'vitest'
import { IncidentId } from '../../../domain/contract'
import { makeAlarm, makeRegistry } from '../../testing/builders'
import { countFacets, facetsOf, noFilter, passes, toggle } from './facets'
import { groupAlarms, rowsOf, type AlarmGroup } from './groupAlarms'

const registry = makeRegistry()
const of = {
  facets: (alarm: ReturnType<typeof makeAlarm>) => facetsOf(alarm, registry),
  building: ({ deviceId }: { deviceId: string }) =>
    registry.whereabouts(registry.deviceIndex(deviceId) ?? -1).building?.id,
}
const summary = (groups: AlarmGroup[]) =>
  groups.map(({ kind, of, alarms }) => `${kind} ${of}: ${alarms.map(({ id }) => id).join(' ')}`)
const smoke = (id: string, raisedAtMs: number) => makeAlarm({ id, deviceId: 'smoke-1806', raisedAtMs })
const hot = (id: string, partial = {}) =>
  makeAlarm({ id, deviceId: 'tm-4', definitionId: 'hot', priority: 'minor', ...partial })

describe('grouping by cause', () => {
  test('alarms of one building that follow each other within a minute are one group with its cause', () => {
    const groups = groupAlarms(
      [smoke('b', 50_000), smoke('a', 0), smoke('c', 100_000), hot('x')],
      'cause',
      'newest',
      of,
    )
    expect(summary(groups)).toEqual(['together t2: c b a', 'system building_equipment: x'])
    expect(groups[0]?.cause?.id).toBe('a')
  })

  test('the same building an hour later is another matter', () => {
    const groups = groupAlarms([smoke('a', 0), smoke('b', 1_000), smoke('c', 3_600_000)], 'cause', 'newest', of)
    expect(summary(groups)).toEqual(['together t2: b a', 'system fire: c'])
  })

  test('what an incident has taken in stands together', () => {
    const incidentId = IncidentId.parse('i1')
    expect(
      summary(groupAlarms([hot('x', { incidentId }), { ...smoke('a', 0), incidentId }], 'cause', 'importance', of)),
    ).toEqual(['incident i1: a x'])
  })

  test('lost links stand last and never count as a common cause', () => {
    const lost = [hot('p', { priority: 'commloss' }), hot('q', { priority: 'commloss' })]
    expect(summary(groupAlarms([...lost, hot('x')], 'cause', 'newest', of))).toEqual([
      'system building_equipment: x',
      'commloss : p q',
    ])
  })
})

test('by importance the highest priority stands first, in groups and among them', () => {
  const groups = groupAlarms(
    [hot('minor'), hot('notice', { priority: 'notice' }), smoke('urgent', 0)],
    'system',
    'importance',
    of,
  )
  expect(summary(groups)).toEqual(['system fire: urgent', 'system building_equipment: minor notice'])
})

test('by plot an outdoor device belongs to the plot around it', () => {
  const groups = groupAlarms([hot('x', { deviceId: 'tm-9' })], 'plot', 'newest', of)
  expect(summary(groups)).toEqual(['plot p1: x'])
})

test('a folded group shows its header only; without grouping there is no header', () => {
  const groups = groupAlarms([hot('x'), hot('y')], 'system', 'newest', of)
  expect(rowsOf(groups, () => true).map(({ kind }) => kind)).toEqual(['group'])
  expect(rowsOf(groupAlarms([hot('x')], 'none', 'newest', of), () => false).map(({ kind }) => kind)).toEqual(['alarm'])
})

test('a folded group still shows life safety that nobody has taken (I5)', () => {
  const fire = makeAlarm({ id: 'fire', isLifeSafety: true })
  const rows = rowsOf(groupAlarms([smoke('a', 0), fire], 'system', 'newest', of), () => true)
  expect(rows.map((row) => (row.kind === 'alarm' ? row.alarm.id : 'group'))).toEqual(['group', 'fire'])
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

  test('counters count everything, also what is hidden', () => {
    const counts = countFacets([hot('x'), hot('y', { state: 'acknowledged' })], registry)
    expect(counts.priority.get('minor')).toEqual({ unacknowledged: 1, all: 2 })
    expect(counts.plot.get('p2')).toEqual({ unacknowledged: 1, all: 2 })
  })
})

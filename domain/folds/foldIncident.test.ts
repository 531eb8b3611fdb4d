import { describe, expect, it } from 'vitest'
import { AlarmId, PlanRunId } from '../contract/primitives'
import type { IncidentGrade } from '../contract/plan'
import { foldSubject } from './fold'
import { entriesOf, li, type Told, wu } from './testEntries'

const opened = (alarmIds: string[], grade: IncidentGrade = 'larger'): Told => [
  'incident.opened',
  {
    number: 'SJ-1',
    type: 'fire',
    grade,
    title: { zh: '题', en: 't' },
    place: { lngLat: [1, 2] },
    alarmIds: alarmIds.map((id) => AlarmId.parse(id)),
    reportDueAtMs: 99,
  },
]
const graded = (from: IncidentGrade, grade: IncidentGrade, reportDueAtMs?: number): Told => [
  'incident.graded',
  { from, grade, ...(reportDueAtMs !== undefined && { reportDueAtMs }) },
  { by: wu },
]
const added = (id: string): Told => ['incident.alarmAdded', { alarmId: AlarmId.parse(id) }]
const planStarted = (id: string): Told => ['incident.planStarted', { planRunId: PlanRunId.parse(id) }]
const reported: Told = ['incident.reported', { to: 'leader' }]
const noted: Told = ['incident.noted', { text: 'n' }]
const closed: Told = ['incident.closed', { result: 'out' }]
const withdrawn: Told = ['incident.withdrawn', { reason: 'undone' }]

const fold = (...told: Told[]) => {
  const { subject, voids } = foldSubject('incident', entriesOf('i1', told))
  return { incident: subject?.state, voids: Object.fromEntries(voids) }
}

describe('an incident', () => {
  it('is open, graded by who opened it, until it is closed with a result', () => {
    expect(fold(opened(['a1'])).incident).toMatchObject({
      state: 'open',
      grade: 'larger',
      graded: { by: li, atMs: 1_000 },
      alarmIds: ['a1'],
      reportDueAtMs: 99,
    })
    expect(fold(opened(['a1']), reported, closed).incident).toMatchObject({
      state: 'closed',
      reported: { atMs: 2_000 },
      closed: { by: li, atMs: 3_000, result: 'out' },
    })
  })

  it('takes the deadline of its new grade, and loses the old one', () => {
    expect(fold(opened([]), graded('larger', 'major', 500)).incident).toMatchObject({
      grade: 'major',
      graded: { by: wu },
      reportDueAtMs: 500,
    })
    expect(fold(opened([]), graded('larger', 'general')).incident).not.toHaveProperty('reportDueAtMs')
  })

  it.each<[string, Told[], object, Record<string, string>]>([
    ['is lowered by who saw its grade', [opened([]), graded('larger', 'general')], { grade: 'general' }, {}],
    [
      'keeps the higher of two grades that were given apart',
      [opened([]), graded('larger', 'critical'), graded('larger', 'general')],
      { grade: 'critical' },
      { e2: 'gradedHigher' },
    ],
    [
      'takes the higher of two grades that were given apart',
      [opened([]), graded('larger', 'general'), graded('larger', 'critical')],
      { grade: 'critical' },
      {},
    ],
    [
      'is lowered again once somebody saw the higher grade',
      [opened([]), graded('larger', 'critical'), graded('critical', 'general')],
      { grade: 'general' },
      {},
    ],
    [
      'opened from one alarm at two seats is one',
      [opened(['a1']), opened(['a1'])],
      { alarmIds: ['a1'] },
      { e1: 'alreadyCreated' },
    ],
    [
      'opened at two seats has the alarms of both',
      [opened(['a1']), opened(['a1', 'a2'])],
      { alarmIds: ['a1', 'a2'] },
      {},
    ],
    ['has an alarm once', [opened(['a1']), added('a2'), added('a2')], { alarmIds: ['a1', 'a2'] }, { e2: 'alreadySo' }],
    [
      'has one plan run, the earlier',
      [opened([]), planStarted('r2'), planStarted('r1')],
      { planRunId: 'r2' },
      { e2: 'alreadySo' },
    ],
    ['is reported once', [opened([]), reported, reported], { reported: { by: li, atMs: 2_000 } }, { e2: 'alreadySo' }],
    [
      'is closed once',
      [opened([]), closed, closed],
      { closed: { by: li, atMs: 2_000, result: 'out' } },
      { e2: 'isOver' },
    ],
    ['stays withdrawn', [opened([]), withdrawn, closed], { state: 'withdrawn' }, { e2: 'isOver' }],
    [
      'is not graded when it is over',
      [opened([]), closed, graded('larger', 'critical')],
      { grade: 'larger' },
      { e2: 'isOver' },
    ],
    ['takes notes when it is over', [opened([]), closed, noted], { state: 'closed' }, {}],
  ])('%s', (_, told, incident, voids) => {
    const folded = fold(...told)
    expect(folded.incident).toMatchObject(incident)
    expect(folded.voids).toEqual(voids)
  })

  it('that nobody opened is nothing', () => {
    for (const told of [noted, closed, reported])
      expect(fold(told)).toEqual({ incident: undefined, voids: { e0: 'notCreated' } })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryKinds } from '../journal/entryKinds'
import { findConflicts } from './findConflicts'
import {
  li,
  place,
  type Told,
  type World,
  meet,
  findAt,
  find,
  kindsOf,
  opened,
  withdrawn,
  closed,
  graded,
  planStarted,
  stepDone,
  assigned,
  sent,
  done,
  recalled,
  undone,
  issued,
  raised,
  taken,
  shelved,
  unshelved,
  returned,
  reoccurred,
  acknowledged,
  changed,
  typeSaved,
  accountCreated,
  disabled,
  drawingRemoved,
  drawingSaved,
  here,
  there,
} from './testMeeting'

describe('seats that were apart (the table of design/journal.md)', () => {
  it.each<[string, World, string[]]>([
    [
      'an alarm acknowledged by both is no clash',
      { before: [raised(1)], here: [acknowledged(2)], there: [acknowledged(3)] },
      [],
    ],
    [
      'one saw an alarm return and the other saw it come again',
      { before: [raised(1)], here: [acknowledged(2), returned(3)], there: [reoccurred(5)] },
      ['alarmReturnedAndRaised'],
    ],
    [
      'the other order of hearing',
      { before: [raised(1)], here: [returned(6, 3)], there: [reoccurred(5)] },
      ['alarmReturnedAndRaised'],
    ],
    ['it came before it returned', { before: [raised(1)], here: [returned(6)], there: [reoccurred(3)] }, []],
    [
      'both saw both, and wrote one fact',
      { before: [raised(1)], here: [returned(3), reoccurred(5)], there: [returned(3), reoccurred(5)] },
      [],
    ],
    [
      'two incidents of one alarm',
      { here: [opened(2, 'i2')], there: [opened(3, 'i1')] },
      ['incidentTwice', 'incident.merged'],
    ],
    ['two incidents of two alarms', { here: [opened(2, 'i2')], there: [opened(3, 'i1', 'a2')] }, []],
    ['one incident under one id', { here: [opened(2, 'i1')], there: [opened(3, 'i1')] }, []],
    ['one of two incidents was undone', { here: [opened(2, 'i1'), withdrawn(3, 'i1')], there: [opened(4, 'i2')] }, []],
    [
      'one of two incidents was closed: nothing is merged, a person decides',
      { here: [opened(2, 'i1'), closed(3, 'i1')], there: [opened(4, 'i2')] },
      ['incidentTwice'],
    ],
    [
      'an incident graded differently',
      { before: [opened(1, 'i1')], here: [graded(2, 'critical')], there: [graded(3, 'major')] },
      ['graded'],
    ],
    [
      'graded lower first',
      { before: [opened(1, 'i1')], here: [graded(2, 'general')], there: [graded(3, 'critical')] },
      ['graded'],
    ],
    ['graded alike', { before: [opened(1, 'i1')], here: [graded(2, 'major')], there: [graded(3, 'major')] }, []],
    [
      'a plan started twice for one incident',
      { before: [opened(1, 'i1')], here: [planStarted(2, 'r1')], there: [planStarted(3, 'r2')] },
      ['planTwice'],
    ],
    [
      'a plan started for each of two incidents of one alarm',
      { here: [opened(2, 'i1'), planStarted(2.1, 'r1')], there: [opened(3, 'i2'), planStarted(3.1, 'r2', 'i2')] },
      ['incidentTwice', 'incident.merged', 'planTwice'],
    ],
    [
      'a step done twice is one step',
      { before: [opened(1, 'i1'), planStarted(1.5, 'r1')], here: [stepDone(2)], there: [stepDone(3)] },
      [],
    ],
    [
      "a step's task given to different people",
      {
        before: [opened(1, 'i1')],
        here: [assigned(2, 't1', 'p1', { step: 's1' })],
        there: [assigned(3, 't2', 'p2', { step: 's1' })],
      },
      ['taskTwice'],
    ],
    [
      'tasks of two steps',
      {
        before: [opened(1, 'i1')],
        here: [assigned(2, 't1', 'p1', { step: 's1' })],
        there: [assigned(3, 't2', 'p2', { step: 's2' })],
      },
      [],
    ],
    [
      'a task done and recalled',
      { before: [assigned(1, 't1'), sent(2)], here: [done(3)], there: [recalled(4)] },
      ['doneAndRecalled'],
    ],
    [
      'a task recalled and done',
      { before: [assigned(1, 't1'), sent(2)], here: [recalled(3)], there: [done(4)] },
      ['doneAndRecalled'],
    ],
    [
      'a task undone and sent',
      { before: [assigned(1, 't1')], here: [undone(2)], there: [sent(3)] },
      ['doneAndRecalled'],
    ],
    [
      'a command called off and sent',
      {
        before: [issued(1, 'c1')],
        here: [[2, 'command.withdrawn', 'c1', { reason: 'r' }]],
        there: [[3, 'command.sent', 'c1', {}]],
      },
      ['doneAndRecalled'],
    ],
    [
      'a person sent to two places',
      { here: [assigned(2, 't1')], there: [assigned(3, 't2', 'p1', { lng: 9 })] },
      ['personTwice'],
    ],
    [
      'a person sent to one place twice',
      { before: [opened(1, 'i1')], here: [assigned(2, 't1')], there: [assigned(3, 't2')] },
      [],
    ],
    [
      'a person sent to one place for two incidents',
      { here: [assigned(2, 't1')], there: [assigned(3, 't2', 'p1', { of: 'i9' })] },
      ['personTwice'],
    ],
    [
      'a person whose first task is done',
      { here: [assigned(2, 't1'), sent(2.1), done(2.5)], there: [assigned(3, 't2', 'p1', { lng: 9 })] },
      [],
    ],
    ['a device commanded by both', { here: [issued(2, 'c1')], there: [issued(3, 'c2')] }, ['commandTwice']],
    ['two devices commanded', { here: [issued(2, 'c1')], there: [issued(3, 'c2', 'd2')] }, []],
    ['a device commanded by both long after one another', { here: [issued(2, 'c1')], there: [issued(400, 'c2')] }, []],
    ['the same command of both', { here: [issued(2, 'c1')], there: [issued(3, 'c1')] }, []],
    [
      'one field of a device changed to different values',
      { here: [changed(2, { firmware: '1' })], there: [changed(3, { firmware: '2', tags: ['a'] })] },
      ['deviceTwice'],
    ],
    [
      'different fields of a device changed, or one to the same value',
      {
        here: [changed(2, { firmware: '1', tags: ['a'] })],
        there: [changed(3, { network: 'lora', tags: ['a'] })],
      },
      [],
    ],
    [
      'one version of a type saved twice',
      { here: [typeSaved(2, 4, 'a')], there: [typeSaved(3, 4, 'b')] },
      ['typeTwice'],
    ],
    [
      'two versions of a type, or one version alike',
      { here: [typeSaved(2, 4, 'a')], there: [typeSaved(3, 4, 'a'), typeSaved(5, 5, 'b')] },
      [],
    ],
    [
      'a graphic saved differently by both',
      { before: [drawingSaved(1, 800)], here: [drawingSaved(2, 900)], there: [drawingSaved(3, 1000)] },
      ['graphicTwice'],
    ],
    [
      'a graphic saved by one and removed by the other',
      { before: [drawingSaved(1, 800)], here: [drawingRemoved(2)], there: [drawingSaved(3, 1000)] },
      ['graphicTwice'],
    ],
    ['a graphic saved alike by both', { here: [drawingSaved(2, 900)], there: [drawingSaved(3, 900)] }, []],
    [
      'a graphic removed by both',
      { before: [drawingSaved(1, 800)], here: [drawingRemoved(2)], there: [drawingRemoved(3)] },
      [],
    ],
    ['two graphics', { here: [drawingSaved(2, 900)], there: [drawingSaved(3, 1000, 'other')] }, []],
    [
      'a graphic saved three times by one and then twice by the other: what holds against the last that it replaced',
      {
        here: [drawingSaved(2, 901), drawingSaved(2.1, 902), drawingSaved(2.2, 903)],
        there: [drawingSaved(3, 911), drawingSaved(3.1, 912)],
      },
      ['graphicTwice'],
    ],
    [
      'an account disabled and used after that',
      { before: [accountCreated], here: [disabled(2)], there: [acknowledged(3)] },
      ['disabledAccountUsed'],
    ],
    [
      'an account used before it was disabled',
      { before: [accountCreated], here: [disabled(3)], there: [acknowledged(2)] },
      [],
    ],
    [
      'a decision that holds no longer',
      { before: [opened(1, 'i1')], here: [closed(2, 'i1')], there: [graded(3, 'critical')] },
      ['decisionVoid'],
    ],
    [
      'an alarm that two persons took to handle',
      { before: [raised(1)], here: [taken(2, 'li')], there: [taken(3, 'wu')] },
      ['decisionVoid'],
    ],
    [
      'an alarm that both shelved: it comes back at the sooner end',
      { before: [raised(1, false)], here: [shelved(2, 60_000)], there: [shelved(3, 90_000)] },
      [],
    ],
    [
      'a shelf prolonged by one and taken down by the other',
      {
        before: [raised(1, false), shelved(2, 60_000)],
        here: [unshelved(3)],
        there: [shelved(4, 90_000, 60_000)],
      },
      ['decisionVoid'],
    ],
    [
      'an alarm shelved by one and acknowledged by the other',
      { before: [raised(1, false)], here: [shelved(2, 60_000)], there: [acknowledged(3)] },
      [],
    ],
  ])('%s', (_, world, kinds) => {
    expect(kindsOf(world)).toEqual(kinds)
  })

  it('merge the incident with the larger id into the one with the smaller, whoever was first', () => {
    expect(find({ here: [opened(2, 'i2')], there: [opened(3, 'i1')] })).toMatchObject([
      {
        kind: 'conflict.found',
        id: 'incidentTwice-here-0+there-0',
        subjectId: 'incidentTwice-here-0+there-0',
        payload: {
          incidentId: 'i1',
          alarmId: 'a1',
          sides: [
            { seatId: 'here', subject: 'incident i2', place: place(1) },
            { seatId: 'there', subject: 'incident i1' },
          ],
        },
      },
      { kind: 'incident.merged', subjectId: 'i2', payload: { intoIncidentId: 'i1' } },
    ])
  })

  it('name the alarm of which a decision holds no longer', () => {
    expect(find({ before: [raised(1)], here: [taken(2, 'li')], there: [taken(3, 'wu')] })).toMatchObject([
      { payload: { kind: 'decisionVoid', reason: 'ownedByAnother', alarmId: 'a1' } },
    ])
  })

  it('name the last drawing of each side, of which the later holds', () => {
    const world = {
      here: [drawingSaved(2, 901), drawingSaved(2.2, 903)],
      there: [drawingSaved(3, 911), drawingSaved(3.1, 912)],
    }
    expect(find(world)).toMatchObject([
      { payload: { sides: [{ entryId: 'here-1', subject: 'graphic plant' }, { entryId: 'there-1' }] } },
    ])
  })

  it('name the void decision alone, with its reason', () => {
    expect(find({ before: [opened(1, 'i1')], here: [closed(2, 'i1')], there: [graded(3, 'critical')] })).toMatchObject([
      { payload: { kind: 'decisionVoid', reason: 'isOver', sides: [{ seatId: 'there', entryId: 'there-0', by: li }] } },
    ])
  })

  it('list nothing that the later writer had seen', () => {
    const world = { here: [assigned(2, 't1')], there: [assigned(3, 't2', 'p1', { lng: 9 })] }
    const { own, arrived, ...rest } = meet(world, there)
    // The other seat's entry was here first.
    const turned = {
      own: own.map((e) => ({ ...e, position: 2 })),
      arrived: arrived.map((e) => ({ ...e, position: 1 })),
    }
    expect(findConflicts({ ...rest, own, arrived })).toHaveLength(1)
    expect(findConflicts({ ...rest, ...turned })).toEqual([])
  })

  it('list each clash at one of the two, under the same ids whenever asked again', () => {
    const entry = fc.record({ at: fc.integer({ min: 1, max: 30 }), what: fc.nat(7) })
    const tell = (seat: string) => (told: { at: number; what: number }[]) =>
      told
        .toSorted((a, b) => a.at - b.at)
        .map(({ at, what }, i): Told => {
          const id = `${seat}${i}`
          const all: Told[] = [
            opened(at, `i-${id}`, 'a1'),
            assigned(at, `t-${id}`, 'p1', { lng: at }),
            issued(at, `c-${id}`),
            graded(at, (['general', 'major', 'critical'] as const)[at % 3]!),
            closed(at, 'i1'),
            recalled(at),
            done(at),
            planStarted(at, `r-${id}`),
          ]
          return all[what]!
        })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), fc.array(entry, { maxLength: 8 }), (a, b) => {
        const before = [opened(0.1, 'i1', 'a0'), assigned(0.2, 't1', 'p9'), sent(0.3)]
        const world = { before, here: tell('h')(a), there: tell('t')(b) }
        const [atHere, atThere] = [findAt(world, here), findAt(world, there)]
        expect(findAt(world, here)).toEqual(atHere)
        const idsThere = new Set(atThere.filter(({ kind }) => kind === 'conflict.found').map(({ id }) => id))
        expect(atHere.filter(({ id }) => idsThere.has(id))).toEqual([])
        for (const { kind, payload, id, subjectId } of [...atHere, ...atThere]) {
          expect(entryKinds[kind].payload.safeParse(payload).success).toBe(true)
          expect(Math.max(id.length, subjectId.length)).toBeLessThanOrEqual(120)
        }
      }),
      { seed: 20_261_122, numRuns: 300 },
    )
  })

  it('say nothing when nothing came, or nothing was written here', () => {
    const { own, arrived, ...rest } = meet({ here: [issued(2, 'c1')], there: [issued(3, 'c2')] }, there)
    expect(findConflicts({ ...rest, own, arrived: [] })).toEqual([])
    expect(findConflicts({ ...rest, own: [], arrived })).toEqual([])
  })
})

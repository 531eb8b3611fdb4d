import { describe, expect, it } from 'vitest'
import { DeviceId, IncidentId, PersonId } from '../../domain/contract'
import type { Command, Incident, Task } from '../../domain/contract'
import { entriesOf, li, type Told } from '../../domain/folds/testEntries'
import { foldSubject } from '../../domain/folds/fold'
import type { Entry, StoredEntry } from '../../domain/journal/entry'
import { createMemoryJournal } from '../../core/iot/testMemoryJournal'
import { firstBreach } from './Breach'
import { findBentChain, findHole } from './chains'
import { findPulledClock } from './clocks'
import { findUnapproved, findUnwritten } from './commandOrder'
import { findUnequal } from './equalStates'
import { findDoubled, findTakenTwice } from './once'
import { findSilentDouble } from './people'
import { findLost } from './saved'
import { findIllegalStep } from './transitions'

const raised = (sourceAtMs: number): Told => [
  'alarm.raised',
  {
    deviceId: DeviceId.parse('d1'),
    definitionId: 'smoke',
    priority: 'urgent',
    isLifeSafety: true,
    sourceAtMs,
    arrivedAtMs: sourceAtMs,
  },
]
const acknowledged: Told = ['alarm.acknowledged', {}]
const stored = (entries: readonly Entry[]): StoredEntry[] => entries.map((entry, i) => ({ ...entry, position: i + 1 }))
const alarm = entriesOf('a1', [raised(1), acknowledged, ['alarm.returned', { sourceAtMs: 5 }]])

async function realEntries(): Promise<StoredEntry[]> {
  const journal = createMemoryJournal(() => 1_000)
  for (const text of ['a', 'b', 'c'])
    await journal.write(() => [
      { kind: 'incident.noted', subjectId: 'i1', actor: { kind: 'account', id: 'li' }, payload: { text } },
    ])
  return [...journal.entries]
}

describe('a checker finds', () => {
  it('I1: a hole, and an entry stored before the one it follows', () => {
    expect(findHole(alarm)).toBeUndefined()
    expect(findHole([alarm[0]!, alarm[2]!])?.invariant).toBe('I1')
    expect(findHole([alarm[1]!, alarm[0]!])?.text).toContain('stands where 1 should be')
  })

  it('I2: what was answered as saved and is gone', async () => {
    const entries = await realEntries()
    expect(findLost(entries, entries)).toBeUndefined()
    expect(findLost(entries, entries.slice(0, 2))?.invariant).toBe('I2')
  })

  it('I3: an id written twice, an occurrence counted twice, a command that came twice', () => {
    expect(findDoubled(stored(alarm))).toBeUndefined()
    expect(findDoubled(stored([alarm[0]!, { ...alarm[1]!, id: 'e0' }]))?.invariant).toBe('I3')
    const again = { ...alarm[0]!, id: 'x', kind: 'alarm.reoccurred', payload: { sourceAtMs: 1 } }
    expect(findDoubled(stored([...alarm, again]))?.text).toContain('counts again')
    expect(findTakenTwice(['c1', 'c2', 'c1'])?.invariant).toBe('I3')
    expect(findTakenTwice(['c1', 'c2'])).toBeUndefined()
  })

  it('I4: an alarm that no person acknowledged', () => {
    expect(findIllegalStep(alarm)).toBeUndefined()
    const byDevice = alarm.map((entry) => ({ ...entry, actor: { kind: 'device' as const, id: 'd1' } }))
    expect(findIllegalStep(byDevice)?.invariant).toBe('I4')
  })

  it('I7: a person with two tasks that no conflict names', () => {
    const task = (id: string, lng: number): Task => ({
      ...foldSubject(
        'task',
        entriesOf(id, [
          [
            'task.assigned',
            {
              incidentId: IncidentId.parse(`i-${id}`),
              personId: PersonId.parse('p1'),
              title: 't',
              instruction: 'i',
              place: { lngLat: [lng, 22] },
              isHeld: false,
            },
          ],
        ]),
      ).subject!.state,
    })
    const none = { incidents: [] as Incident[], conflicts: [] }
    expect(findSilentDouble({ ...none, tasks: [task('t1', 1)] })).toBeUndefined()
    expect(findSilentDouble({ ...none, tasks: [task('t1', 1), task('t2', 2)] })?.invariant).toBe('I7')
  })

  it('I8: what was sent without being issued or approved, answered without being sent, and what never ended', () => {
    const issued = (commandClass: 1 | 3): Told => [
      'command.issued',
      { deviceId: DeviceId.parse('d1'), service: 's', input: {}, commandClass, isHeld: false },
    ]
    const sent: Told = ['command.sent', {}]
    expect(findUnapproved(entriesOf('c1', [issued(1), sent]), [])).toBeUndefined()
    expect(findUnapproved(entriesOf('c1', [sent]), [])?.text).toContain('never issued')
    expect(findUnapproved(entriesOf('c1', [issued(3), sent]), [])?.text).toContain('nobody approved')
    const confirmed = (by: string): Told => ['command.confirmed', {}, { by: { kind: 'account', id: by } }]
    expect(findUnapproved(entriesOf('c1', [issued(3), confirmed('another'), sent]), [])).toBeUndefined()
    expect(findUnapproved(entriesOf('c1', [issued(3), confirmed(li.id), sent]), [])?.text).toContain('nobody approved')
    expect(findUnapproved(entriesOf('c1', [issued(1), ['command.answered', { answer: 'x' }]]), [])?.text).toContain(
      'sent',
    )
    const open: Command = foldSubject('command', entriesOf('c1', [issued(1)])).subject!.state
    expect(findUnapproved([], [open])?.text).toContain('still issued')
    expect(findUnwritten(['c1'], entriesOf('c1', [issued(1), sent]))).toBeUndefined()
    expect(findUnwritten(['c2'], entriesOf('c1', [issued(1), sent]))?.invariant).toBe('I8')
  })

  it('I9: a chain that was edited or whose link is missing', async () => {
    const [a, b, c] = await realEntries()
    expect(findBentChain([a!, b!, c!])).toBeUndefined()
    expect(findBentChain([a!, { ...b!, payload: { text: 'other' } }, c!])?.invariant).toBe('I9')
    expect(findBentChain([a!, c!])?.text).toContain('does not name')
  })

  it('I11: a seat that holds another state than the entries give', () => {
    const { subject } = foldSubject('alarm', alarm)
    expect(findUnequal(alarm, [{ seatId: 's', get: () => subject?.state }])).toBeUndefined()
    expect(findUnequal(alarm, [{ seatId: 's', get: () => undefined }])?.invariant).toBe('I11')
  })

  it('I12: a clock that goes back or was pulled too far', () => {
    const timed = (latestWallMs: number) => alarm.map((entry) => ({ entry, latestWallMs }))
    expect(findPulledClock(timed(1_000))).toBeUndefined()
    expect(findPulledClock(timed(-60_000))?.invariant).toBe('I12')
    expect(findPulledClock(timed(1_000).toReversed())?.text).toContain('is not after')
  })
})

it('the first breach of several checks is told', () => {
  const breach = { invariant: 'I2', text: 'x' }
  expect(firstBreach([() => undefined, () => breach, () => ({ invariant: 'I3', text: 'y' })])).toBe(breach)
  expect(firstBreach([() => undefined])).toBeUndefined()
})

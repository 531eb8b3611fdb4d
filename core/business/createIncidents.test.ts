import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ownerLeaseMs } from '../../domain/alarm/ownership'
import { AccountId, type Actor, IncidentId, type IncidentGrade, PlanRunId } from '../../domain/contract'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import { UNDO_MS } from './createDispatch'
import { dispatcher, keyOf, openTestDesk, type TestDesk } from './testDesk'

let desk: TestDesk
let incidentId: IncidentId

beforeEach(async () => {
  desk = await openTestDesk(dutyDistrict)
  const alarmId = await desk.alarm()
  ;({ incidentId } = await desk.dispatch.open({ key: keyOf('k'), alarmId, grade: 'general' }, dispatcher))
})
afterEach(() => desk.close())

const MINUTE_MS = 60_000
const incident = () => desk.journal.view.get('incident', incidentId)
const grade = (to: IncidentGrade) => desk.incidents.grade({ incidentId, grade: to, basis: 3 }, dispatcher)
const close = () => desk.incidents.close({ incidentId, result: '误报，已复位', basis: 0 }, dispatcher)
/** Another incident, with a plan that runs. */
const withPlan = async () => {
  const started = await desk.click({ key: 'k2', alarmId: await desk.alarm('AL-2', 'YG-T2-1906') })
  incidentId = started.incidentId
  return PlanRunId.parse(started.planRunId)
}

describe('who handles an incident', () => {
  const other = { kind: 'account', id: 'A-other', name: '吴刚' } as const
  const take = (actor: Actor, fromOwner?: string) =>
    desk.incidents.take(
      {
        key: keyOf(`t${(taken += 1)}`),
        incidentId,
        ...(fromOwner !== undefined && { fromOwner: AccountId.parse(fromOwner) }),
      },
      actor,
    )
  let taken = 0

  it('is one person: another takes over only by naming him, and lets go only what is his own', async () => {
    await take(dispatcher)
    expect(incident()?.owner).toMatchObject({ accountId: dispatcher.id, untilMs: desk.clock.nowMs + ownerLeaseMs })
    await expect(take(other)).rejects.toMatchObject({ code: 'ownedByAnother' })
    await expect(desk.incidents.release({ key: keyOf('r1'), incidentId }, other)).rejects.toMatchObject({
      code: 'ownedByAnother',
    })
    await take(other, dispatcher.id)
    expect(incident()?.owner).toMatchObject({ accountId: 'A-other', name: '吴刚' })
    await desk.incidents.release({ key: keyOf('r2'), incidentId }, other)
    expect(incident()).not.toHaveProperty('owner')
  })

  it('stays it while he works on it, and nobody handles one that is closed', async () => {
    await take(dispatcher)
    await desk.pass(10 * MINUTE_MS)
    await desk.incidents.note({ key: keyOf('n'), incidentId, text: '已到现场' }, dispatcher)
    expect(incident()?.owner).toMatchObject({ untilMs: desk.clock.nowMs + ownerLeaseMs })
    await close()
    await expect(take(dispatcher)).rejects.toMatchObject({ code: 'illegalState' })
  })
})

describe('the clock for the report to the leaders (white paper 6.2.4 (2))', () => {
  it('starts when an incident is graded as larger or above', async () => {
    expect(incident()?.reportDueAtMs).toBeUndefined()
    await desk.pass(MINUTE_MS)
    await grade('larger')
    expect(incident()).toMatchObject({ grade: 'larger', reportDueAtMs: desk.clock.nowMs + 30 * MINUTE_MS })
    expect((await desk.entries('incident.graded'))[0]).toMatchObject({ basis: 3, payload: { from: 'general' } })
  })

  it.each(['critical', 'larger'] as const)('runs on when the grade becomes %s', async (next) => {
    await grade('major')
    const dueAtMs = incident()?.reportDueAtMs
    await desk.pass(20 * MINUTE_MS)
    await grade(next)
    expect(incident()).toMatchObject({ grade: next, reportDueAtMs: dueAtMs })
  })

  it('ends with a grade that asks for no report, and starts anew with one that does', async () => {
    await grade('larger')
    await grade('general')
    expect(incident()?.reportDueAtMs).toBeUndefined()
    await desk.pass(MINUTE_MS)
    await grade('larger')
    expect(incident()?.reportDueAtMs).toBe(desk.clock.nowMs + 30 * MINUTE_MS)
  })

  it('is not touched by the grade that holds already', async () => {
    await grade('larger')
    const before = desk.journal.view.position
    await grade('larger')
    expect(desk.journal.view.position).toBe(before)
  })
})

describe('a note', () => {
  const note = (key: string, text: string) => desk.incidents.note({ key: keyOf(key), incidentId, text }, dispatcher)

  it('is written once however often it is told', async () => {
    await Promise.all([note('n1', '现场无明火'), note('n1', '现场无明火')])
    await note('n1', '现场无明火')
    await note('n2', '现场无明火')
    expect((await desk.entries('incident.noted')).map((entry) => entry.payload)).toEqual([
      { text: '现场无明火' },
      { text: '现场无明火' },
    ])
  })
})

describe('a report', () => {
  it('is a deed of who made it', async () => {
    await desk.incidents.report({ incidentId, to: '刘国栋' }, dispatcher)
    expect(incident()?.reported).toEqual({ by: dispatcher, atMs: desk.clock.nowMs })
  })
})

describe('closing', () => {
  it('ends the incident with its result', async () => {
    await close()
    expect(incident()).toMatchObject({ state: 'closed', closed: { result: '误报，已复位', by: dispatcher } })
  })

  // req: R-4.1.1.7-07
  it('clears the alarms of it whose condition is gone, resets what latches, and leaves what stands', async () => {
    const alarmIds = ['AL-gone', 'AL-latched', 'AL-stands']
    const engine = { kind: 'system', id: 'alarms' } as const
    for (const id of alarmIds) await desk.alarm(id, 'YG-T2-1906')
    const { nowMs } = desk.clock
    await desk.journal.write(() => [
      ...alarmIds.map((id) => ({
        kind: 'alarm.linked' as const,
        subjectId: id,
        actor: dispatcher,
        payload: { incidentId },
      })),
      { kind: 'alarm.returned', subjectId: 'AL-gone', actor: engine, payload: { sourceAtMs: nowMs } },
      { kind: 'alarm.latched', subjectId: 'AL-latched', actor: engine, payload: { sourceAtMs: nowMs } },
    ])
    await close()
    const view = (id: string) => desk.journal.view.get('alarm', id)
    expect(view('AL-gone')).toMatchObject({ state: 'returned', acknowledged: { by: dispatcher } })
    expect(view('AL-latched')).toMatchObject({ state: 'returned', acknowledged: { by: dispatcher } })
    expect(view('AL-stands')).toMatchObject({ state: 'unacknowledged' })
  })

  it('recalls who was sent, takes back who is held, and leaves who is done', async () => {
    await withPlan()
    await desk.pass(UNDO_MS)
    const [one] = desk.list('task')
    await desk.tell('P1', one!.id, 'done')
    await desk.dispatch.assign(
      { key: keyOf('more'), incidentId, personIds: [dutyDistrict.people[3]!.id], instruction: '增援' },
      dispatcher,
    )
    await close()
    expect(desk.list('task').map((task) => [task.personId, task.state, task.endedNote])).toEqual([
      ['P1', 'done', undefined],
      ['P2', 'recalled', 'incidentClosed'],
      ['P4', 'withdrawn', 'incidentClosed'],
    ])
  })

  it('recalls also whom another seat sent to the same incident under another number', async () => {
    const first = incidentId
    const planRunId = await withPlan()
    const [second, click] = [incidentId, { incidentId: first, result: '误报，已复位', basis: 0 }]
    await desk.pass(UNDO_MS)
    await desk.journal.write(() => [
      { kind: 'incident.merged', subjectId: second, actor: dispatcher, payload: { intoIncidentId: first } },
    ])
    await desk.incidents.close(click, dispatcher)
    expect(desk.list('task').map((task) => [task.incidentId, task.state])).toEqual([
      [second, 'recalled'],
      [second, 'recalled'],
    ])
    expect(desk.journal.view.get('planRun', planRunId)?.state).toBe('finished')
  })

  it('skips what the plan has not done, and finishes it', async () => {
    const planRunId = await withPlan()
    await desk.pass(UNDO_MS)
    await desk.incidents.completeStep({ planRunId, stepId: 'confirm' }, dispatcher)
    await close()
    const run = desk.journal.view.get('planRun', planRunId)
    expect(run?.state).toBe('finished')
    expect(run?.steps.map((step) => [step.stepId, step.state])).toEqual([
      ['confirm', 'done'],
      ['send', 'skipped'],
      ['lifts', 'skipped'],
      ['cordon', 'skipped'],
      ['leaders', 'skipped'],
    ])
    expect((await desk.entries()).filter((entry) => entry.voidReason !== undefined)).toEqual([])
  })

  it('keeps in the house what waits for a link: commands and messages of the incident, and no others', async () => {
    await withPlan()
    await desk.pass(UNDO_MS)
    desk.link.isUp = false
    const [person] = dutyDistrict.people
    await desk.journal.write(() =>
      [incidentId, undefined].map((id, at) => ({
        kind: 'message.queued',
        subjectId: `M-${at}`,
        actor: dispatcher,
        payload: { incidentId: id, personId: person!.id, text: '集合', isHeld: false },
      })),
    )
    const [sent] = desk.list('command')
    await desk.journal.write(() => [
      { kind: 'command.sent', subjectId: sent!.id, actor: dispatcher, payload: { incidentId } },
    ])
    await close()
    expect(desk.list('command').map((command) => command.state)).toEqual(['sent', 'withdrawn'])
    expect(desk.list('message').map((message) => [message.id, message.state])).toEqual([
      ['M-0', 'withdrawn'],
      ['M-1', 'queued'],
    ])
  })

  it('touches nothing of another incident', async () => {
    await withPlan()
    await desk.pass(UNDO_MS)
    incidentId = IncidentId.parse('I-k')
    await close()
    expect(desk.list('planRun').map((run) => run.state)).toEqual(['running'])
    expect(desk.list('task').map((task) => task.state)).toEqual(['sent', 'sent'])
  })

  it('leaves nothing that can be decided any more', async () => {
    await close()
    const before = desk.journal.view.position
    for (const deed of [
      close(),
      grade('major'),
      desk.incidents.report({ incidentId, to: '刘国栋' }, dispatcher),
      desk.incidents.note({ key: keyOf('n'), incidentId, text: '补记' }, dispatcher),
    ])
      await expect(deed).rejects.toMatchObject({ code: 'illegalState' })
    incidentId = IncidentId.parse('I-none')
    await expect(close()).rejects.toMatchObject({ code: 'notFound' })
    expect(desk.journal.view.position).toBe(before)
  })
})

describe('a step that a person ends', () => {
  it('is refused before the plan runs, before its turn, and when it is unknown', async () => {
    const planRunId = await withPlan()
    const complete = (stepId: string) => desk.incidents.completeStep({ planRunId, stepId }, dispatcher)
    await expect(complete('confirm')).rejects.toMatchObject({ code: 'illegalState' })
    await desk.pass(UNDO_MS)
    await expect(complete('leaders')).rejects.toMatchObject({ code: 'illegalState' })
    await expect(complete('nothing')).rejects.toMatchObject({ code: 'notFound' })
    await complete('confirm')
    await expect(complete('confirm')).rejects.toMatchObject({ code: 'illegalState' })
  })

  it('can be skipped before its turn, with the reason', async () => {
    const planRunId = await withPlan()
    await desk.pass(UNDO_MS)
    await desk.incidents.skipStep({ planRunId, stepId: 'leaders', note: '已电话上报' }, dispatcher)
    expect(desk.journal.view.get('planRun', planRunId)?.steps.at(-1)).toMatchObject({
      state: 'skipped',
      note: '已电话上报',
    })
  })
})

describe('the export', () => {
  // req: R-4.1.3-03
  it('holds the incident with everything that belongs to it, as it is now, and every entry', async () => {
    const planRunId = await withPlan()
    await desk.pass(UNDO_MS)
    await desk.journal.write(() => [
      {
        kind: 'message.queued',
        subjectId: 'M-1',
        actor: dispatcher,
        payload: { incidentId, personId: dutyDistrict.people[2]!.id, text: '请到场', isHeld: false },
      },
    ])
    await desk.settle()
    await close()
    await desk.settle()
    const story = await desk.incidents.export({ incidentId })
    expect(story).toMatchObject({
      incident: { id: incidentId, state: 'closed' },
      planRun: { id: planRunId, state: 'finished' },
      exportedAtMs: desk.clock.nowMs,
    })
    expect(story.alarms.map((alarm) => alarm.id)).toEqual(['AL-2'])
    expect(story.tasks.map((task) => task.id)).toEqual(desk.list('task').map((task) => task.id))
    expect(story.commands).toHaveLength(2)
    expect(story.messages.map((message) => message.id)).toEqual(['M-1'])
    const others = new Set(['AL-1', 'I-k'])
    expect(story.entries).toEqual((await desk.entries()).filter((entry) => !others.has(entry.subject.id)))
  })

  it('finds an incident that left the memory of the seat', async () => {
    await close()
    await desk.pass(13 * 3_600_000)
    await desk.restart()
    expect(incident()).toBeUndefined()
    const story = await desk.incidents.export({ incidentId })
    expect(story.incident.state).toBe('closed')
    expect(story.alarms).toHaveLength(1)
  })

  it('is refused for an incident that nobody knows', async () => {
    await expect(desk.incidents.export({ incidentId: IncidentId.parse('I-none') })).rejects.toMatchObject({
      code: 'notFound',
    })
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AlarmId, IncidentId, PlanId, TaskId } from '../../domain/contract'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import { UNDO_MS } from './createDispatch'
import { dispatcher, ids, keyOf, openTestDesk, type TestDesk } from './testDesk'

let desk: TestDesk
let alarmId: AlarmId

beforeEach(async () => {
  desk = await openTestDesk(dutyDistrict)
  alarmId = await desk.alarm()
})
afterEach(() => desk.close())

const assign = (key: string, incidentId: IncidentId, ...people: string[]) =>
  desk.dispatch.assign({ key: keyOf(key), incidentId, personIds: ids(...people), instruction: '增援' }, dispatcher)
const statesOf = () => desk.list('task').map((task) => [task.personId, task.state])

describe('what one click would do', () => {
  const chosen = async (query: { grade?: 'general' | 'critical'; planId?: PlanId } = {}) => {
    const { candidates, planId } = await desk.dispatch.propose({ alarmId, ...query })
    return { planId, candidates: candidates.map((c) => `${c.personId}${c.isChosen ? '*' : ''}`) }
  }

  // req: R-6.2.3-02
  it('grades by type and urgency, names the place, and takes the plan that fits', async () => {
    expect(await desk.dispatch.propose({ alarmId })).toMatchObject({
      incidentType: 'fire',
      grade: 'major',
      planId: 'fire',
      title: { zh: '小城中心 T2 · 18F 感烟火警', en: 'Smoke alarm, Small Centre T2 · 18F' },
      basis: desk.journal.view.position,
    })
  })

  it('offers the people with the skill of the plan, nearest first, and chooses as many as it asks for', async () => {
    expect(await chosen()).toEqual({ planId: 'fire', candidates: ['P1*', 'P2*'] })
  })

  it('puts people who are on a task after those who are free, and chooses none of them', async () => {
    await desk.alarm('AL-2', 'YG-T2-1906')
    await desk.click({ key: 'other', alarmId: AlarmId.parse('AL-2'), people: ['P1'] })
    expect((await chosen()).candidates).toEqual(['P2*', 'P1'])
  })

  it('leaves out people whose handset is silent', async () => {
    desk.live.setState('H1', 'offline')
    desk.people.refresh()
    expect((await chosen()).candidates).toEqual(['P2*'])
  })

  it('takes the plan for the higher grade when the desk grades higher', async () => {
    expect((await chosen({ grade: 'critical' })).planId).toBe('fire-critical')
  })

  it('offers the two nearest of everybody when no plan fits', async () => {
    const { planId, candidates } = await chosen({ grade: 'general' })
    expect(planId).toBeUndefined()
    expect(candidates.slice(0, 3)).toEqual(['P1*', 'P5*', 'P4'])
    expect(candidates).toHaveLength(5)
  })

  it('takes the plan that the desk chose, whatever its grade', async () => {
    expect((await chosen({ grade: 'general', planId: PlanId.parse('fire-critical') })).planId).toBe('fire-critical')
  })

  it('says which devices and people the first steps reach, and what material lies near', async () => {
    const { commands, messages, materials } = await desk.dispatch.propose({ alarmId })
    expect(commands.map((c) => [c.stepId, c.deviceId])).toEqual([
      ['lifts', 'DT-T2-2'],
      ['lifts', 'DT-T2-1'],
    ])
    expect(messages).toEqual([])
    expect(materials.map((m) => m.materialId)).toEqual(['M1'])
  })

  it('refuses an alarm, a device or a plan that nobody knows', async () => {
    await expect(desk.dispatch.propose({ alarmId: AlarmId.parse('AL-9') })).rejects.toMatchObject({ code: 'notFound' })
    const stray = await desk.alarm('AL-3', 'unknown')
    await expect(desk.dispatch.propose({ alarmId: stray })).rejects.toMatchObject({ code: 'notFound' })
    await expect(chosen({ planId: PlanId.parse('flood') })).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('the one click', () => {
  // req: R-4.1.1.7-06
  it('opens the incident, takes the alarm, starts the plan and holds a task for each of the chosen, in one go', async () => {
    const before = desk.journal.view.position
    const { incidentId, planRunId, sendAtMs } = await desk.click()
    expect(sendAtMs).toBe(desk.clock.nowMs + UNDO_MS)
    expect(desk.journal.view.get('incident', incidentId)).toMatchObject({
      number: 'SJ-20261122-1600',
      type: 'fire',
      grade: 'major',
      state: 'open',
      title: { zh: '小城中心 T2 · 18F 感烟火警', en: 'Smoke alarm, Small Centre T2 · 18F' },
      alarmIds: [alarmId],
      planRunId,
      reportDueAtMs: desk.clock.nowMs + 30 * 60_000,
      opened: { by: dispatcher },
    })
    const mine = { accountId: dispatcher.id, sinceMs: desk.clock.nowMs }
    expect(desk.journal.view.get('alarm', alarmId)).toMatchObject({ incidentId, state: 'acknowledged', owner: mine })
    expect(desk.journal.view.get('incident', incidentId)?.owner).toMatchObject(mine)
    expect(desk.journal.view.get('planRun', planRunId!)).toMatchObject({ state: 'held', planId: 'fire', sendAtMs })
    expect(desk.list('task')).toMatchObject([
      { personId: 'P1', state: 'held', stepId: 'send', instruction: '带灭火器到场', sendAtMs },
      { personId: 'P2', state: 'held', stepId: 'send', planRunId },
    ])
    const entries = (await desk.entries()).filter((entry) => entry.position > before)
    expect(entries.every((entry) => entry.basis === before && entry.voidReason === undefined)).toBe(true)
  })

  it('tells of each task the same way and walking time as the proposal did', async () => {
    const { candidates } = await desk.dispatch.propose({ alarmId })
    await desk.click()
    expect(desk.list('task').map(({ distanceM, walkS }) => ({ distanceM, walkS }))).toEqual(
      candidates.map(({ distanceM, walkS }) => ({ distanceM, walkS })),
    )
  })

  it('is one click however often it is told', async () => {
    const first = await desk.click()
    desk.clock.advance(2_000)
    expect(await desk.click()).toEqual(first)
    expect(desk.list('incident')).toHaveLength(1)
    expect(desk.list('task')).toHaveLength(2)
  })

  it('is one click also when it is told twice at the same time', async () => {
    const [first, second] = await Promise.all([desk.click(), desk.click()])
    expect(second).toEqual(first)
    expect(desk.list('task')).toHaveLength(2)
  })

  it('is answered as the click it was, also after the seat was started anew', async () => {
    const first = await desk.click()
    await desk.restart()
    expect(await desk.click()).toEqual(first)
  })

  it('refuses somebody who was taken meanwhile, and writes nothing', async () => {
    await desk.alarm('AL-2', 'YG-T2-1906')
    await desk.click({ key: 'other', alarmId: AlarmId.parse('AL-2'), people: ['P2'] })
    const before = desk.journal.view.position
    await expect(desk.click()).rejects.toMatchObject({ code: 'worldMoved', details: { personId: 'P2' } })
    expect(desk.journal.view.position).toBe(before)
    expect(desk.journal.view.get('alarm', alarmId)?.incidentId).toBeUndefined()
  })

  it('lets one of two clicks have somebody whom both want', async () => {
    const second = await desk.alarm('AL-2', 'YG-T2-1906')
    const clicks = await Promise.allSettled([
      desk.click({ key: 'a', people: ['P1'] }),
      desk.click({ key: 'b', alarmId: second, people: ['P1'] }),
    ])
    expect(clicks.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(statesOf()).toEqual([['P1', 'held']])
  })

  it('sends nobody twice who is named twice', async () => {
    await desk.click({ people: ['P1', 'P1'] })
    expect(statesOf()).toEqual([['P1', 'held']])
  })

  it('refuses an alarm that has an incident by now', async () => {
    const { incidentId } = await desk.click({ people: ['P1'] })
    await expect(desk.click({ key: 'k2', people: ['P2'] })).rejects.toMatchObject({
      code: 'worldMoved',
      details: { incidentId },
    })
    expect(desk.list('incident')).toHaveLength(1)
  })

  it('refuses a person whom nobody knows', async () => {
    await expect(desk.click({ people: ['P9'] })).rejects.toMatchObject({ code: 'notFound' })
    expect(desk.list('incident')).toEqual([])
  })

  it('sends people without a plan when none fits: with the first advice of the alarm', async () => {
    const { planRunId } = await desk.click({ grade: 'general', people: ['P4'] })
    expect(planRunId).toBeUndefined()
    expect(desk.list('planRun')).toEqual([])
    expect(desk.list('task')).toMatchObject([{ personId: 'P4', instruction: '看视频，判真假', state: 'held' }])
    await desk.pass(UNDO_MS - 1)
    expect(desk.link.deliveries).toEqual([])
    await desk.pass(1)
    expect(statesOf()).toEqual([['P4', 'sent']])
  })

  it('starts the plan of the desk and not the one that fits', async () => {
    const { planRunId } = await desk.click({ planId: PlanId.parse('fire-critical') })
    expect(desk.journal.view.get('planRun', planRunId!)?.planId).toBe('fire-critical')
  })

  it('tells incidents of one minute apart by their number', async () => {
    await desk.click({ people: [] })
    const second = await desk.alarm('AL-2', 'YG-T2-1906')
    await desk.click({ key: 'k2', alarmId: second, people: [] })
    expect(desk.list('incident').map((i) => i.number)).toEqual(['SJ-20261122-1600', 'SJ-20261122-1600-2'])
  })

  it('keeps the acknowledgement of whoever took the alarm before', async () => {
    await desk.journal.write(() => [
      { kind: 'alarm.acknowledged', subjectId: alarmId, actor: { kind: 'account', id: 'A-2' }, payload: {} },
    ])
    await desk.click()
    expect(desk.journal.view.get('alarm', alarmId)).toMatchObject({
      acknowledged: { by: { id: 'A-2' } },
      alsoAcknowledged: [],
    })
  })
})

describe('undoing the click', () => {
  const undo = (incidentId: IncidentId) => desk.dispatch.undo({ incidentId }, dispatcher)

  it.each(['general', 'major'] as const)('takes everything back within its window (%s)', async (grade) => {
    const { incidentId } = await desk.click({ grade })
    await desk.pass(UNDO_MS - 1)
    await undo(incidentId)
    await desk.pass(60_000)
    expect(desk.link.tries).toBe(0)
    expect(desk.journal.view.get('incident', incidentId)?.state).toBe('withdrawn')
    expect(desk.list('planRun').every((run) => run.state === 'withdrawn')).toBe(true)
    expect(statesOf()).toEqual([
      ['P1', 'withdrawn'],
      ['P2', 'withdrawn'],
    ])
    expect(desk.people.stateOf(ids('P1')[0]!)?.duty).toBe('free')
    // The alarm can be answered anew.
    expect(await desk.click({ key: 'again' })).toBeDefined()
    expect((await desk.entries()).filter((entry) => entry.voidReason !== undefined)).toEqual([])
  })

  it.each(['general', 'major'] as const)('is too late when the orders have left (%s)', async (grade) => {
    const { incidentId } = await desk.click({ grade })
    await desk.pass(UNDO_MS)
    await expect(undo(incidentId)).rejects.toMatchObject({ code: 'tooLate' })
    expect(desk.journal.view.get('incident', incidentId)?.state).toBe('open')
  })

  it('is too late at the end of the window also when the orders wait for the link', async () => {
    desk.link.isUp = false
    const { incidentId } = await desk.click({ grade: 'general' })
    await desk.pass(UNDO_MS)
    // Reinforcements have a window of their own; it does not prolong that of the click.
    await assign('more', incidentId, 'P4')
    await expect(undo(incidentId)).rejects.toMatchObject({ code: 'tooLate' })
  })

  it('is still possible when one of the tasks was taken back before', async () => {
    const { incidentId } = await desk.click()
    const [first] = desk.list('task')
    await desk.dispatch.recall({ taskId: first!.id, reason: '换人' }, dispatcher)
    await undo(incidentId)
    expect(desk.journal.view.get('incident', incidentId)?.state).toBe('withdrawn')
    expect((await desk.entries()).filter((entry) => entry.voidReason !== undefined)).toEqual([])
  })

  it('is refused for an incident that sent nobody, one undone before, and one unknown', async () => {
    const { incidentId } = await desk.dispatch.open({ key: keyOf('k'), alarmId, grade: 'major' }, dispatcher)
    await expect(undo(incidentId)).rejects.toMatchObject({ code: 'tooLate' })
    const second = await desk.click({ alarmId: await desk.alarm('AL-2', 'YG-T2-1906') })
    await undo(second.incidentId)
    await expect(undo(second.incidentId)).rejects.toMatchObject({ code: 'illegalState' })
    await expect(undo(IncidentId.parse('I-none'))).rejects.toMatchObject({ code: 'illegalState' })
  })
})

describe('an incident without sending anybody', () => {
  it('is opened once, and takes the alarm', async () => {
    const open = () => desk.dispatch.open({ key: keyOf('k'), alarmId, grade: 'general' }, dispatcher)
    const [first, second] = await Promise.all([open(), open()])
    expect(second).toEqual(first)
    expect(await open()).toEqual(first)
    expect(desk.list('incident')).toMatchObject([{ state: 'open', grade: 'general' }])
    expect(desk.list('incident')[0]?.reportDueAtMs).toBeUndefined()
    expect(desk.journal.view.get('alarm', alarmId)?.incidentId).toBe(first.incidentId)
    expect(desk.list('task')).toEqual([])
  })
})

describe('reinforcements', () => {
  it('are held for a window of their own, then sent', async () => {
    const { incidentId } = await desk.click({ people: ['P1'] })
    await desk.pass(UNDO_MS)
    const { taskIds, sendAtMs } = await assign('more', incidentId, 'P4', 'P5')
    expect(sendAtMs).toBe(desk.clock.nowMs + UNDO_MS)
    await desk.pass(UNDO_MS - 1)
    expect(taskIds.map((id) => desk.journal.view.get('task', id)?.state)).toEqual(['held', 'held'])
    await desk.pass(1)
    expect(taskIds.map((id) => desk.journal.view.get('task', id))).toMatchObject([
      { personId: 'P4', state: 'sent', instruction: '增援' },
      { personId: 'P5', state: 'sent' },
    ])
  })

  it('are assigned once however often the click is told', async () => {
    const { incidentId } = await desk.click({ people: [] })
    const [first, second] = await Promise.all([
      assign('more', incidentId, 'P4', 'P4', 'P5'),
      assign('more', incidentId, 'P4', 'P4', 'P5'),
    ])
    expect(first.taskIds).toHaveLength(2)
    expect(second).toEqual(first)
    await desk.pass(1_000)
    expect(await assign('more', incidentId, 'P4', 'P4', 'P5')).toEqual(first)
    expect(statesOf()).toEqual([
      ['P4', 'held'],
      ['P5', 'held'],
    ])
  })

  it('are refused when somebody is taken or the incident is not open', async () => {
    const { incidentId } = await desk.click({ people: ['P1'] })
    await expect(assign('a', incidentId, 'P4', 'P1')).rejects.toMatchObject({ code: 'worldMoved' })
    expect(statesOf()).toEqual([['P1', 'held']])
    await desk.incidents.close({ incidentId, result: '误报', basis: 0 }, dispatcher)
    await expect(assign('b', incidentId, 'P4')).rejects.toMatchObject({ code: 'illegalState' })
  })
})

describe('taking a task back', () => {
  const recall = (taskId: TaskId) => desk.dispatch.recall({ taskId, reason: '换人' }, dispatcher)

  it('withdraws what is still held: the handset never hears of it', async () => {
    await desk.click({ people: ['P1', 'P2'] })
    await recall(desk.list('task')[0]!.id)
    await desk.pass(60_000)
    expect(statesOf()).toEqual([
      ['P1', 'withdrawn'],
      ['P2', 'sent'],
    ])
    expect(desk.link.deliveries.map((d) => [d.handset.id, d.kind])).toEqual([['H2', 'task']])
  })

  it('recalls what was sent: the handset is told', async () => {
    await desk.click({ people: ['P1'] })
    await desk.pass(UNDO_MS)
    const { id } = desk.list('task').find((task) => task.personId === 'P1')!
    await recall(id)
    await desk.settle()
    expect(desk.journal.view.get('task', id)).toMatchObject({ state: 'recalled', endedNote: '换人' })
    expect(desk.link.deliveries).toContainEqual(
      expect.objectContaining({ kind: 'recall', id, body: { taskId: id, reason: '换人' } }),
    )
  })

  it('is refused for a task that has ended or never was', async () => {
    await desk.click({ people: ['P1'] })
    const { id } = desk.list('task')[0]!
    await recall(id)
    await expect(recall(id)).rejects.toMatchObject({ code: 'illegalState' })
    await expect(recall(TaskId.parse('T-none'))).rejects.toMatchObject({ code: 'illegalState' })
  })
})

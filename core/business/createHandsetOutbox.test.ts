import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HandsetDelivery } from '../../connectors/site'
import { IdempotencyKey, type IncidentId, type Task } from '../../domain/contract'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import { UNDO_MS } from './createDispatch'
import { dispatcher, openTestDesk, type TestDesk } from './testDesk'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk(dutyDistrict)
  await desk.alarm()
})
afterEach(() => desk.close())

/** One person sent without a plan: nothing but the task is on its way. */
const sendOne = async (): Promise<{ incidentId: IncidentId; task: Task }> => {
  const { incidentId } = await desk.click({ grade: 'general', people: ['P1'] })
  await desk.pass(UNDO_MS)
  const [task] = desk.list('task')
  if (!task) throw new Error('no task')
  return { incidentId, task }
}
const recall = (task: Task) => desk.dispatch.recall({ taskId: task.id, reason: '换人' }, dispatcher)
const queueMessage = (isHeld = false) =>
  desk.journal.write(() => [
    {
      kind: 'message.queued',
      subjectId: 'M-1',
      actor: dispatcher,
      payload: { personId: dutyDistrict.people[2]!.id, text: '请回电', isHeld },
    },
  ])
const took = (kind?: HandsetDelivery['kind']) =>
  desk.link.deliveries.filter((d) => kind === undefined || d.kind === kind).map((d) => `${d.handset.id} ${d.kind}`)
const stateOf = (task: Task) => desk.journal.view.get('task', task.id)?.state

describe('a task on its way to a handset', () => {
  it('stays in the house while it is held', async () => {
    await desk.click({ grade: 'general' })
    await desk.pass(UNDO_MS - 1)
    expect(desk.link.tries).toBe(0)
  })

  it('leaves once at its release, with all that a person needs to go', async () => {
    const { incidentId, task } = await sendOne()
    await desk.pass(60_000)
    expect(desk.link.deliveries).toMatchObject([
      {
        kind: 'task',
        id: task.id,
        handset: { id: 'H1' },
        body: {
          taskId: task.id,
          number: desk.journal.view.get('incident', incidentId)?.number,
          grade: 'general',
          title: '小城中心 T2 · 18F 感烟火警',
          instruction: '看视频，判真假',
          place: '小城中心 T2 · 18F',
          lng: task.place.lngLat[0],
          lat: task.place.lngLat[1],
          floor: 18,
        },
      },
    ])
    expect(stateOf(task)).toBe('sent')
    expect(await desk.entries('task.sent')).toHaveLength(1)
  })

  it('says title, instruction, place and what is urged in the language of its reader, and its number as the desk says it', async () => {
    const people = dutyDistrict.people.map((person) => (person.id === 'P1' ? { ...person, language: 'en' } : person))
    const english = await openTestDesk({ ...dutyDistrict, people } as typeof dutyDistrict)
    try {
      await english.alarm()
      await english.click({ grade: 'general', people: ['P1'] })
      await english.pass(UNDO_MS)
      const [task] = english.list('task')
      const { number } = english.list('incident')[0]!
      await english.orders.urge({ key: IdempotencyKey.parse('urge-in-english'), taskId: task!.id }, dispatcher)
      await english.pass(1_000)
      const bodies = english.link.deliveries.map(({ body }) => body)
      expect(bodies[0]).toMatchObject({ order: `${number}-1`, number })
      expect(JSON.stringify(bodies)).not.toMatch(/[\u4e00-\u9fff]/)
      expect(bodies[1]).toMatchObject({ text: expect.stringMatching(/^\[Urgent\] SJ-.*-1 /) })
    } finally {
      await english.close()
    }
  })

  // req: R-4.1.3.6-05
  it('waits while the link is down, and leaves once when it is up', async () => {
    desk.link.isUp = false
    const { task } = await sendOne()
    for (let second = 0; second < 3; second++) await desk.pass(1_000)
    expect(desk.link.tries).toBeGreaterThan(1)
    expect(await desk.entries('task.sent')).toEqual([])
    desk.link.isUp = true
    await desk.pass(1_000)
    await desk.pass(1_000)
    expect(took()).toEqual(['H1 task'])
    expect(stateOf(task)).toBe('sent')
    expect(desk.errors).toEqual([])
  })

  it('is not sent a second time because its first sending takes long', async () => {
    desk.link.isSlow = true
    await sendOne()
    await queueMessage()
    await desk.pass(5_000)
    desk.link.isSlow = false
    desk.link.arrive()
    await desk.settle()
    expect(took('task')).toEqual(['H1 task'])
  })

  it('is not sent a second time because the disk could not take the entry', async () => {
    await desk.click({ grade: 'general', people: ['P1'] })
    desk.disk.failures = 1
    await desk.pass(UNDO_MS)
    expect(await desk.entries('task.sent')).toEqual([])
    await desk.pass(1_000)
    expect(await desk.entries('task.sent')).toHaveLength(1)
    expect(took()).toEqual(['H1 task'])
    expect(desk.errors).toHaveLength(1)
  })

  it('still leaves when its plan was ended by hand before the link came up', async () => {
    desk.link.isUp = false
    const { planRunId } = await desk.click({ people: ['P1'] })
    await desk.pass(UNDO_MS)
    for (const { id } of dutyDistrict.plans[0]!.steps.toReversed())
      await desk.incidents.skipStep({ planRunId: planRunId!, stepId: id, note: '口头下达' }, dispatcher)
    await desk.settle()
    expect(desk.list('planRun')[0]?.state).toBe('finished')
    desk.link.isUp = true
    await desk.pass(1_000)
    expect(took('task')).toEqual(['H1 task'])
  })

  it('leaves after a restart when it waited, and only then', async () => {
    desk.link.isUp = false
    await sendOne()
    desk.link.isUp = true
    await desk.restart()
    expect(took()).toEqual(['H1 task'])
    await desk.restart()
    expect(took()).toEqual(['H1 task'])
  })
})

describe('a recall', () => {
  it('reaches the handset once', async () => {
    const { task } = await sendOne()
    await recall(task)
    await desk.pass(60_000)
    expect(took()).toEqual(['H1 task', 'H1 recall'])
  })

  it('waits while the link is down', async () => {
    const { task } = await sendOne()
    desk.link.isUp = false
    await recall(task)
    await desk.pass(2_000)
    expect(took('recall')).toEqual([])
    desk.link.isUp = true
    await desk.pass(1_000)
    await desk.pass(1_000)
    expect(took('recall')).toEqual(['H1 recall'])
  })

  it('is not told to a handset that never had the task', async () => {
    desk.link.isUp = false
    const { task } = await sendOne()
    await recall(task)
    desk.link.isUp = true
    await desk.pass(5_000)
    expect(took()).toEqual([])
  })

  it('follows a task that was called off while it was on its way', async () => {
    desk.link.isSlow = true
    const { task } = await sendOne()
    await recall(task)
    desk.link.isSlow = false
    desk.link.arrive()
    await desk.settle()
    expect(stateOf(task)).toBe('recalled')
    expect(took()).toEqual(['H1 task', 'H1 recall'])
  })

  it('goes to everybody on the way when the incident is closed', async () => {
    const { incidentId } = await desk.click({ people: ['P1', 'P2'] })
    await desk.pass(UNDO_MS)
    await desk.incidents.close({ incidentId, result: '误报', basis: 0 }, dispatcher)
    await desk.settle()
    expect(took('recall')).toEqual(['H1 recall', 'H2 recall'])
  })
})

describe('a message', () => {
  it('leaves once, waits while the link is down, and is found again after a restart', async () => {
    desk.link.isUp = false
    await queueMessage()
    await desk.settle()
    await desk.restart()
    expect(took()).toEqual([])
    desk.link.isUp = true
    await desk.pass(1_000)
    await desk.pass(5_000)
    expect(desk.link.deliveries).toMatchObject([
      { kind: 'message', id: 'M-1', handset: { id: 'H3' }, body: { messageId: 'M-1', text: '请回电' } },
    ])
    expect(desk.list('message')).toMatchObject([{ state: 'sent' }])
  })

  it('stays in the house while it is held', async () => {
    await queueMessage(true)
    await desk.pass(60_000)
    expect(desk.link.tries).toBe(0)
  })

  it('is delivered and read as its handset says', async () => {
    await queueMessage()
    await desk.settle()
    await desk.tell('P1', 'M-1', 'read', 'message')
    expect(desk.list('message')).toMatchObject([{ state: 'sent' }])
    await desk.tell('P3', 'M-1', 'delivered', 'message')
    await desk.tell('P3', 'M-1', 'accepted', 'message')
    await desk.tell('P3', 'M-1', 'read', 'message')
    expect(desk.list('message')).toMatchObject([{ state: 'read', deliveredAtMs: desk.clock.nowMs }])
  })
})

describe('a receipt', () => {
  it('moves the task on, in the name of the person who carries the handset', async () => {
    const { task } = await sendOne()
    for (const state of ['delivered', 'accepted', 'arrived', 'done'] as const) {
      await desk.pass(1_000)
      await desk.tell('P1', task.id, state)
      expect(stateOf(task)).toBe(state)
    }
    const [accepted] = await desk.entries('task.accepted')
    expect(accepted).toMatchObject({
      actor: { kind: 'person', id: 'P1', name: 'P1 号' },
      payload: { incidentId: task.incidentId, sourceAtMs: accepted!.hlc.ms },
    })
  })

  it('is one entry however often it is told', async () => {
    const { task } = await sendOne()
    await desk.tell('P1', task.id, 'accepted')
    await desk.pass(1_000)
    await desk.tell('P1', task.id, 'accepted')
    await desk.restart()
    await desk.tell('P1', task.id, 'accepted')
    expect(await desk.entries('task.accepted')).toHaveLength(1)
  })

  it('counts only from the handset that carries the task', async () => {
    const { task } = await sendOne()
    const before = desk.journal.view.position
    await desk.tell('P2', task.id, 'done')
    await desk.tell('P1', 'T-none', 'done')
    await desk.tell('P1', task.id, 'done', 'message')
    await desk.tell('P1', task.id, 'read')
    expect(desk.journal.view.position).toBe(before)
    expect(stateOf(task)).toBe('sent')
  })

  it('says why somebody does not go, at most as long as an entry takes', async () => {
    const { task } = await sendOne()
    const device = desk.registry.findDevice('H1')!
    await desk.outbox.receive({
      device,
      subject: { kind: 'task', id: task.id },
      state: 'declined',
      sourceAtMs: desk.clock.nowMs,
      note: '在处理'.repeat(300),
    })
    expect(desk.journal.view.get('task', task.id)).toMatchObject({ state: 'declined', endedNote: expect.any(String) })
    expect(desk.journal.view.get('task', task.id)?.endedNote).toHaveLength(500)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PersonId, TaskId } from '../../domain/contract'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import { UNDO_MS } from './createDispatch'
import { URGE_EVERY_MS } from './createOrders'
import { dispatcher, keyOf, openTestDesk, type TestDesk } from './testDesk'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk(dutyDistrict)
  await desk.alarm()
  await desk.click({ grade: 'major' })
})
afterEach(() => desk.close())

const orderOf = (personId: string) => {
  const task = desk.list('task').find((each) => each.personId === personId)
  if (!task) throw new Error(`${personId} has no order`)
  return task
}
const sent = () => desk.pass(UNDO_MS)
const urge = async (personId: string, key: string, text?: string) => {
  await desk.orders.urge({ key: keyOf(key), taskId: orderOf(personId).id, text }, dispatcher)
  await desk.settle()
}
const heard = (handset: string) =>
  desk.link.deliveries.filter((each) => each.handset.id === handset).map(({ kind, body }) => [kind, body['text']])

describe('an order', () => {
  it('gets a number and its limits when it is made: those of its step, else of the grade', async () => {
    const { sendAtMs = 0 } = orderOf('P1')
    // The step of the plan gives three minutes.
    expect(orderOf('P1')).toMatchObject({
      ordinal: 1,
      acceptByAtMs: sendAtMs + 120_000,
      doneByAtMs: sendAtMs + 180_000,
    })
    expect(orderOf('P2')).toMatchObject({ ordinal: 2 })
    const [incident] = desk.list('incident')
    await desk.dispatch.assign(
      {
        key: keyOf('more'),
        incidentId: incident!.id,
        personIds: [PersonId.parse('P4')],
        instruction: '增援',
      },
      dispatcher,
    )
    expect(orderOf('P4')).toMatchObject({
      ordinal: 3,
      doneByAtMs: (orderOf('P4').sendAtMs ?? 0) + 30 * 60_000,
    })
  })
})

describe('urging', () => {
  // req: R-4.1.1.7-09
  it('reaches the handset of the handler, and stands in the record with who did it and what he said', async () => {
    await sent()
    await urge('P1', 'u1', '人还在等')
    expect(heard('H1')).toEqual([
      ['task', undefined],
      ['message', expect.stringMatching(/^【催办】SJ-.*-1 .*带灭火器到场。人还在等$/)],
    ])
    expect(desk.link.deliveries.at(-1)?.body).toMatchObject({ taskId: orderOf('P1').id })
    expect(orderOf('P1').urged).toMatchObject({ count: 1, last: { by: dispatcher }, text: '人还在等' })
    expect(await desk.entries('task.urged')).toHaveLength(1)
  })

  it('told twice with one key is one, though a minute has not passed', async () => {
    await sent()
    await urge('P1', 'u1')
    await urge('P1', 'u1')
    expect(orderOf('P1').urged?.count).toBe(1)
    expect(heard('H1')).toHaveLength(2)
  })

  it('is refused for a minute after the last one, whoever asks, and only for that order', async () => {
    await sent()
    await urge('P1', 'u1')
    await expect(urge('P1', 'u2')).rejects.toMatchObject({ code: 'urgedJustNow', details: { restMs: URGE_EVERY_MS } })
    await urge('P2', 'u3')
    await desk.pass(URGE_EVERY_MS)
    await urge('P1', 'u4')
    expect(orderOf('P1').urged?.count).toBe(2)
  })

  it('is refused when nothing is left to do, before the order has left, and for one that nobody knows', async () => {
    await expect(urge('P1', 'u1')).rejects.toMatchObject({ code: 'illegalState' })
    await sent()
    await desk.tell('P1', orderOf('P1').id, 'done')
    await expect(urge('P1', 'u2')).rejects.toMatchObject({ code: 'taskEnded' })
    await desk.dispatch.recall({ taskId: orderOf('P2').id, reason: '不用' }, dispatcher)
    await expect(urge('P2', 'u3')).rejects.toMatchObject({ code: 'taskEnded' })
    const unknown = TaskId.parse('T-9')
    await expect(desk.orders.urge({ key: keyOf('u4'), taskId: unknown }, dispatcher)).rejects.toMatchObject({
      code: 'notFound',
    })
    expect(desk.list('message').filter(({ taskId }) => taskId !== undefined)).toEqual([])
  })
})

describe('handing an order over', () => {
  const reassign = async (from: string, to: string, key = 'r1', reason?: string) => {
    const taskId = orderOf(from).id
    const made = await desk.orders.reassign(
      { key: keyOf(key), taskId, personId: PersonId.parse(to), reason },
      dispatcher,
    )
    await desk.settle()
    return made
  }

  it('calls the one back and sends the other in one deed, with the same work for the same step', async () => {
    await sent()
    const former = orderOf('P1')
    const { taskId } = await reassign('P1', 'P4', 'r1', '更近')
    expect(orderOf('P1')).toMatchObject({ state: 'recalled', endedNote: '更近' })
    const { planRunId, stepId, instruction, doneByAtMs } = former
    expect(orderOf('P4')).toMatchObject({
      id: taskId,
      state: 'sent',
      fromTaskId: former.id,
      ordinal: 3,
      planRunId,
      stepId,
      instruction,
      doneByAtMs,
    })
    expect(heard('H1').map(([kind]) => kind)).toEqual(['task', 'recall'])
    expect(heard('H4').map(([kind]) => kind)).toEqual(['task'])
  })

  it('told twice is one', async () => {
    await sent()
    const former = orderOf('P1').id
    const made = await reassign('P1', 'P4')
    const again = await desk.orders.reassign(
      { key: keyOf('r1'), taskId: former, personId: PersonId.parse('P4') },
      dispatcher,
    )
    expect(again).toEqual(made)
    expect(desk.list('task')).toHaveLength(3)
  })

  it('before it has left leaves nothing on the first handset, and waits out the same undo window', async () => {
    await reassign('P1', 'P4')
    expect(orderOf('P1').state).toBe('withdrawn')
    expect(orderOf('P4').state).toBe('held')
    await sent()
    expect(heard('H1')).toEqual([])
    expect(heard('H4').map(([kind]) => kind)).toEqual(['task'])
  })

  it('is refused to somebody who is taken, to the same person, to nobody, and of what is over; nothing is half done', async () => {
    await sent()
    await expect(reassign('P1', 'P2')).rejects.toMatchObject({ code: 'worldMoved' })
    await expect(reassign('P1', 'P1')).rejects.toMatchObject({ code: 'alreadySet' })
    await expect(reassign('P1', 'P9')).rejects.toMatchObject({ code: 'notFound' })
    expect(orderOf('P1').state).toBe('sent')
    await desk.tell('P1', orderOf('P1').id, 'done')
    await expect(reassign('P1', 'P4')).rejects.toMatchObject({ code: 'taskEnded' })
  })
})

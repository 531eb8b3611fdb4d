import { afterEach, beforeEach, expect, it } from 'vitest'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import { REMIND_EVERY_MS } from '../../domain/dispatch/dueReminder'
import { UNDO_MS } from './createDispatch'
import { openTestDesk, type TestDesk } from './testDesk'

let desk: TestDesk
/** Limits of the step that P1 is sent by, after it has left: 2 min to accept for a major fire, 3 min to be done. */
const ACCEPT_MS = 120_000
const DONE_MS = 180_000

beforeEach(async () => {
  desk = await openTestDesk(dutyDistrict)
  await desk.alarm()
  await desk.click({ people: ['P1'] })
  await desk.pass(UNDO_MS)
})
afterEach(() => desk.close())

/** Time goes by as it does, not in one leap. */
const passes = async (ms: number) => {
  for (let restMs = ms; restMs > 0; restMs -= 20_000) await desk.pass(Math.min(20_000, restMs))
}
const texts = () =>
  desk.link.deliveries.filter(({ kind }) => kind === 'message').map(({ body }) => String(body['text']).slice(-12))
const order = () => desk.list('task').find(({ personId }) => personId === 'P1')!

// req: R-4.1.1.7-10
it('the handset of a handler tells him that nobody accepted in time, that it is not done in time, and again in intervals', async () => {
  await passes(ACCEPT_MS - 20_000)
  expect(texts()).toEqual([])
  await passes(40_000)
  expect(texts()).toEqual([expect.stringContaining('请立即接单')])
  await passes(DONE_MS - ACCEPT_MS)
  expect(texts()).toEqual([expect.anything(), expect.stringContaining('请尽快完成')])
  await passes(REMIND_EVERY_MS)
  expect(order().reminded).toMatchObject({ count: 3, limit: 'done', nth: 1 })
  expect((await desk.entries('task.reminded')).map(({ payload }) => payload['limit'])).toEqual([
    'accept',
    'done',
    'done',
  ])
  expect(desk.errors).toEqual([])
})

it('whoever accepts and is done in time hears nothing', async () => {
  await desk.tell('P1', order().id, 'accepted')
  await passes(ACCEPT_MS + 20_000)
  await desk.tell('P1', order().id, 'done')
  await passes(REMIND_EVERY_MS)
  expect(texts()).toEqual([])
})

it('a restart, and a disk that was full, remind of nothing twice and of nothing less', async () => {
  await passes(ACCEPT_MS - 20_000)
  desk.disk.failures = 1
  await passes(60_000)
  expect(desk.errors).toHaveLength(1)
  expect(await desk.entries('task.reminded')).toHaveLength(1)
  await desk.restart()
  await passes(20_000)
  expect(await desk.entries('task.reminded')).toHaveLength(1)
  expect(texts()).toHaveLength(1)
})

it('a reminder that was written as the core died is told again by the next one, in the same words under the same name, until the next is due', async () => {
  await passes(ACCEPT_MS + 20_000)
  const [written] = desk.reminded.splice(0)
  expect(written).toMatchObject({ personId: 'P1', way: 'sms' })
  await desk.restart()
  expect(desk.reminded).toEqual([written])
  expect(await desk.entries('task.reminded')).toHaveLength(1)
  await desk.tell('P1', order().id, 'accepted')
  await desk.tell('P1', order().id, 'done')
  desk.reminded.splice(0)
  await desk.restart()
  expect(desk.reminded).toEqual([])
})

it('what is brought to phones is what was written: the first of a limit to read, the next to hear', async () => {
  await passes(DONE_MS + REMIND_EVERY_MS + 20_000)
  expect(desk.reminded.map(({ personId, way }) => [personId, way])).toEqual([
    ['P1', 'sms'],
    ['P1', 'sms'],
    ['P1', 'voice'],
  ])
  expect(new Set(desk.reminded.map(({ id }) => id)).size).toBe(3)
})

it('two seats that are apart write the same reminder under the same ids, so that it counts once when they meet', async () => {
  const other = await openTestDesk(dutyDistrict)
  try {
    await other.alarm()
    await other.click({ people: ['P1'] })
    await other.pass(UNDO_MS)
    // One of them looks later than the other.
    await other.pass(ACCEPT_MS)
    await other.pass(15_000)
    await passes(ACCEPT_MS + 20_000)
    const idsOf = async (seat: TestDesk) =>
      (await seat.entries()).filter(({ id }) => /:(reminded|queued)$/.test(id)).map(({ id, subject }) => [id, subject])
    expect(await idsOf(desk)).toHaveLength(2)
    expect(await idsOf(other)).toEqual(await idsOf(desk))
  } finally {
    await other.close()
  }
})

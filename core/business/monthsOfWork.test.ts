import { afterEach, expect, it } from 'vitest'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import { grown, watchCollections } from '../../tests/support/watchCollections'
import { UNDO_MS } from './createDispatch'
import { dispatcher, openTestDesk, type TestDesk } from './testDesk'

/** Longer than what is over stays in memory. */
const shiftMs = 13 * 3_600_000

const stops: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** One incident from its alarm to its end: an order done, another called off, a message, a plan that ran. */
async function shift(desk: TestDesk, nth: number): Promise<void> {
  const device = { kind: 'device', id: 'YG-T2-1806' } as const
  const alarmId = await desk.alarm(`AL-${nth}`)
  const { incidentId } = await desk.click({ key: `k${nth}`, alarmId, planId: dutyDistrict.plans[0]!.id })
  await desk.journal.write(() => [
    {
      kind: 'message.queued',
      subjectId: `M-${nth}`,
      actor: dispatcher,
      payload: { personId: dutyDistrict.people[2]!.id, text: '请回电', isHeld: false },
    },
  ])
  await desk.pass(UNDO_MS)
  const [task] = desk.list('task').filter((each) => each.incidentId === incidentId && each.personId === 'P1')
  for (const state of ['delivered', 'accepted', 'arrived', 'done'] as const) await desk.tell('P1', task!.id, state)
  await desk.tell('P3', `M-${nth}`, 'delivered', 'message')
  await desk.journal.write(() => [{ kind: 'alarm.acknowledged', subjectId: alarmId, actor: dispatcher, payload: {} }])
  const payload = { sourceAtMs: desk.clock.nowMs }
  await desk.journal.write(() => [{ kind: 'alarm.returned', subjectId: alarmId, actor: device, payload }])
  await desk.incidents.close({ incidentId, result: '已处置', basis: 0 }, dispatcher)
  await desk.pass(1_000)
  for (const message of desk.list('message').filter(({ state }) => state === 'sent'))
    await desk.tell(message.personId, message.id, 'delivered', 'message')
  desk.link.deliveries.splice(0)
  desk.clock.jump(shiftMs)
  await desk.pass(1_000)
}

it('keeps nothing of what is over: after ten shifts as much is held as after four', async () => {
  const collections = watchCollections('core/')
  stops.push(collections.stop)
  const desk = await openTestDesk(dutyDistrict)
  stops.push(() => desk.close())
  let nth = 0
  while (nth < 4) await shift(desk, (nth += 1))
  const before = await collections.held()
  while (nth < 10) await shift(desk, (nth += 1))
  expect(grown(before, await collections.held())).toEqual({})
  expect(before.size).toBeGreaterThan(10)
  expect(desk.errors).toEqual([])
})

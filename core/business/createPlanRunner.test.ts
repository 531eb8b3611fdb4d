import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlanRunId } from '../../domain/contract'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import { UNDO_MS } from './createDispatch'
import { dispatcher, openTestDesk, type TestDesk } from './testDesk'

let desk: TestDesk

beforeEach(async () => {
  desk = await openTestDesk(dutyDistrict)
  await desk.alarm()
})
afterEach(() => desk.close())

/** The click, with its undo window over. */
const released = async (options: Parameters<TestDesk['click']>[0] = {}) => {
  const { incidentId, planRunId } = await desk.click(options)
  await desk.pass(UNDO_MS)
  if (!planRunId) throw new Error('no plan')
  return { incidentId, planRunId }
}
const run = () => desk.list('planRun')[0]!
const steps = () => Object.fromEntries(run().steps.map((step) => [step.stepId, step.state]))
const tasksOf = (stepId: string) => desk.list('task').filter((task) => task.stepId === stepId)
const endCommands = async (kind: 'command.answered' | 'command.failed') => {
  await desk.journal.write((view) =>
    [...view.list('command')].flatMap(({ id, incidentId }) => [
      { kind: 'command.sent', subjectId: id, actor: dispatcher, payload: { incidentId } },
      { kind, subjectId: id, actor: dispatcher, payload: { incidentId, answer: '' } },
    ]),
  )
  await desk.settle()
}
const endTasks = async (stepId: string) => {
  for (const task of tasksOf(stepId)) await desk.tell(task.personId, task.id, 'done')
}
const complete = async (planRunId: PlanRunId, stepId: string) => {
  await desk.incidents.completeStep({ planRunId, stepId }, dispatcher)
  await desk.settle()
}
/** How often each kind of entry was written. */
const written = async () => {
  const counts: Record<string, number> = {}
  for (const { kind } of await desk.entries()) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

describe('a plan', () => {
  it('does nothing before its undo window is over, and starts what waits for nothing then', async () => {
    await desk.click()
    await desk.pass(UNDO_MS - 1)
    expect(run().state).toBe('held')
    expect(desk.list('command')).toEqual([])
    await desk.pass(1)
    expect(run().state).toBe('running')
    expect(steps()).toEqual({
      confirm: 'running',
      send: 'running',
      lifts: 'running',
      cordon: 'waiting',
      leaders: 'waiting',
    })
  })

  it('says by when a step with a limit must be done', async () => {
    await released()
    const step = run().steps.find((s) => s.stepId === 'send')
    expect(step?.dueAtMs).toBe(step!.startedAtMs! + 180_000)
  })

  it('leaves the step of the click to the people who were chosen with it', async () => {
    await released({ people: ['P2'] })
    expect(tasksOf('send').map((task) => task.personId)).toEqual(['P2'])
  })

  it('sends the nearest free people with the skill when nobody was chosen', async () => {
    await released({ people: [] })
    expect(tasksOf('send')).toMatchObject([
      { personId: 'P1', state: 'sent', instruction: '带灭火器到场' },
      { personId: 'P2', state: 'sent' },
    ])
  })

  it('commands the devices that the step means, each once', async () => {
    const { incidentId } = await released()
    expect(desk.list('command')).toMatchObject([
      { deviceId: 'DT-T2-2', service: 'fire_recall', commandClass: 3, state: 'issued', incidentId },
      { deviceId: 'DT-T2-1', service: 'fire_recall', reason: 'F-01 电梯迫降', issued: { by: { kind: 'plan' } } },
    ])
  })

  it('starts a step when those before it have ended, and hands its tasks to people who are not taken', async () => {
    await released({ people: ['P1', 'P2'] })
    expect(tasksOf('cordon')).toEqual([])
    await endCommands('command.answered')
    expect(steps()).toMatchObject({ lifts: 'done', cordon: 'running' })
    // P2 has the skill as well, and is on the way already.
    expect(
      tasksOf('cordon')
        .map((task) => task.personId)
        .sort(),
    ).toEqual(['P4', 'P5'])
  })

  it('takes nobody for two steps that start in the same moment', async () => {
    await desk.close()
    const plans = dutyDistrict.plans.map((plan) => ({
      ...plan,
      steps: plan.steps.filter(({ action }) => action.kind === 'task').map((step) => ({ ...step, after: [] })),
    }))
    desk = await openTestDesk({ ...dutyDistrict, plans })
    await desk.alarm()
    // Without P5 the two nearest with the skill are P4 and P2, who is also the second for the first step.
    desk.live.setState('H5', 'offline')
    desk.people.refresh()
    await released({ people: [] })
    expect(tasksOf('send').map((task) => task.personId)).toEqual(['P1', 'P2'])
    expect(tasksOf('cordon').map((task) => task.personId)).toEqual(['P4'])
  })

  it('goes on when a step failed', async () => {
    const { planRunId } = await released()
    await endCommands('command.failed')
    expect(steps()).toMatchObject({ lifts: 'failed', cordon: 'running' })
    expect(run().steps.find((s) => s.stepId === 'lifts')?.note).toBe('0/2')
    await complete(planRunId, 'confirm')
    await endTasks('cordon')
    expect(steps()).toMatchObject({ leaders: 'running' })
  })

  it('fails a step that finds nobody free, and says so', async () => {
    for (const handset of ['H1', 'H2', 'H4', 'H5']) desk.live.setState(handset, 'offline')
    desk.people.refresh()
    await released({ people: [] })
    expect(run().steps.find((s) => s.stepId === 'send')).toMatchObject({ state: 'failed', note: 'nobodyFree' })
  })

  it('waits with a step to confirm for a person', async () => {
    const { planRunId } = await released()
    await desk.pass(120_000)
    expect(steps()).toMatchObject({ confirm: 'running' })
    await complete(planRunId, 'confirm')
    expect(run().steps.find((s) => s.stepId === 'confirm')).toMatchObject({ state: 'done', done: { by: dispatcher } })
  })

  it('has a step of tasks done when each has ended and one was done', async () => {
    await released()
    const [one, two] = tasksOf('send')
    await desk.tell('P1', one!.id, 'done')
    expect(steps()).toMatchObject({ send: 'running' })
    await desk.tell('P2', two!.id, 'declined')
    expect(run().steps.find((s) => s.stepId === 'send')).toMatchObject({ state: 'done', note: '1/2' })
  })

  it('sees what is written in the very moment in which it looks', async () => {
    await released()
    const [one, two] = tasksOf('send')
    // Lands in the same commit as the runner's look after the first receipt.
    const stop = desk.journal.onCommitted(() => {
      stop()
      void desk.tell('P2', two!.id, 'done')
    })
    await desk.tell('P1', one!.id, 'done')
    await desk.settle()
    expect(steps()).toMatchObject({ send: 'done' })
  })

  it('tells the people of a post by message, and is finished when each has it', async () => {
    const { planRunId } = await released()
    await endCommands('command.answered')
    await endTasks('send')
    await endTasks('cordon')
    await complete(planRunId, 'confirm')
    const [message] = desk.list('message')
    expect(message).toMatchObject({
      personId: 'P3',
      state: 'sent',
      text: 'SJ-20261122-1600 小城中心 T2 · 18F 感烟火警：火情已证实',
    })
    expect(run().state).toBe('running')
    await desk.tell('P3', message!.id, 'delivered', 'message')
    expect(run()).toMatchObject({ state: 'finished' })
    expect(steps()).toEqual({ confirm: 'done', send: 'done', lifts: 'done', cordon: 'done', leaders: 'done' })
    expect((await desk.entries()).filter((entry) => entry.voidReason !== undefined)).toEqual([])
  })

  it('is finished when its last steps were skipped', async () => {
    const { planRunId } = await released()
    for (const stepId of ['confirm', 'send', 'lifts', 'cordon', 'leaders'])
      await desk.incidents.skipStep({ planRunId, stepId, note: '误报' }, dispatcher)
    await desk.settle()
    expect(run().state).toBe('finished')
  })

  it('ends with its incident: nothing starts any more', async () => {
    const { incidentId } = await released()
    await desk.incidents.close({ incidentId, result: '误报', basis: 0 }, dispatcher)
    const before = await written()
    await endCommands('command.answered')
    await desk.pass(60_000)
    expect(run().state).toBe('finished')
    expect(desk.list('task').filter((task) => task.stepId === 'cordon')).toEqual([])
    expect((await written())['planRun.stepStarted']).toBe(before['planRun.stepStarted'])
  })

  it('never leaves when its incident is closed within the undo window', async () => {
    const { incidentId } = await desk.click()
    await desk.incidents.close({ incidentId, result: '误报', basis: 0 }, dispatcher)
    await desk.pass(60_000)
    expect(run().state).toBe('withdrawn')
    expect(desk.link.tries).toBe(0)
  })

  it('goes on by itself after the disk refused to write', async () => {
    await desk.click()
    desk.disk.failures = 2
    await desk.pass(UNDO_MS)
    expect(run().state).toBe('held')
    for (let second = 0; second < 5; second++) await desk.pass(1_000)
    expect(steps()).toMatchObject({ send: 'running', lifts: 'running' })
    expect(desk.errors).toHaveLength(2)
  })
})

describe('a seat that is started anew', () => {
  it('goes on with a held plan: it leaves at the end of its window, not before', async () => {
    await desk.click()
    await desk.pass(1_000)
    await desk.restart(1_000)
    await desk.pass(2_999)
    expect(run().state).toBe('held')
    await desk.pass(1)
    expect(run().state).toBe('running')
    expect(desk.link.deliveries.map((d) => d.handset.id)).toEqual(['H1', 'H2'])
  })

  it('lets a plan go at once whose window ended while it was down', async () => {
    await desk.click()
    await desk.restart(60_000)
    await desk.pass(0)
    expect(run().state).toBe('running')
  })

  it('lets nothing go that was undone', async () => {
    const { incidentId } = await desk.click()
    await desk.dispatch.undo({ incidentId }, dispatcher)
    await desk.restart(60_000)
    await desk.pass(60_000)
    expect(desk.link.tries).toBe(0)
  })

  it('goes on in every phase where it stood, and does nothing a second time', async () => {
    const { planRunId } = await released()
    const onlyMore = async (phase: () => Promise<unknown>) => {
      await phase()
      const before = await written()
      const sent = desk.link.deliveries.length
      await desk.restart(10_000)
      await desk.pass(0)
      expect(await written()).toEqual(before)
      expect(desk.link.deliveries).toHaveLength(sent)
    }
    await onlyMore(async () => undefined)
    await onlyMore(() => endTasks('send'))
    await onlyMore(() => endCommands('command.answered'))
    await onlyMore(() => complete(planRunId, 'confirm'))
    await onlyMore(() => endTasks('cordon'))
    await onlyMore(async () => desk.tell('P3', desk.list('message')[0]!.id, 'delivered', 'message'))
    expect(run().state).toBe('finished')
    expect(await written()).toMatchObject({ 'task.assigned': 4, 'command.issued': 2, 'message.queued': 1 })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AlarmId, Refused, type Task } from '../../domain/contract'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import type { Draft } from '../journal/Journal'
import { createMemoryJournal, type MemoryJournal } from '../iot/testMemoryJournal'
import { UNDO_MS } from './createDispatch'
import { createParts, createWorld, dispatcher, ids, keyOf, raised, type Parts, type World } from './testDesk'

/** Two steps of the plan send people in the same moment, and one more later: more than there are. */
const district = {
  ...dutyDistrict,
  plans: dutyDistrict.plans.map((plan) => ({
    ...plan,
    steps: plan.steps.flatMap((step) => (step.id === 'cordon' ? [{ ...step, id: 'gate', after: [] }, step] : [step])),
  })),
}
const alarms = ['AL-1', 'AL-2', 'AL-3']
const person = fc.constantFrom('P1', 'P2', 'P4', 'P5')
const some = fc.array(person, { maxLength: 3 })
const which = fc.nat({ max: 7 })

/** What desks, handsets, links and disks do, in any order. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('click' as const), at: which, people: some, isPlanned: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('assign' as const), at: which, people: some }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('undo', 'recall', 'skip', 'close', 'raise'), at: which }) },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('receipt' as const),
      at: which,
      state: fc.constantFrom('delivered', 'accepted', 'arrived', 'done', 'declined'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('wait' as const), ms: fc.constantFrom(1, 900, 1_000, 4_999, 5_000) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('disk' as const), failures: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('link', 'slow', 'answer', 'restart') }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Run {
  world: World
  journal: MemoryJournal
  parts: Parts
}

const settle = async ({ journal }: Run) => {
  for (let still = 0; still < 3; still++) {
    const before = journal.entries.length
    await new Promise((resolve) => setImmediate(resolve))
    if (journal.entries.length !== before) still = -1
  }
}
const pick = <T>(all: Iterable<T>, at: number): T | undefined => {
  const list = [...all]
  return list[at % Math.max(1, list.length)]
}

/** Begins what a step says. Refusals are answers; anything else fails the property. */
async function begin(run: Run, step: Step): Promise<void> {
  const { world, journal, parts } = run
  const { view } = journal
  const incident = 'at' in step ? pick(view.list('incident'), step.at) : undefined
  const task = 'at' in step ? pick(view.list('task'), step.at) : undefined
  const refused = (error: unknown) => {
    if (!(error instanceof Refused)) throw error
  }
  switch (step.what) {
    case 'click':
      await parts.dispatch
        .start(
          {
            // Often the same key again: a click told twice.
            key: keyOf(`k${step.at % 4}`),
            alarmId: AlarmId.parse(pick(alarms, step.at)),
            grade: step.isPlanned ? 'major' : 'general',
            personIds: ids(...step.people),
            basis: 0,
          },
          dispatcher,
        )
        .catch(refused)
      break
    case 'assign':
      if (incident && step.people.length > 0)
        await parts.dispatch
          .assign(
            { key: keyOf(`a${step.at}`), incidentId: incident.id, personIds: ids(...step.people), instruction: '增援' },
            dispatcher,
          )
          .catch(refused)
      break
    case 'undo':
      if (incident) await parts.dispatch.undo({ incidentId: incident.id }, dispatcher).catch(refused)
      break
    case 'recall':
      if (task) await parts.dispatch.recall({ taskId: task.id, reason: '换人' }, dispatcher).catch(refused)
      break
    case 'skip': {
      const planRun = pick(view.list('planRun'), step.at)
      const stepId = planRun && pick(planRun.steps, step.at)?.stepId
      if (planRun && stepId !== undefined)
        await parts.incidents.skipStep({ planRunId: planRun.id, stepId, note: '口头' }, dispatcher).catch(refused)
      break
    }
    case 'answer':
      await journal.write((view) =>
        [...view.list('command')].flatMap(({ id }): Draft[] => [
          { kind: 'command.sent', subjectId: id, actor: dispatcher, payload: {} },
          { kind: 'command.answered', subjectId: id, actor: dispatcher, payload: { answer: '' } },
        ]),
      )
      break
    case 'close':
      if (incident)
        await parts.incidents.close({ incidentId: incident.id, result: '完', basis: 0 }, dispatcher).catch(refused)
      break
    case 'raise':
      await journal.write(() => [raised(pick(alarms, step.at) ?? '', 'YG-T2-1806', world.clock.nowMs)])
      break
    case 'receipt': {
      const carrier = task && world.registry.people.find((p) => p.id === task.personId)
      const device = carrier && world.registry.findDevice(carrier.handsetId)
      if (!device) return
      const subject = { kind: 'task' as const, id: task.id }
      await parts.outbox.receive({ device, subject, state: step.state, sourceAtMs: world.clock.nowMs }).catch(refused)
      break
    }
    case 'wait':
      world.clock.advance(step.ms)
      break
    case 'link':
      world.link.isUp = !world.link.isUp
      break
    case 'slow':
      world.link.isSlow = !world.link.isSlow
      if (!world.link.isSlow) world.link.arrive()
      break
    case 'disk':
      world.disk.failures = step.failures
      break
    case 'restart':
      parts.stop()
      run.parts = createParts(journal, world)
  }
}

/** End of the undo window of a task: of its plan for one that was chosen with the click, else its own. */
const releaseMs = (task: Task): number => task.sendAtMs ?? task.assigned.atMs

function check({ world, journal }: Run): void {
  const open = new Map<string, string>()
  for (const task of journal.view.list('task')) {
    if (isOpenTask(task)) {
      expect(open.get(task.personId), `${task.personId} has two open tasks`).toBeUndefined()
      open.set(task.personId, task.id)
    }
    if (task.sentAtMs !== undefined) expect(task.sentAtMs).toBeGreaterThanOrEqual(releaseMs(task))
  }
  for (const { kind, id } of world.link.deliveries.splice(0)) {
    const task = kind === 'task' ? journal.view.get('task', id) : undefined
    if (task) expect(world.clock.nowMs, `${id} left before its release`).toBeGreaterThanOrEqual(releaseMs(task))
  }
  for (const incident of journal.view.list('incident')) {
    if (incident.state === 'open') continue
    const run = incident.planRunId && journal.view.get('planRun', incident.planRunId)
    if (run) expect(['finished', 'withdrawn']).toContain(run.state)
    for (const task of journal.view.list('task'))
      if (task.incidentId === incident.id) expect(isOpenTask(task), `${task.id} outlives its incident`).toBe(false)
  }
}

describe('clicks, receipts, links and restarts in any order', () => {
  it('never let an order leave before its release, never give anybody two tasks, and never outlive their incident', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 25 }), async (moments) => {
        const world = createWorld(district)
        const journal = createMemoryJournal(world.clock.now)
        const run: Run = { world, journal, parts: createParts(journal, world) }
        try {
          await journal.write(() => alarms.map((id) => raised(id, 'YG-T2-1806', world.clock.nowMs)))
          for (const moment of moments) {
            // What happens in one moment is not waited for: it meets in the journal's queue.
            await Promise.all(moment.map((step) => begin(run, step)))
            await settle(run)
            check(run)
          }
          // In the end nothing is stuck: with link and disk sound, everything released has left.
          world.disk.failures = 0
          world.link.isUp = true
          world.link.isSlow = false
          world.link.arrive()
          for (let second = 0; second < 2 + UNDO_MS / 1_000; second++) {
            world.clock.advance(1_000)
            await settle(run)
          }
          check(run)
          for (const task of journal.view.list('task')) expect(['held', 'assigned']).not.toContain(task.state)
          for (const planRun of journal.view.list('planRun')) expect(planRun.state).not.toBe('held')
          for (const error of world.errors) expect(error).toBeInstanceOf(Refused)
        } finally {
          run.parts.stop()
        }
      }),
      { numRuns: 300, seed: 20_261_122 },
    )
  })
})

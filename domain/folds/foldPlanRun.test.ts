import { describe, expect, it } from 'vitest'
import { IncidentId, PlanId } from '../contract/primitives'
import { foldSubject } from './fold'
import { entriesOf, li, type Told, wu } from './testEntries'

const started: Told = [
  'planRun.started',
  {
    incidentId: IncidentId.parse('i1'),
    planId: PlanId.parse('F-01'),
    planVersion: 1,
    sendAtMs: 6_000,
    stepIds: ['s1', 's2'],
  },
]
const released: Told = ['planRun.released', {}]
const withdrawn: Told = ['planRun.withdrawn', { reason: 'undone' }]
const finished: Told = ['planRun.finished', {}]
const stepStarted = (stepId = 's1'): Told => ['planRun.stepStarted', { stepId, dueAtMs: 60_000 }]
const stepDone = (note?: string, by = li): Told => [
  'planRun.stepDone',
  { stepId: 's1', ...(note !== undefined && { note }) },
  { by },
]
const stepSkipped: Told = ['planRun.stepSkipped', { stepId: 's1', note: 'not needed' }]
const stepFailed: Told = ['planRun.stepFailed', { stepId: 's1', note: 'no answer' }]

const fold = (...told: Told[]) => {
  const { subject, voids } = foldSubject('planRun', entriesOf('r1', told))
  return { run: subject?.state, step: subject?.state.steps[0], voids: Object.fromEntries(voids) }
}

describe('a plan run', () => {
  it('is held, then runs, then is finished', () => {
    expect(fold(started).run).toMatchObject({
      state: 'held',
      sendAtMs: 6_000,
      steps: [
        { stepId: 's1', state: 'waiting' },
        { stepId: 's2', state: 'waiting' },
      ],
    })
    expect(fold(started, released).run?.state).toBe('running')
    expect(fold(started, released, finished).run?.state).toBe('finished')
  })

  it.each<[string, Told[], string, Record<string, string>]>([
    ['started twice is one', [started, started], 'held', { e1: 'alreadyCreated' }],
    ['can be undone while it is held', [started, withdrawn], 'withdrawn', {}],
    ['can not be undone once it was released', [started, released, withdrawn], 'running', { e2: 'tooLate' }],
    ['is not released after it was undone', [started, withdrawn, released], 'withdrawn', { e2: 'isOver' }],
    ['is released once', [started, released, released], 'running', { e2: 'alreadySo' }],
    [
      'is finished though the release sorts later: a clock was behind',
      [started, finished, released],
      'finished',
      { e2: 'isOver' },
    ],
    ['has no steps but its own', [started, released, stepStarted('s9')], 'running', { e2: 'unknownStep' }],
    ['takes no step when it is over', [started, released, finished, stepDone()], 'finished', { e3: 'isOver' }],
  ])('%s', (_, told, state, voids) => {
    expect(fold(...told)).toMatchObject({ run: { state } })
    expect(fold(...told).voids).toEqual(voids)
  })
})

describe('a step', () => {
  it('runs with a time limit and is done with a note', () => {
    expect(fold(started, released, stepStarted()).step).toEqual({
      stepId: 's1',
      state: 'running',
      startedAtMs: 3_000,
      dueAtMs: 60_000,
    })
    expect(fold(started, released, stepStarted(), stepDone('ok')).step).toMatchObject({
      state: 'done',
      done: { by: li, atMs: 4_000 },
      note: 'ok',
    })
  })

  it.each<[string, Told[], string, Record<string, string>]>([
    [
      'done twice is one step with the first receipt',
      [stepDone('first'), stepDone('second', wu)],
      'done',
      { e3: 'alreadySo' },
    ],
    ['done after it was skipped is done: work is a fact', [stepSkipped, stepDone()], 'done', {}],
    ['done after it failed is done', [stepFailed, stepDone()], 'done', {}],
    ['skipped after it was done stays done', [stepDone(), stepSkipped], 'done', { e3: 'alreadySo' }],
    ['that failed may be skipped', [stepFailed, stepSkipped], 'skipped', {}],
    ['that was skipped does not fail', [stepSkipped, stepFailed], 'skipped', { e3: 'isOver' }],
    ['starts once', [stepStarted(), stepStarted()], 'running', { e3: 'alreadySo' }],
  ])('%s', (_, told, state, voids) => {
    const folded = fold(started, released, ...told)
    expect(folded.step?.state).toBe(state)
    expect(folded.voids).toEqual(voids)
  })

  it('done after it was skipped loses the reason of skipping', () => {
    expect(fold(started, released, stepSkipped, stepDone()).step).not.toHaveProperty('note')
  })
})

import { describe, expect, it } from 'vitest'
import type { Command, LngLat, Person, PersonState, Place, Plan, PlanRun, Road, Task } from '../contract'
import { choosePlan } from './choosePlan'
import { createRouteNetwork } from './createRouteNetwork'
import { distanceM } from './distance'
import { nextMoves } from './planProgress'
import { rankCandidates, walkSeconds } from './rankCandidates'

const at = (eastM: number, northM: number): LngLat => [113.94 + eastM / 102_700, 22.53 + northM / 111_195]
const road = (id: string, ...line: LngLat[]): Road => ({ id, kind: 'minor', line })

describe('ways on foot', () => {
  it('measures a straight distance to a metre', () => expect(distanceM(at(0, 0), at(300, 400))).toBeCloseTo(500, -0.5))

  it('go along the roads, not through what lies between', () => {
    // A lake between two points 200 m apart; the road goes round it in 600 m.
    const network = createRouteNetwork([road('round', at(0, 0), at(0, 200), at(200, 200), at(200, 0))])
    expect(network.walkM(at(0, 0), at(200, 0))).toBeCloseTo(600, -1)
  })

  it('fall back to the straight line and a detour where no road leads', () => {
    const network = createRouteNetwork([road('here', at(0, 0), at(10, 0)), road('there', at(500, 0), at(510, 0))])
    expect(network.walkM(at(0, 0), at(510, 0))).toBeCloseTo(510 * 1.4, -1)
    expect(createRouteNetwork([]).walkM(at(0, 0), at(100, 0))).toBeCloseTo(140, -0.5)
  })

  it('count floors as time', () => expect(walkSeconds(150, 17)).toBe(100 + 17 * 8))
})

describe('candidates', () => {
  const network = createRouteNetwork([road('east', at(0, 0), at(100, 0), at(300, 0), at(1000, 0))])
  const place = { lngLat: at(0, 0), floor: 18 } as Place
  const somebody = (id: string, eastM: number, skills: Person['skills'], duty: PersonState['duty'] = 'free') => ({
    person: { id, skills } as Person,
    state: { id, duty, lngLat: at(eastM, 0), positionAtMs: 60_000 } as PersonState,
  })
  const people = [
    somebody('far', 1000, ['fire']),
    somebody('near', 100, ['fire']),
    somebody('busy', 50, ['fire'], 'tasked'),
    somebody('gone', 10, ['fire'], 'unreachable'),
    somebody('gardener', 5, ['cleaning']),
  ]
  const ranked = rankCandidates(people, { place, skills: ['fire'], choose: 1, nowMs: 64_000, limit: 10 }, network)

  it('are the free ones nearest first, then those on a task; nobody without the skill or out of reach', () => {
    expect(ranked.map((c) => c.personId)).toEqual(['near', 'far', 'busy'])
  })
  it('choose only free people', () => {
    expect(ranked.filter((c) => c.isChosen).map((c) => c.personId)).toEqual(['near'])
    const greedy = rankCandidates(people, { place, skills: ['fire'], choose: 9, nowMs: 64_000, limit: 10 }, network)
    expect(greedy.filter((c) => c.isChosen).map((c) => c.personId)).toEqual(['near', 'far'])
  })
  it('tell the age of the position', () => expect(ranked[0]?.positionAgeMs).toBe(4_000))
})

const name = { zh: '一', en: 'one' }
const plan = {
  id: 'fire',
  version: 1,
  code: 'F-01',
  name,
  incidentTypes: ['fire'],
  minGrade: 'larger',
  steps: [
    { id: 'see', name, after: [], action: { kind: 'confirm' } },
    {
      id: 'go',
      name,
      after: [],
      limitMs: 180_000,
      action: { kind: 'task', skills: ['fire'], count: 2, instruction: name },
    },
    {
      id: 'lifts',
      name,
      after: ['see'],
      action: {
        kind: 'command',
        devices: { systemKeys: ['x'], scope: 'sameBuilding', max: 9 },
        service: 'recall',
        input: {},
        commandClass: 3,
      },
    },
    { id: 'end', name, after: ['go', 'lifts'], action: { kind: 'confirm' } },
  ],
} as unknown as Plan
const run = (states: Record<string, string>, state: PlanRun['state'] = 'running') =>
  ({ state, steps: plan.steps.map((s) => ({ stepId: s.id, state: states[s.id] ?? 'waiting' })) }) as PlanRun
const nothing = { tasks: [], commands: [], messages: [] }
const task = (state: string) => ({ stepId: 'go', state }) as Task
const command = (state: string) => ({ stepId: 'lifts', state }) as Command

describe('a plan', () => {
  it('fits by type and by grade', () => {
    expect(choosePlan([plan], 'fire', 'major')?.id).toBe('fire')
    expect(choosePlan([plan], 'fire', 'general')).toBeUndefined()
    expect(choosePlan([plan], 'crowd', 'major')).toBeUndefined()
  })
  it('does nothing while it can still be undone', () => expect(nextMoves(plan, run({}, 'held'), nothing)).toEqual([]))
  it('starts every step that waits for nothing', () => {
    expect(nextMoves(plan, run({}), nothing).map((m) => m.kind === 'start' && m.step.id)).toEqual(['see', 'go'])
  })
  it('starts a step when those before it have ended, a failed one too', () => {
    expect(nextMoves(plan, run({ see: 'failed', go: 'running' }), { ...nothing, tasks: [task('sent')] })).toMatchObject(
      [{ kind: 'start', step: { id: 'lifts' } }],
    )
  })
  it('has a step of tasks done when each ended and one was done', () => {
    const running = run({ see: 'running', go: 'running' })
    expect(nextMoves(plan, running, { ...nothing, tasks: [task('done'), task('arrived')] })).toEqual([])
    expect(nextMoves(plan, running, { ...nothing, tasks: [task('done'), task('declined')] })).toEqual([
      { kind: 'done', stepId: 'go', note: '1/2' },
    ])
    expect(nextMoves(plan, running, { ...nothing, tasks: [task('declined')] })).toEqual([
      { kind: 'failed', stepId: 'go', note: '0/1' },
    ])
    expect(nextMoves(plan, running, nothing)).toEqual([{ kind: 'failed', stepId: 'go', note: 'nobodyFree' }])
  })
  it('calls a step of commands failed when one device did not answer', () => {
    const running = run({ see: 'done', go: 'done', lifts: 'running' })
    expect(nextMoves(plan, running, { ...nothing, commands: [command('answered'), command('sent')] })).toEqual([])
    expect(nextMoves(plan, running, { ...nothing, commands: [command('answered'), command('unknown')] })).toEqual([
      { kind: 'failed', stepId: 'lifts', note: '1/2' },
    ])
  })
  it('is finished when every step has ended', () => {
    expect(nextMoves(plan, run({ see: 'done', go: 'done', lifts: 'failed', end: 'skipped' }), nothing)).toEqual([
      { kind: 'finish' },
    ])
  })
})

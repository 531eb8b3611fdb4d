import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PersonId, type PersonState } from '../../domain/contract'
import { dutyDistrict } from '../../tests/support/dutyDistrict'
import { metresFromCentre } from '../../tests/support/smallDistrict'
import { UNDO_MS } from './createDispatch'
import { ids, openTestDesk, type TestDesk } from './testDesk'

let desk: TestDesk
let told: PersonId[][]

beforeEach(async () => {
  desk = await openTestDesk(dutyDistrict)
  await desk.alarm()
  told = []
  desk.people.onChanged((changed) => told.push(changed.map((state) => state.id)))
})
afterEach(() => desk.close())

const stateOf = (id: string): PersonState | undefined => desk.people.stateOf(ids(id)[0]!)

describe('a person', () => {
  it('is free where the handset is', () => {
    expect(stateOf('P1')).toEqual({
      id: 'P1',
      duty: 'free',
      lngLat: metresFromCentre(50, -30),
      positionAtMs: desk.clock.nowMs,
    })
  })

  it.each([
    ['online', 'free'],
    ['abnormal', 'free'],
    ['offline', 'unreachable'],
    ['outOfService', 'unreachable'],
    ['unknown', 'unreachable'],
  ] as const)('whose handset is %s is %s', (handset, duty) => {
    desk.live.setState('H1', handset)
    desk.people.refresh()
    expect(stateOf('P1')?.duty).toBe(duty)
  })

  it('is taken from the click to the end of the task, whatever the handset says', async () => {
    await desk.click({ people: ['P1'], grade: 'general' })
    const [task] = desk.list('task')
    expect(stateOf('P1')).toMatchObject({ duty: 'tasked', taskId: task!.id })
    await desk.pass(UNDO_MS)
    desk.live.setState('H1', 'offline')
    await desk.pass(1_000)
    expect(stateOf('P1')?.duty).toBe('tasked')
    await desk.tell('P1', task!.id, 'done')
    expect(stateOf('P1')).toMatchObject({ duty: 'unreachable' })
    expect(stateOf('P1')?.taskId).toBeUndefined()
  })

  it('is still taken after a restart', async () => {
    await desk.click({ people: ['P1'] })
    await desk.restart()
    expect(stateOf('P1')?.duty).toBe('tasked')
  })

  it('stands where the handset was last heard, with floor and battery', () => {
    const here = metresFromCentre(1, 2)
    desk.live.stand('H1', here, { floor: 18, battery: 41, atMs: desk.clock.nowMs + 500 })
    desk.people.refresh()
    expect(stateOf('P1')).toEqual({
      id: 'P1',
      duty: 'free',
      lngLat: here,
      floor: 18,
      batteryPercent: 41,
      positionAtMs: desk.clock.nowMs + 500,
    })
  })

  it('is outdoors on floor 0, which no building has', () => {
    desk.live.stand('H1', metresFromCentre(1, 2), { floor: 0 })
    desk.people.refresh()
    expect(stateOf('P1')?.floor).toBeUndefined()
  })

  it('has no position while the handset never said one', async () => {
    await desk.close()
    const person = { ...dutyDistrict.people[0]!, handsetId: dutyDistrict.devices[0]!.id }
    desk = await openTestDesk({ ...dutyDistrict, people: [person] })
    expect(stateOf('P1')).toEqual({ id: 'P1', duty: 'free' })
  })
})

describe('who is told', () => {
  it('hears of those who changed and of nobody else', async () => {
    desk.live.stand('H1', metresFromCentre(60, -30), { atMs: desk.clock.nowMs + 1_000 })
    desk.live.setState('H3', 'offline')
    await desk.pass(1_000)
    expect(told).toEqual([['P1', 'P3']])
    await desk.pass(5_000)
    expect(told).toHaveLength(1)
  })

  it('hears of a new charge of the battery', async () => {
    desk.live.stand('H1', metresFromCentre(50, -30), { battery: 9 })
    await desk.pass(1_000)
    expect(told).toEqual([['P1']])
  })

  it('hears of a task with its commit, not with the next second', async () => {
    await desk.click({ people: ['P1', 'P2'] })
    expect(told).toEqual([['P1', 'P2']])
  })

  it('hears nothing any more after leaving', async () => {
    const stop = desk.people.onChanged(() => expect.unreachable())
    stop()
    desk.live.setState('H1', 'offline')
    await desk.pass(1_000)
    expect(told).toEqual([['P1']])
  })
})

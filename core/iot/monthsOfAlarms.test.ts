import { afterEach, expect, it } from 'vitest'
import { DistrictDocument, qualityCodes } from '../../domain/contract'
import { testDistrictJson } from '../../domain/district/testDistrict'
import { grown, watchCollections } from '../../tests/support/watchCollections'
import { openTestJournal } from '../journal/testJournal'
import { createStandingAlarms } from '../rules/standingAlarms'
import { createAlarmEngine } from './createAlarmEngine'
import { createClosedAlarms } from './createClosedAlarms'
import { Registry } from './Registry'
import { createTestClock } from './testClock'

const person = { kind: 'account', id: 'A-1', name: '周敏' } as const
/** Longer than what is over stays in memory. */
const shiftMs = 13 * 3_600_000

const stops: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

it('keeps nothing of alarms that are over: after ten shifts as much is held as after four', async () => {
  const collections = watchCollections('core/')
  stops.push(collections.stop)
  const json = testDistrictJson()
  const hot = {
    id: 'hot',
    name: { zh: '超温', en: 'Hot' },
    priority: 'important',
    isLifeSafety: false,
    condition: { kind: 'above', property: 'temperature', limit: 60, deadband: 0 },
    onDelayMs: 0,
    offDelayMs: 0,
    incidentType: 'equipment',
    response: [],
  }
  const deviceTypes = json.deviceTypes.map((type) => (type.id === 'thermo' ? { ...type, alarms: [hot] } : type))
  const registry = new Registry(DistrictDocument.parse({ ...json, deviceTypes }), 1)
  const opened = await openTestJournal()
  stops.push(() => opened.dispose())
  const { journal } = opened
  const clock = createTestClock(opened.clock.nowMs, opened.clock)
  const faults: unknown[] = []
  const engine = createAlarmEngine({
    registry,
    journal,
    now: clock.now,
    schedule: clock.schedule,
    onError: (error) => faults.push(error),
  })
  stops.push(() => engine.stop())
  const standing = createStandingAlarms(journal)
  const closed = createClosedAlarms({ journal, now: clock.now })
  const hear = async (value: number) => {
    clock.advance(20_000)
    for (const device of ['TH-1', 'TH-2'])
      engine.sample(registry.pointOf(device, 'temperature') ?? -1, value, clock.nowMs, qualityCodes.good)
    await new Promise<void>((written) => engine.whenWritten(() => written()))
  }
  let raised = 0
  const shift = async () => {
    for (let times = 0; times < 3; times += 1) {
      await hear(90)
      const open = [...journal.view.list('alarm')].filter(({ state }) => state === 'unacknowledged')
      raised += open.length
      expect(standing.isStanding('TH-1', ['hot'])).toBe(true)
      for (const { id } of open)
        await journal.write(() => [{ kind: 'alarm.acknowledged', subjectId: id, actor: person, payload: {} }])
      await hear(10)
    }
    expect(closed.count()).toBeGreaterThan(0)
    clock.jump(2 * shiftMs)
  }
  for (let nth = 0; nth < 4; nth += 1) await shift()
  const before = await collections.held()
  for (let nth = 4; nth < 10; nth += 1) await shift()
  expect(grown(before, await collections.held())).toEqual({})
  expect([raised, before.size > 10, faults]).toEqual([60, true, []])
})

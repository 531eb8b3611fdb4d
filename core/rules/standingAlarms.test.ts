import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { type Alarm, DistrictDocument, qualityCodes } from '../../domain/contract'
import { testDistrictJson } from '../../domain/district/testDistrict'
import { createAlarmEngine } from '../iot/createAlarmEngine'
import { Registry } from '../iot/Registry'
import { createTestClock } from '../iot/testClock'
import { createMemoryJournal } from '../iot/testMemoryJournal'
import { createStandingAlarms } from './standingAlarms'

const stops: (() => Promise<void>)[] = []
afterEach(async () => void (await Promise.all(stops.splice(0).map((stop) => stop()))))

const limits = { warm: 30, hot: 60 }
const devices = ['TH-1', 'TH-2']

function setUp() {
  const json = testDistrictJson()
  const alarms = Object.entries(limits).map(([id, limit]) => ({
    id,
    name: { zh: id, en: id },
    priority: 'important',
    isLifeSafety: false,
    condition: { kind: 'above', property: 'temperature', limit, deadband: 0 },
    onDelayMs: 0,
    offDelayMs: 0,
    incidentType: 'equipment',
    response: [],
  }))
  const deviceTypes = json.deviceTypes.map((type) => (type.id === 'thermo' ? { ...type, alarms } : type))
  const registry = new Registry(DistrictDocument.parse({ ...json, deviceTypes }), 1)
  const clock = createTestClock(Date.UTC(2026, 10, 22, 6))
  const journal = createMemoryJournal(clock.now)
  const { now, schedule } = clock
  const onError = (error: unknown) => {
    throw error
  }
  const engine = createAlarmEngine({ registry, journal, now, schedule, onError })
  stops.push(() => engine.stop())
  return {
    journal,
    async hear(device: string, value: number) {
      clock.advance(20_000)
      engine.sample(registry.pointOf(device, 'temperature') ?? -1, value, now(), qualityCodes.good)
      await new Promise<void>((written) => engine.whenWritten(() => written()))
    },
  }
}

/** As it was asked before: a walk over all alarms. */
const walk = (alarms: Iterable<Alarm>, deviceId: string, definitionIds: readonly string[]): boolean =>
  [...alarms].some(
    (alarm) =>
      alarm.deviceId === deviceId && alarm.returnedAtMs === undefined && definitionIds.includes(alarm.definitionId),
  )

it('says of every device which alarms stand, as a walk over all of them does (property)', async () => {
  const heard = fc.array(fc.tuple(fc.constantFrom(...devices), fc.constantFrom(10, 40, 80)), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(heard, async (samples) => {
      const { journal, hear } = setUp()
      const standing = createStandingAlarms(journal)
      for (const [device, value] of samples) {
        await hear(device, value)
        const late = createStandingAlarms(journal)
        for (const id of [...devices, 'GW-1'])
          for (const asked of [['warm'], ['hot'], ['warm', 'hot'], []]) {
            const expected = walk(journal.view.list('alarm'), id, asked)
            expect(standing.isStanding(id, asked)).toBe(expected)
            expect(late.isStanding(id, asked)).toBe(expected)
          }
        late.stop()
      }
      standing.stop()
    }),
    { seed: 5, numRuns: 12 },
  )
})

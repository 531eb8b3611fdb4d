import { DistrictDocument, type RuleDraft, SeatId } from '../../domain/contract'
import { createRouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { testDistrict } from '../../domain/district/testDistrict'
import { createPeople } from '../business/createPeople'
import { createTestLive, type TestLive } from '../business/testDesk'
import { Registry } from '../iot/Registry'
import { createTestClock, type TestClock } from '../iot/testClock'
import { createMemoryJournal, type MemoryJournal } from '../iot/testMemoryJournal'
import { createRuleBook } from './createRuleBook'
import { createRuleRunner, type RuleRunner } from './createRuleRunner'
import { districtWorld } from './districtWorld'
import { RuleLog } from './RuleLog'
import { createStandingAlarms } from './standingAlarms'

export const startMs = Date.UTC(2026, 10, 22, 8)

/** The small district with handsets that say where they are. */
export const ruleSeatDistrict = DistrictDocument.parse({
  ...testDistrict(),
  deviceTypes: testDistrict().deviceTypes.map((type) =>
    type.id === 'handset'
      ? { ...type, properties: [...type.properties, ...['lng', 'lat'].map((id) => ({ ...type.properties[0], id }))] }
      : type,
  ),
})

/** A seat that drives the small district by its rules, with clock, journal and live values in the hands of a test. */
export interface RuleSeat {
  journal: MemoryJournal
  clock: TestClock
  live: TestLive
  log: RuleLog
  errors: unknown[]
  raised: string[]
  drive(): RuleRunner
  /** Waits until nothing moves any more. */
  settle(): Promise<void>
}

export function createRuleSeat(
  shipped: readonly RuleDraft[],
  name = 'seat-a',
  clock = createTestClock(startMs),
  district = ruleSeatDistrict,
): RuleSeat {
  const registry = new Registry(district, 1)
  const journal = createMemoryJournal(clock.now, SeatId.parse(name))
  const live = createTestLive(registry)
  live.stand('HS-1', [113.94, 22.53])
  live.setState('HS-1', 'online')
  const people = createPeople({ district: registry, live, journal, everySecond: () => () => {} })
  const network = createRouteNetwork([])
  const book = createRuleBook({ registry, journal, shipped })
  const standing = createStandingAlarms(journal)
  const errors: unknown[] = []
  const raised: string[] = []
  const log = new RuleLog()
  return {
    journal,
    clock,
    live,
    log,
    errors,
    raised,
    drive: () =>
      createRuleRunner({
        registry,
        journal,
        book,
        world: () =>
          districtWorld({
            registry,
            catalogue: book.catalogue,
            calendar: book.calendar,
            live,
            view: journal.view,
            standing,
            people,
            network,
            now: clock.now,
          }),
        people,
        live,
        log,
        raiseAlarm: (deviceId, definitionId) => void raised.push(`${deviceId} ${definitionId}`),
        now: clock.now,
        schedule: clock.schedule,
        onError: (error) => void errors.push(error),
      }),
    async settle() {
      for (let round = 0; round < 5; round++) {
        await new Promise((resolve) => setImmediate(resolve))
        await journal.write(() => []).catch(() => undefined)
      }
    },
  }
}

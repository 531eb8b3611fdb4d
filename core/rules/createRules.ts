import { deviceStateCodes, type DeviceStateName } from '../../domain/contract'
import type { RouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { shippedRules } from '../../domain/rules/shippedRules'
import type { RuleWorld } from '../../domain/rules/RuleWorld'
import type { People } from '../business/createPeople'
import type { LiveFacts } from '../business/ports'
import type { CommandRules } from '../iot/commandRequest'
import type { Registry } from '../iot/Registry'
import type { Schedule } from '../iot/Schedule'
import type { SeatJournal } from '../journal/createJournal'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'
import type { Ticker } from '../live/Ticker'
import type { HistoryReader } from '../seat/createHistoryReader'
import { createRuleBook } from './createRuleBook'
import { createRuleDesk } from './createRuleDesk'
import { createRuleRunner, type RuleRunner, type RuleRunnerParts } from './createRuleRunner'
import { districtWorld } from './districtWorld'
import { createStandingAlarms } from './standingAlarms'
import { ruleHandlers } from './ruleHandlers'
import { RuleLog } from './RuleLog'

/** Rules of this seat: read and written in every role, acted on while it drives. */
export interface Rules {
  readonly handlers: ReturnType<typeof ruleHandlers>
  /** Begins to act. Of several seats only the one that drives does. */
  run(mandate: Pick<RuleRunnerParts, 'fence' | 'raiseAlarm' | 'forward'>): RuleRunner
  stop(): void
}

const stateNames = new Map<number, DeviceStateName>(
  (['unknown', 'online', 'abnormal', 'offline', 'outOfService'] as const).map((name) => [deviceStateCodes[name], name]),
)

export function createRules(parts: {
  registry: Registry
  journal: SeatJournal
  live: LiveState
  facts: LiveFacts
  deviceStates: DeviceStates
  people: People
  network: RouteNetwork
  history: HistoryReader
  commandRules: CommandRules
  ticker: Ticker
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}): Rules {
  const { registry, journal, people, network, deviceStates, ticker, now, schedule, onError } = parts
  const book = createRuleBook({ registry, journal, shipped: shippedRules })
  const standing = createStandingAlarms(journal)
  const log = new RuleLog()
  const world = (): RuleWorld =>
    districtWorld({
      registry,
      catalogue: book.catalogue,
      calendar: book.calendar,
      live: parts.facts,
      view: journal.view,
      standing,
      people,
      network,
      now,
    })
  const desk = createRuleDesk({
    registry,
    journal,
    book,
    shipped: shippedRules,
    world,
    commandRules: parts.commandRules,
    now,
  })
  let running: RuleRunner | undefined

  return {
    handlers: ruleHandlers({
      journal,
      book,
      desk,
      log,
      world,
      history: parts.history,
      live: parts.live,
      ticker,
      now,
      counts: () => running?.counts(),
    }),
    run(mandate) {
      const runner = createRuleRunner({
        ...mandate,
        registry,
        journal,
        book,
        world,
        people,
        live: parts.facts,
        log,
        now,
        schedule,
        onError,
      })
      running = runner
      // What holds when it begins is no change.
      const stopStates = deviceStates.subscribe({ rateHz: 1 }, ({ isSnapshot, devices, states }) => {
        if (isSnapshot) return
        devices.forEach((device, at) => runner.reach(device, stateNames.get(states[at] ?? 0) ?? 'unknown', now()))
      })
      return {
        ...runner,
        async stop() {
          stopStates()
          if (running === runner) running = undefined
          await runner.stop()
        },
      }
    },
    stop() {
      book.stop()
      standing.stop()
    },
  }
}

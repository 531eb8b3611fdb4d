import { type DeviceStateName, deviceStateCodes, qualityCodes } from '../../domain/contract'
import { isStale } from '../../domain/live/staleness'
import { createPeople, type People } from '../business/createPeople'
import type { LiveFacts } from '../business/ports'
import { createIndicators, type Indicators } from '../data/createIndicators'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'
import { createFigureRegistry } from './figureRegistry'
import { every } from './timers'

const stateNames = new Map<number, DeviceStateName>()
for (const name of ['unknown', 'online', 'abnormal', 'offline', 'outOfService'] as const)
  stateNames.set(deviceStateCodes[name], name)

/** What is drawn from the latest values: how devices and people are, and the indicators. */
export interface Figures {
  readonly facts: LiveFacts
  readonly people: People
  readonly indicators: Indicators
  stop(): void
}

export function createFigures(parts: {
  registry: Registry
  journal: Journal
  live: LiveState
  deviceStates: DeviceStates
  now: () => number
}): Figures {
  const { registry, journal, live, deviceStates, now } = parts
  const facts: LiveFacts = {
    value: (point) =>
      live.quality(point) === qualityCodes.good ? { value: live.value(point), atMs: live.timeMs(point) } : undefined,
    deviceState: (device) => stateNames.get(deviceStates.get(device)) ?? 'unknown',
  }
  const people = createPeople({ district: registry, live: facts, journal, everySecond: every(1_000) })
  const indicators = createIndicators({
    registry: createFigureRegistry(registry),
    live: {
      read: (point) =>
        live.quality(point) === qualityCodes.never
          ? undefined
          : { value: live.value(point), atMs: live.timeMs(point), isGood: live.quality(point) === qualityCodes.good },
      isStale,
      deviceState: facts.deviceState,
    },
    journal,
    people,
    now,
    every: every(2_000),
  })
  return {
    facts,
    people,
    indicators,
    stop() {
      indicators.stop()
      people.stop()
    },
  }
}

import type { Alarm, AlarmPriority, DeviceStateName, IndicatorValue } from '../../domain/contract'
import {
  computeIndicator,
  type IndicatorFacts,
  type PointFigures,
  worstAlarm,
} from '../../domain/indicators/computeIndicator'
import { familiesByMonitor, type IndicatorDefinition, indicatorDefinitions } from '../../domain/indicators/definitions'
import type { People } from '../business/createPeople'
import type { Journal } from '../journal/Journal'

/** The registry as figures need it. */
export interface FigureRegistry {
  /** Row numbers of the devices of a system. */
  devicesOfSystem(systemKey: string): readonly number[]
  readonly deviceCount: number
  /** Points of one property over a system, with the report period of each. */
  pointsOf(systemKey: string, property: string): readonly { point: number; reportPeriodMs: number }[]
  systemOf(deviceId: string): string | undefined
}

/** Live values as figures need them. */
export interface FigureLive {
  /** `undefined` when it never reported. */
  read(point: number): { value: number; atMs: number; isGood: boolean } | undefined
  isStale(atMs: number, reportPeriodMs: number, nowMs: number): boolean
  deviceState(deviceIndex: number): DeviceStateName
}

export interface Indicators {
  current(): IndicatorValue[]
  onChanged(listener: (values: IndicatorValue[]) => void): () => void
  stop(): void
}

const TREND_MINUTES = 60
const MINUTE_MS = 60_000

interface Parts {
  registry: FigureRegistry
  live: FigureLive
  journal: Journal
  people: People
  now: () => number
  /** Called every two seconds: figures of a district do not move faster than eyes. */
  every: (run: () => void) => () => void
}

interface KnownAlarm {
  alarm: Alarm
  system: string
  family: string
}

/**
 * Worst standing alarm that speaks about the very figure: of the same property for a measured one, of lost devices for a share that is online. A figure is
 * not coloured because something else of its system is wrong.
 */
function worstBehind(
  { source, monitor }: IndicatorDefinition,
  alarms: readonly KnownAlarm[],
): AlarmPriority | undefined {
  switch (source.from) {
    case 'alarms': {
      const { priorities } = source
      return worstAlarm(
        priorities ? alarms.filter(({ alarm }) => priorities.includes(alarm.priority)) : alarms,
        source.families,
      )
    }
    case 'points':
      return worstAlarm(
        alarms.filter(({ alarm, system }) => source.systems.includes(system) && alarm.property === source.property),
        familiesByMonitor.overview,
      )
    case 'devices': {
      const { systems } = source
      const isAboutReach = source.states.includes('online') || source.states.includes('offline')
      const own = alarms.filter(
        ({ alarm, system }) => (systems?.includes(system) ?? true) && (alarm.priority === 'commloss') === isAboutReach,
      )
      // The figures of the whole district are in the head of its monitor.
      return systems ? worstAlarm(own, familiesByMonitor[monitor]) : undefined
    }
    case 'incidents':
    case 'tasks':
    case 'people':
      return undefined
  }
}

/** Computes the figures of the eight monitors in rounds, and keeps one value a minute as their trend. */
export function createIndicators(parts: Parts): Indicators {
  const { registry, live, journal, people, now } = parts
  const listeners = new Set<(values: IndicatorValue[]) => void>()
  const trends = new Map<string, (number | null)[]>()
  let trendMinute = 0
  let values: IndicatorValue[] = []

  const figuresOf = (systems: readonly string[], property: string, nowMs: number): PointFigures => {
    const figures: PointFigures = { total: 0, good: 0, sum: 0, minimum: Infinity, maximum: -Infinity, newestAtMs: 0 }
    for (const system of systems) {
      for (const { point, reportPeriodMs } of registry.pointsOf(system, property)) {
        figures.total += 1
        const reading = live.read(point)
        if (!reading) continue
        if (reading.atMs > figures.newestAtMs) figures.newestAtMs = reading.atMs
        if (!reading.isGood || live.isStale(reading.atMs, reportPeriodMs, nowMs)) continue
        figures.good += 1
        figures.sum += reading.value
        if (reading.value < figures.minimum) figures.minimum = reading.value
        if (reading.value > figures.maximum) figures.maximum = reading.value
      }
    }
    return figures
  }

  function* statesOf(systems: readonly string[] | undefined): Iterable<DeviceStateName> {
    if (systems === undefined) {
      for (let index = 0; index < registry.deviceCount; index++) yield live.deviceState(index)
      return
    }
    for (const system of systems) for (const index of registry.devicesOfSystem(system)) yield live.deviceState(index)
  }

  const compute = () => {
    const nowMs = now()
    const alarms = [...journal.view.list('alarm')].map((alarm) => {
      const system = registry.systemOf(alarm.deviceId) ?? ''
      return { alarm, system, family: system.split('.')[0] ?? '' }
    })
    const facts: IndicatorFacts = {
      values: (systems, property) => figuresOf(systems, property, nowMs),
      deviceStates: statesOf,
      alarms,
      incidents: [...journal.view.list('incident')],
      tasks: [...journal.view.list('task')],
      people: [...people.states.values()],
    }
    const minute = Math.floor(nowMs / MINUTE_MS)
    const isNewMinute = minute !== trendMinute
    trendMinute = minute
    values = indicatorDefinitions.map((definition): IndicatorValue => {
      const figure = computeIndicator(definition.source, facts, nowMs)
      const trend = trends.get(definition.id) ?? []
      if (isNewMinute || trend.length === 0) {
        trend.push(figure.value ?? null)
        if (trend.length > TREND_MINUTES) trend.shift()
      } else {
        trend[trend.length - 1] = figure.value ?? null
      }
      trends.set(definition.id, trend)
      const alarm = worstBehind(definition, alarms)
      return {
        id: definition.id,
        ...(figure.value === undefined ? {} : { value: figure.value }),
        atMs: figure.atMs,
        quality: figure.quality,
        ...(figure.reason === undefined ? {} : { reason: figure.reason }),
        ...(alarm === undefined ? {} : { alarm }),
        trend: [...trend],
      }
    })
    for (const listener of listeners) listener(values)
  }
  compute()
  const stop = parts.every(compute)
  return {
    current: () => values,
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop,
  }
}

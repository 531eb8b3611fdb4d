import type { z } from 'zod'
import { Refused } from '../../domain/contract'
import type { LinkReport, SiteConnector, SiteDirectory, SiteSink } from '../site'
import { OpcUaLink } from './OpcUaLink'
import { OpcUaOptions } from './options'
import { createSiteMap, type MappedCondition, type SiteMap } from './SiteMap'
import { StandingConditions } from './StandingConditions'

export interface OpcUaConnectorSetup {
  readonly directory: SiteDirectory
  readonly sink: SiteSink
  /** UTC ms. */
  readonly now: () => number
  /** 0 ≤ n < 1; spreads the returns of many seats. */
  readonly random: () => number
}

const firstPauseMs = 500
const longestPauseMs = 3_000

/**
 * One link to an OPC UA server. Comes back by itself after 0.5 s to 3 s; values that stand on a lost link are marked uncertain at once, and every new link asks for
 * all values and standing conditions anew.
 *
 * @param given as written in the configuration; checked here
 * @throws ZodError when the options are wrong
 */
export function createOpcUaConnector(given: z.input<typeof OpcUaOptions>, setup: OpcUaConnectorSetup): SiteConnector {
  const options = OpcUaOptions.parse(given)
  let map = createSiteMap(options, setup.directory)
  let conditions = new StandingConditions(bySource(map.conditions), setup)
  const listeners = new Set<(report: LinkReport) => void>()
  let link: OpcUaLink | undefined
  let report: LinkReport = { state: 'connecting' }
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let isRunning = false

  const tell = (next: LinkReport): void => {
    report = next
    for (const listener of listeners) listener(next)
  }

  const open = (): void => {
    link = new OpcUaLink({
      options,
      map,
      conditions,
      sink: setup.sink,
      now: setup.now,
      onUp() {
        failures = 0
        // A new session knows nothing of the old one.
        tell({ state: 'up', isResumed: false })
      },
      onEnd(reason) {
        link = undefined
        if (!isRunning) return
        if (report.state !== 'down' || report.reason !== reason) tell({ state: 'down', reason })
        const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures++, 6))
        timer = setTimeout(open, pauseMs * (0.5 + setup.random() / 2))
      },
    })
  }

  // The server is asked for other nodes only by a new link: there is none without a cause, and it takes a second.
  const stopListening = setup.directory.onChanged?.((rows) => {
    const next = createSiteMap(options, setup.directory)
    if (isSameMap(map, next) && !isMapped(map, rows)) return
    map = next
    conditions = new StandingConditions(bySource(map.conditions), setup)
    if (!isRunning) return
    tellStrangers()
    const before = link
    if (!before) return
    link = undefined
    tell({ state: 'down', reason: 'the registry changed' })
    void before.stop().finally(() => {
      if (isRunning && !link) open()
    })
  })

  const tellStrangers = (): void => {
    for (const row of map.strangers)
      setup.sink.refused({
        atMs: setup.now(),
        linkId: options.id,
        topic: row.slice(0, row.indexOf(':')),
        reason: 'unknownDevice',
        detail: 'the mapping names what the registry does not have',
        head: row.slice(0, 120),
        bytes: 0,
      })
  }

  return {
    id: options.id,
    start() {
      if (isRunning) return
      isRunning = true
      tellStrangers()
      tell({ state: 'connecting' })
      open()
    },
    async stop() {
      isRunning = false
      clearTimeout(timer)
      stopListening?.()
      await link?.stop()
      link = undefined
      tell({ state: 'down', reason: 'stopped', isStopped: true })
    },
    async sendCommand(command) {
      const service = map.findService(command.device, command.service)
      if (!link || !service || report.state !== 'up')
        throw new Refused('linkDown', service ? `${options.id} is ${report.state}` : `${command.service} is not mapped`)
      await link.run(command, service)
    },
    async sendToHandset() {
      throw new Refused('linkDown', 'handsets do not speak OPC UA')
    },
    serves: (device) => map.hasDevice(device),
    async requestHistory(request) {
      if (!link || report.state !== 'up') throw new Refused('linkDown', `${options.id} is ${report.state}`)
      return link.readHistory(request)
    },
    onLink(listener) {
      listeners.add(listener)
      listener(report)
      return () => listeners.delete(listener)
    },
  }
}

/** Whether a mapped device is another one now: its points have other numbers, or its services other inputs. */
const isMapped = (map: SiteMap, rows: readonly number[]): boolean => rows.some((index) => map.hasRow(index))

/** The same rows of the mapping lead somewhere. */
const isSameMap = (a: SiteMap, b: SiteMap): boolean => a.strangers.join('\n') === b.strangers.join('\n')

/** Sources as the client writes their node ids. */
function bySource(conditions: readonly MappedCondition[]): Map<string, MappedCondition[]> {
  const sources = new Map<string, MappedCondition[]>()
  for (const condition of conditions) {
    const source = canonicalNodeId(condition.mapping.sourceNodeId)
    sources.set(source, [...(sources.get(source) ?? []), condition])
  }
  return sources
}

function canonicalNodeId(text: string): string {
  const whole = text.startsWith('ns=') ? text : `ns=0;${text}`
  return whole.includes(';g=') ? whole.replace(/;g=.*/, (guid) => `;g=${guid.slice(3).toUpperCase()}`) : whole
}

import type { Actor, Command } from '../../../domain/contract'
import type { SiteConnector } from '../../../connectors/site'
import { createAlarmKeeper, type AlarmKeeper } from '../../../core/iot/createAlarmKeeper'
import { createCommandCarrier, type CommandCarrier } from '../../../core/iot/createCommandCarrier'
import type { Registry } from '../../../core/iot/Registry'
import type { Schedule } from '../../../core/iot/Schedule'
import type { Draft, Journal, StateView } from '../../../core/journal/Journal'
import type { Helm } from '../../../core/seat/createHelm'
import type { Flaw } from './flaws'
import type { SimSite, SiteFact } from './createSimSite'

/** How long a seat that does not drive keeps what it heard, ms. */
const warmMs = 60_000

export interface SimHelm extends Helm {
  /** The seat's link to the site heard something. */
  hear(fact: SiteFact): void
}

/**
 * The wheel of a simulated seat: the real carrier of commands and the real keeper of alarms; in place of connectors, ingest and alarm engine a few lines that write what the site tells, under ids that
 * follow from the fact, as those do.
 */
export function createSimHelm(parts: {
  registry: Registry
  journal: Journal
  site: SimSite
  now: () => number
  schedule: Schedule
  flaw: Flaw | undefined
  onError: (error: unknown) => void
}): SimHelm {
  const { registry, journal, site, now, schedule, flaw, onError } = parts
  let warm: { fact: SiteFact; heardAtMs: number }[] = []
  let at: { fence: number; carrier: CommandCarrier; keeper: AlarmKeeper } | undefined

  const take = (fact: SiteFact): void => {
    journal.write((view) => draftsOf(fact, view, now(), flaw)).catch(onError)
  }

  /** A site that takes every command, and answers most of them a moment later. */
  const connector: SiteConnector = {
    id: 'site',
    start() {},
    stop: async () => undefined,
    async sendCommand({ commandId, device }) {
      site.take(commandId)
      const carrier = at?.carrier
      schedule(40, () => {
        const answer = { commandId, device, code: 200, text: 'ok', atMs: now() }
        if (carrier === at?.carrier) carrier?.takeAnswer(answer).catch(onError)
      })
    },
    sendToHandset: async () => undefined,
    onLink(listener) {
      listener({ state: 'up' })
      return () => undefined
    },
  }

  return {
    get fence() {
      return at?.fence
    },
    get isDriving() {
      return at !== undefined
    },
    begin({ fence }, sinceMs) {
      if (flaw === 'replayAtMerge')
        for (const { id, state } of journal.view.list('command')) if (hasLeft(state)) site.take(id)
      const carrier = createCommandCarrier({
        registry,
        journal: flaw === 'noFenceCheck' ? underFence(journal, fence) : journal,
        connectors: [connector],
        linkIdOf: () => connector.id,
        guard: { judge: () => undefined, statesOf: () => ({}) },
        fence,
        now,
        schedule,
        onError,
      })
      at = { fence, carrier, keeper: createAlarmKeeper({ journal, now, schedule, onError }) }
      const missed = warm.filter(({ heardAtMs }) => heardAtMs >= sinceMs)
      warm = []
      for (const { fact } of missed) take(fact)
    },
    release: async () => at?.carrier.release(),
    async end() {
      at?.carrier.stop()
      const keeper = at?.keeper
      at = undefined
      await keeper?.stop()
    },
    hear(fact) {
      if (at) return take(fact)
      const heardAtMs = now()
      warm = warm.filter((kept) => Math.abs(heardAtMs - kept.heardAtMs) <= warmMs)
      warm.push({ fact, heardAtMs })
    },
  }
}

const hasLeft = (state: Command['state']): boolean => state === 'sent' || state === 'unknown'

/** Every command as if it had been issued under the lease that is held now. */
function underFence(journal: Journal, fence: number): Journal {
  const as = (command: Command): Command => ({ ...command, fence })
  return {
    ...journal,
    view: {
      seatId: journal.view.seatId,
      position: journal.view.position,
      get(kind, id) {
        const state = journal.view.get(kind, id)
        return state && 'commandClass' in state && 'deviceId' in state ? { ...state, fence } : state
      },
      *list(kind) {
        for (const state of journal.view.list(kind))
          yield 'commandClass' in state && 'deviceId' in state ? { ...state, ...as(state) } : state
      },
    },
  }
}

function draftsOf(fact: SiteFact, view: StateView, nowMs: number, flaw: Flaw | undefined): Draft[] {
  const { kind, alarmId, deviceId, sourceAtMs } = fact
  const actor: Actor = { kind: 'device', id: deviceId }
  const about = { subjectId: alarmId, actor, id: `${alarmId}-${kind}-${sourceAtMs}` }
  const alarm = view.get('alarm', alarmId)
  switch (kind) {
    case 'raised':
      return [
        {
          ...about,
          kind: 'alarm.raised',
          payload: {
            deviceId,
            definitionId: 'fire',
            priority: 'urgent',
            isLifeSafety: !deviceId.startsWith('DT'),
            sourceAtMs,
            arrivedAtMs: nowMs,
          },
        },
      ]
    case 'reoccurred':
      // An alarm whose beginning this seat did not hear begins here.
      return alarm ? [{ ...about, kind: 'alarm.reoccurred', payload: { sourceAtMs } }] : []
    case 'returned': {
      if (!alarm) return []
      const returned: Draft = { ...about, kind: 'alarm.returned', payload: { sourceAtMs } }
      const clearing: Draft = { kind: 'alarm.acknowledged', subjectId: alarmId, actor, payload: {} }
      return flaw === 'clearWithoutAck' && !alarm.acknowledged ? [returned, clearing] : [returned]
    }
  }
}

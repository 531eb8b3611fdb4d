import type { Alarm, Client, Incident, SeatState } from '../../domain/contract'
import { isUnacknowledged } from '../alarms/rank'
import { createFeedHub } from '../feed/FeedHub'
import { onSeatMessage, seatNow, tellSeat, type SoundReport } from '../feed'
import { nextSound, silenceMs, type Happening, type SoundState } from './nextSound'
import { lengthMs, patterns } from './patterns'
import type { Speaker } from './Speaker'

/** Looks at least this often, so that a report of a blocked speaker does not depend on alarms. */
const lookEveryMs = 1_000

/** As the ear takes it: what is told anew, and what becomes late, is news of that moment. */
function asHeard({
  id,
  priority,
  arrivedAtMs,
  toldAgainAtMs,
  escalation,
}: Alarm): SoundState['unacknowledged'][number] {
  const atMs = Math.max(arrivedAtMs, toldAgainAtMs ?? 0, escalation?.sinceMs ?? 0)
  return { id: `alarm ${id} ${atMs}`, priority, arrivedAtMs: atMs, level: escalation?.level ?? 0 }
}

export interface Sounding {
  /** Urgent alarms that nobody has taken are to be heard now: without this page they would not be. */
  isWanted(): boolean
  stop(): void
}

/**
 * Sounds for the whole seat: listens to alarms, incidents and the seat's role, and plays what `nextSound` decides. Runs once a seat: in the console's
 * hidden window, in a browser seat in its page.
 */
export function startSound(client: Client, speaker: Speaker): Sounding {
  const soundedAtMs = new Map<string, number>()
  let happenings: Happening[] = []
  let unacknowledged: Alarm[] = []
  let silencedAtMs: number | undefined
  let busyUntilMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let accountId: string | undefined
  let stopFeeds = () => {}

  const report = (): SoundReport => {
    if (!speaker.isAllowed()) return { state: 'blocked' }
    if (silencedAtMs !== undefined && seatNow() < silencedAtMs + silenceMs)
      return { state: 'silenced', untilMs: silencedAtMs + silenceMs }
    return { state: 'on' }
  }
  let told = ''
  const tell = () => {
    const now = report()
    if (JSON.stringify(now) === told) return
    told = JSON.stringify(now)
    tellSeat({ type: 'sound', report: now })
  }

  function look() {
    clearTimeout(timer)
    const now = seatNow()
    const decision = nextSound(
      { unacknowledged: unacknowledged.map(asHeard), happenings, soundedAtMs, silencedAtMs, busyUntilMs },
      now,
    )
    if (decision.kind === 'sound' && speaker.isAllowed()) {
      speaker.play(decision.occasion, decision.level)
      for (const id of decision.ids) soundedAtMs.set(id, now)
      busyUntilMs = decision.busyUntilMs
    }
    tell()
    const waitMs = decision.kind === 'wait' && decision.untilMs !== undefined ? decision.untilMs - now : lookEveryMs
    timer = setTimeout(look, Math.max(50, Math.min(waitMs, lookEveryMs)))
  }

  const happen = (happening: Happening) => {
    happenings = [...happenings.slice(-20), happening]
    look()
  }

  /** Feeds need a signed-in person; another person starts afresh. */
  function openFeeds() {
    const hub = createFeedHub(client, seatNow)
    const alarms = hub.collection('alarm.changed')
    const incidents = hub.collection('incident.changed')
    const known = new Set<string>()
    const hearAlarms = () => {
      const { items } = alarms.getState()
      unacknowledged = [...items.values()].filter(isUnacknowledged)
      const standing = new Set(unacknowledged.map((alarm) => asHeard(alarm).id))
      for (const id of soundedAtMs.keys()) if (id.startsWith('alarm ') && !standing.has(id)) soundedAtMs.delete(id)
      look()
    }
    const hearIncidents = ({ items, status }: { items: ReadonlyMap<string, Incident>; status: string }) => {
      // What was open before this seat listened is no news.
      const isFirst = known.size === 0 && status === 'live'
      for (const { id, opened } of items.values()) {
        if (!known.has(id) && !isFirst) happen({ id, occasion: 'incidentOpened', atMs: opened.atMs })
        known.add(id)
      }
    }
    const stops = [alarms.subscribe(hearAlarms), incidents.subscribe(hearIncidents)]
    stopFeeds = () => {
      stops.forEach((stop) => stop())
      hub.close()
      unacknowledged = []
    }
  }

  let role: SeatState['role'] | undefined
  const stops = [
    client.on('session.changed', {}, ({ account }) => {
      if (account?.id === accountId) return
      stopFeeds()
      stopFeeds = () => {}
      accountId = account?.id
      if (account) openFeeds()
    }),
    client.on('seat.changed', {}, (seat) => {
      if (role !== undefined && role !== seat.role)
        happen({ id: `role ${seat.roleSinceMs}`, occasion: 'roleChanged', atMs: seatNow() })
      role = seat.role
    }),
    onSeatMessage((message) => {
      if (message.type === 'silence') silencedAtMs = message.atMs
      if (message.type === 'joined') told = ''
      if (message.type === 'soundTried' && speaker.isAllowed()) {
        speaker.play(message.sound, 0)
        busyUntilMs = seatNow() + lengthMs(patterns[message.sound])
      }
      if (message.type === 'silence' || message.type === 'joined') look()
    }),
  ]
  look()
  return {
    isWanted: () =>
      (silencedAtMs === undefined || seatNow() >= silencedAtMs + silenceMs) &&
      unacknowledged.some(({ priority }) => priority === 'urgent'),
    stop() {
      clearTimeout(timer)
      stopFeeds()
      stops.forEach((stop) => stop())
    },
  }
}

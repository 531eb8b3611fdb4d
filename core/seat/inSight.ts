import { type AlarmKpis, deviceStateCodes, Refused } from '../../domain/contract'
import type { FeedSink } from '../channel/handlers'
import type { SessionHolder } from '../channel/SessionHolder'
import type { StateView } from '../journal/Journal'
import type { Sight, Sights } from '../registry/createSights'
import type { DeviceStateBatch } from '../live/DeviceStates'
import type { CollectionEvent } from './collectionFeed'

/**
 * A feed of what has devices: begun anew, with a snapshot, when the devices that the account sees are others.
 *
 * @param begin starts it for such a sight, `undefined` being everything
 * @returns ends it
 */
export function feedInSight(
  { sights, session }: { sights: Sights; session: SessionHolder },
  begin: (sight: Sight | undefined) => () => void,
): () => void {
  let sight = sights.of(session)
  let stop = begin(sight)
  const look = () => {
    const next = sights.of(session)
    // Who has signed out is told nothing more, and the channel ends the feed.
    if (next === sight || !session.account) return
    sight = next
    stop()
    stop = begin(sight)
  }
  const stops = [sights.onChanged(look), session.onChange(look)]
  return () => {
    for (const each of stops) each()
    stop()
  }
}

/** Where a collection goes of which only what is of devices in sight is told. */
function sinkInSight<T extends { id: string }>(
  sink: FeedSink<CollectionEvent<T>>,
  isInSight: (item: T) => boolean,
): FeedSink<CollectionEvent<T>> {
  const shown = new Set<string>()
  return {
    get hasCredit() {
      return sink.hasCredit
    },
    push({ upserts, removes, ...event }) {
      const kept = upserts.filter(isInSight)
      const isKept = new Set(kept.map(({ id }) => id))
      // What went out of sight by its own change is told as gone.
      const gone = [...removes, ...upserts.map(({ id }) => id)].filter((id) => !isKept.has(id) && shown.delete(id))
      for (const { id } of kept) shown.add(id)
      if (event.isSnapshot || kept.length > 0 || gone.length > 0) sink.push({ ...event, upserts: kept, removes: gone })
    },
    onCredit: (listener) => sink.onCredit(listener),
    end: (code, message) => sink.end(code, message),
  }
}

/**
 * A collection of what is of devices: of those in sight.
 *
 * @param devicesOf whose a thing is; it is shown when all are seen
 */
export function collectionInSight<T extends { id: string }>(
  of: { sights: Sights; session: SessionHolder },
  sink: FeedSink<CollectionEvent<T>>,
  begin: (sink: FeedSink<CollectionEvent<T>>) => () => void,
  devicesOf: (item: T) => readonly string[],
): () => void {
  return feedInSight(of, (sight) =>
    begin(sight ? sinkInSight(sink, (item) => devicesOf(item).every(sight.seesId)) : sink),
  )
}

export const itsDevice = ({ deviceId }: { deviceId: string }): readonly string[] => [deviceId]

/** Lists of single alarms; the figures are the district's. */
export function sourcesInSight(
  kpis: AlarmKpis,
  { seesId }: Sight,
): Pick<AlarmKpis, 'stale' | 'chattering' | 'mostFrequent'> {
  const isSeen = ({ deviceId }: { deviceId: string }) => seesId(deviceId)
  return {
    stale: kpis.stale.filter(isSeen),
    chattering: kpis.chattering.filter(isSeen),
    mostFrequent: kpis.mostFrequent.filter(isSeen),
  }
}

/**
 * Refuses what names something that the account does not see, as if it were not there.
 *
 * @param named parameters of a call or the filter of a feed
 * @throws Refused `notFound`
 */
export function mustBeInSight(named: unknown, sight: Pick<Sight, 'seesId'>, view: StateView): void {
  if (typeof named !== 'object' || named === null) return
  const { seesId } = sight
  const facts: Readonly<Record<string, unknown>> = { ...named }
  const strings = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : typeof value === 'string' ? [value] : []
  for (const deviceId of [...strings(facts.deviceId), ...strings(facts.deviceIds)])
    if (!seesId(deviceId)) throw new Refused('notFound', `device ${deviceId}`)
  for (const id of [facts.id, facts.ids, facts.alarmId, facts.alarmIds].flatMap(strings)) {
    const of = view.get('alarm', id) ?? view.get('command', id) ?? view.get('outOfService', id)
    if (of && !seesId(of.deviceId)) throw new Refused('notFound', id)
  }
  const within: unknown[] = Array.isArray(facts.points) ? facts.points : []
  for (const part of [...within, facts.target]) mustBeInSight(part, sight, view)
}

/** States of the devices in sight; at the start all others are as unknown as to somebody who was never told. */
export function statesInSight({ isSnapshot, devices, states }: DeviceStateBatch, { sees }: Sight): DeviceStateBatch {
  if (isSnapshot)
    return {
      isSnapshot,
      devices,
      states: states.map((state, at) => (sees(devices[at] ?? -1) ? state : deviceStateCodes.unknown)),
    }
  return { isSnapshot, devices: devices.filter(sees), states: states.filter((_, at) => sees(devices[at] ?? -1)) }
}

import type { Alarm, HistorySeries, Params } from '../../domain/contract'
import { DispatchProposal, PersonId, qualityCodes } from '../../domain/contract'
import { makeAlarm, makePerson } from '../testing/builders'

/** What the specimens show: the fire of the mockups, told by the times of now. */

const minute = 60_000

/** One alarm a state, of four priorities. */
export function sampleAlarms(nowMs: number): [Alarm, Alarm, Alarm, Alarm] {
  const acknowledged = { by: { kind: 'account', id: 'zhou', name: '周敏' }, atMs: nowMs - minute } as const
  return [
    makeAlarm({
      id: 'gallery-1',
      raisedAtMs: nowMs - 21_000,
      isLifeSafety: true,
      value: 5.8,
      limit: 3.5,
      property: 'obscuration',
    }),
    makeAlarm({
      id: 'gallery-2',
      deviceId: 'tm-4',
      definitionId: 'hot',
      priority: 'minor',
      state: 'acknowledged',
      raisedAtMs: nowMs - 4 * minute,
      acknowledged,
      value: 96,
      limit: 95,
      property: 'temperature',
    }),
    makeAlarm({
      id: 'gallery-3',
      deviceId: 'tm-9',
      definitionId: 'offline',
      priority: 'commloss',
      state: 'returnedUnacknowledged',
      raisedAtMs: nowMs - 9 * minute,
      returnedAtMs: nowMs - minute,
    }),
    makeAlarm({
      id: 'gallery-4',
      deviceId: 'smoke-1901',
      priority: 'important',
      state: 'returned',
      raisedAtMs: nowMs - 12 * minute,
      returnedAtMs: nowMs - 20_000,
      acknowledged,
    }),
  ]
}

/** So many alarms, second by second back from an hour ago, so that none of them is a flood: the four samples in turn. */
export function manyAlarms(count: number, nowMs: number): Alarm[] {
  const samples = sampleAlarms(nowMs)
  return Array.from({ length: count }, (_, i) => {
    const sample = samples[i % samples.length] ?? samples[0]
    const atMs = nowMs - 60 * minute - i * 1_000
    return makeAlarm({
      ...sample,
      id: `many-${i}`,
      raisedAtMs: atMs,
      arrivedAtMs: atMs,
      lastOccurredAtMs: atMs,
    })
  })
}

/** A wave with a bad stretch and a gap, so that both are seen to be drawn as such. */
export function sampleHistory({ fromMs, toMs }: Pick<Params<'history.read'>, 'fromMs' | 'toMs'>): HistorySeries {
  const at = Array.from({ length: 181 }, (_, i) => i).filter((i) => i < 110 || i > 130)
  const values = Float64Array.from(at, (i) => 2.6 + 1.4 * Math.sin(i / 14))
  return {
    fromMs,
    toMs,
    resolution: 'raw',
    timesMs: Float64Array.from(at, (i) => fromMs + (i / 180) * (toMs - fromMs)),
    minimum: values,
    maximum: values,
    average: values,
    qualities: Uint8Array.from(at, (i) => (i > 60 && i < 80 ? qualityCodes.bad : qualityCodes.good)),
  }
}

export const sampleProposal = ({ alarmId }: Params<'dispatch.propose'>): DispatchProposal =>
  DispatchProposal.parse({
    alarmId,
    incidentType: 'fire',
    grade: 'major',
    place: { lngLat: [113.941, 22.531], plotId: 'p1', buildingId: 't2', floor: 18 },
    title: { zh: '澄湖中心 T2 · 18F 火警', en: 'Fire alarm, 18F, Chenghu Centre T2' },
    candidates: [
      {
        personId: PersonId.parse(makePerson().id),
        distanceM: 260,
        walkS: 190,
        positionAgeMs: 4_000,
        duty: 'free',
        matches: ['fire'],
        isChosen: true,
      },
    ],
    commands: [],
    messages: [],
    materials: [],
    basis: 1,
  })

import type { Alarm } from '../../../domain/contract'

export const historyColumns = [
  'raised',
  'priority',
  'place',
  'device',
  'deviceId',
  'alarm',
  'value',
  'count',
  'state',
  'person',
  'ackSeconds',
  'returned',
  'verdict',
  'comments',
] as const
export type HistoryColumn = (typeof historyColumns)[number]

export interface HistoryWords {
  heading(column: HistoryColumn): string
  time(atMs: number): string
  priority(alarm: Alarm): string
  place(deviceId: string): string
  device(deviceId: string): string
  alarm(alarm: Alarm): string
  value(alarm: Alarm): string
  state(alarm: Alarm): string
  verdict(alarm: Alarm): string
}

/** From the first time it asked until somebody acknowledged it, ms; `undefined` when nobody has. */
export const waitMs = ({ acknowledged, toldAgainAtMs, arrivedAtMs }: Alarm): number | undefined =>
  acknowledged && Math.max(0, acknowledged.atMs - (toldAgainAtMs ?? arrivedAtMs))

/** Alarms of the past as rows of a file, in the words of the screen, with their headings. */
export function historyRows(alarms: readonly Alarm[], words: HistoryWords): (string | number | undefined)[][] {
  const cells: Record<HistoryColumn, (alarm: Alarm) => string | number | undefined> = {
    raised: ({ raisedAtMs }) => words.time(raisedAtMs),
    priority: words.priority,
    place: ({ deviceId }) => words.place(deviceId),
    device: ({ deviceId }) => words.device(deviceId),
    deviceId: ({ deviceId }) => deviceId,
    alarm: words.alarm,
    value: words.value,
    count: ({ occurrences }) => occurrences,
    state: words.state,
    person: ({ acknowledged }) => acknowledged && (acknowledged.by.name ?? acknowledged.by.id),
    ackSeconds: (alarm) => {
      const ms = waitMs(alarm)
      return ms === undefined ? undefined : Math.round(ms / 1_000)
    },
    returned: ({ returnedAtMs }) => (returnedAtMs === undefined ? undefined : words.time(returnedAtMs)),
    verdict: words.verdict,
    comments: ({ comments }) => comments?.map(({ text }) => text).join(' / '),
  }
  return [
    historyColumns.map(words.heading),
    ...alarms.map((alarm) => historyColumns.map((column) => cells[column](alarm))),
  ]
}

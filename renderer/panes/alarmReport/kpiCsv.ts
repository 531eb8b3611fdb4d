import type { AlarmKpis, DeviceId } from '../../../domain/contract'

/** Where the alarms that are not over are now. */
const places = ['raw', 'shown', 'folded', 'shelved', 'suppressed', 'outOfService'] as const

const quoted = (cell: string | number | undefined): string => {
  const text = cell === undefined ? '' : String(cell)
  // A leading sign would be taken for a formula by spreadsheets.
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows of cells as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export const toCsv = (rows: readonly (readonly (string | number | undefined)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`

/** Words of the report, as the screen has them. */
export interface CsvWords {
  figure(name: FigureName): string
  priority(priority: keyof AlarmKpis['byPriority']): string
  section(name: 'priorities' | 'law' | 'rate' | 'mostFrequent' | 'chattering' | 'stale'): string
  heading(
    name: 'figure' | 'value' | 'priority' | 'count' | 'open' | 'p50' | 'p90' | 'device' | 'alarm' | 'time',
  ): string
  place(name: (typeof places)[number]): string
  device(id: string): string
  alarm(of: { deviceId: DeviceId; definitionId: string }): string
  time(atMs: number): string
}

export const figureNames = [
  'annunciations',
  'operators',
  'rate',
  'peak',
  'flood',
  'stale',
  'chattering',
  'top',
  'false',
  'shelved',
  'suppressed',
  'outOfService',
  'escalated',
] as const
export type FigureName = (typeof figureNames)[number]

/** The figure as a plain number: counts as they are, shares from 0 to 1; `undefined` where there is nothing to divide by. */
export function figureOf(kpis: AlarmKpis, name: FigureName): number | undefined {
  switch (name) {
    case 'annunciations':
      return kpis.annunciations
    case 'operators':
      return kpis.operators
    case 'rate':
      return kpis.per10MinPerOperator
    case 'peak':
      return kpis.peak10Min?.count ?? 0
    case 'flood':
      return kpis.floodShare
    case 'stale':
      return kpis.staleCount
    case 'chattering':
      return kpis.chattering.length
    case 'top':
      return kpis.mostFrequentShare
    case 'false':
      return kpis.falseShare
    case 'shelved':
      return kpis.shelved
    case 'suppressed':
      return kpis.suppressed
    case 'outOfService':
      return kpis.outOfService
    case 'escalated':
      return kpis.escalated
  }
}

const slotMs = 10 * 60_000
const seconds = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms / 1000))

/** The whole report as rows: figures, priorities with times to acknowledge in seconds, the rate of each ten minutes, the worst devices, the stale. */
export function kpiRows(kpis: AlarmKpis, words: CsvWords): (string | number | undefined)[][] {
  const { heading, section } = words
  const sources = (of: AlarmKpis['mostFrequent']) =>
    of.map((source) => [words.device(source.deviceId), words.alarm(source), source.count])
  return [
    [words.time(kpis.fromMs), words.time(kpis.toMs)],
    [],
    [heading('figure'), heading('value')],
    ...figureNames.map((name) => [words.figure(name), figureOf(kpis, name)]),
    [],
    [section('priorities')],
    [heading('priority'), heading('count'), heading('open'), heading('p50'), heading('p90')],
    ...priorities.map((priority) => {
      const { open, p50Ms, p90Ms } = kpis.timeToAcknowledge[priority]
      return [words.priority(priority), kpis.byPriority[priority], open, seconds(p50Ms), seconds(p90Ms)]
    }),
    [],
    [section('law')],
    ...places.map((name) => [words.place(name), kpis.law[name]]),
    [],
    [section('mostFrequent')],
    [heading('device'), heading('alarm'), heading('count')],
    ...sources(kpis.mostFrequent),
    [],
    [section('chattering')],
    [heading('device'), heading('alarm'), heading('count')],
    ...sources(kpis.chattering),
    [],
    [section('stale')],
    [heading('device'), heading('alarm'), heading('time')],
    ...kpis.stale.map((each) => [words.device(each.deviceId), words.alarm(each), words.time(each.raisedAtMs)]),
    [],
    [section('rate')],
    [heading('time'), heading('count')],
    ...kpis.per10Min.map((count, slot) => [words.time(kpis.fromMs + slot * slotMs), count]),
  ]
}

const priorities = ['urgent', 'important', 'minor', 'notice', 'commloss'] as const

import type { Alarm, AlarmPriority, Client, DeviceId } from '../../../domain/contract'

const hourMs = 3_600_000
export const spans = { day: 24 * hourMs, week: 7 * 24 * hourMs, month: 31 * 24 * hourMs, all: undefined } as const
export type Span = keyof typeof spans

/** What is sought in the past. */
export interface HistoryFilter {
  span: Span
  priority: AlarmPriority | ''
  /** Family of systems, as in `fire`. */
  system: string
  deviceId: DeviceId | undefined
}

/** Alarms asked for at once, the most that the core gives. */
export const pageSize = 500
/** A file holds so many at most: more is read by nobody. */
export const mostExported = 20_000

export interface HistoryPage {
  alarms: readonly Alarm[]
  /** Where the next page begins; `undefined`: there is no more. */
  nextBeforeMs: number | undefined
}

/**
 * The next alarms of the past, newest first.
 *
 * @param known ids that are there already: several alarms may be of the millisecond at which a page ended
 */
export async function readPage(
  client: Pick<Client, 'call'>,
  { span, priority, system, deviceId }: HistoryFilter,
  nowMs: number,
  known: ReadonlySet<string>,
  beforeMs?: number,
): Promise<HistoryPage> {
  const spanMs = spans[span]
  const { alarms } = await client.call('alarm.history', {
    limit: pageSize,
    ...(priority !== '' && { priority }),
    ...(system !== '' && { system }),
    ...(deviceId !== undefined && { deviceId }),
    ...(spanMs !== undefined && { fromMs: Math.max(0, Math.floor(nowMs - spanMs)) }),
    ...(beforeMs !== undefined && { beforeMs }),
  })
  const last = alarms.at(-1)
  const fresh = alarms.filter(({ id }) => !known.has(id))
  if (alarms.length < pageSize || !last) return { alarms: fresh, nextBeforeMs: undefined }
  // A page full of one millisecond would come again for ever.
  return { alarms: fresh, nextBeforeMs: fresh.length > 0 ? last.raisedAtMs + 1 : last.raisedAtMs }
}

/** All pages, up to what a file holds. */
export async function readAll(client: Pick<Client, 'call'>, filter: HistoryFilter, nowMs: number): Promise<Alarm[]> {
  const all: Alarm[] = []
  const known = new Set<string>()
  let beforeMs: number | undefined
  do {
    const page = await readPage(client, filter, nowMs, known, beforeMs)
    for (const alarm of page.alarms) {
      known.add(alarm.id)
      all.push(alarm)
    }
    beforeMs = page.nextBeforeMs
  } while (beforeMs !== undefined && all.length < mostExported)
  return all.slice(0, mostExported)
}

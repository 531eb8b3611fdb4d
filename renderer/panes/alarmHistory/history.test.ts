import { expect, test } from 'vitest'
import { makeAlarm } from '../../testing/builders'
import { toCsv } from '../alarmReport/kpiCsv'
import { pageSize, readAll, readPage, type HistoryFilter } from './historyQuery'
import { historyRows, type HistoryWords } from './historyRows'

const filter: HistoryFilter = { span: 'all', priority: '', system: '', deviceId: undefined }
/** A core with so many alarms, several of them of each millisecond. */
const coreWith = (count: number, perMs: number) => {
  const alarms = Array.from({ length: count }, (_, n) =>
    makeAlarm({ id: `a${n}`, raisedAtMs: 1_000_000 - Math.floor(n / perMs) }),
  )
  const asked: unknown[] = []
  const call = (async (_name: string, params: { beforeMs?: number; limit: number }) => {
    asked.push(params)
    const rest = alarms.filter(({ raisedAtMs }) => params.beforeMs === undefined || raisedAtMs < params.beforeMs)
    return { alarms: rest.slice(0, params.limit) }
  }) as Parameters<typeof readPage>[0]['call']
  return { call, asked }
}

test('all pages are read, each alarm once, also where many are of one millisecond at the edge of a page', async () => {
  const { call } = coreWith(pageSize * 3 + 17, 7)
  const all = await readAll({ call }, filter, 0)
  expect(all).toHaveLength(pageSize * 3 + 17)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
})

test('only what is chosen is asked for', async () => {
  const { call, asked } = coreWith(1, 1)
  await readPage({ call }, { ...filter, span: 'day', priority: 'urgent', system: 'fire' }, 100_000_000, new Set())
  expect(asked).toEqual([{ limit: pageSize, priority: 'urgent', system: 'fire', fromMs: 13_600_000 }])
})

const words: HistoryWords = {
  heading: (column) => column,
  time: String,
  priority: ({ priority }) => priority,
  place: () => '@SUM(A1)',
  device: () => '=cmd|calc',
  alarm: () => '烟雾, 火警',
  value: () => '-5 ℃',
  state: ({ state }) => state,
  verdict: () => '',
}

test('a file says of each alarm who took it and after how long, and nothing in it is a formula', () => {
  const by = { kind: 'account' as const, id: 'A-1', name: '+李' }
  const alarm = makeAlarm({ id: 'a', arrivedAtMs: 1_000, acknowledged: { by, atMs: 43_000 } })
  const [headings, cells] = historyRows([alarm], words)
  expect(cells?.[headings?.indexOf('ackSeconds') ?? -1]).toBe(42)
  const line = toCsv(historyRows([alarm], words)).split('\r\n')[1]
  expect(line).toContain(`'=cmd|calc`)
  expect(line).toContain(`'@SUM(A1)`)
  expect(line).toContain(`'+李`)
  expect(line).toContain(`'-5 ℃`)
  expect(line).toContain(`"烟雾, 火警"`)
})

import { afterEach, beforeEach, expect, it } from 'vitest'
import { AlarmKpis } from '../../domain/contract'
import { draft, openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import { testDistrict } from '../../domain/district/testDistrict'
import { readAlarmKpis } from './readAlarmKpis'
import { Registry } from './Registry'
import { twinGraphOf } from './twinGraph'

const hourMs = 3_600_000
const graph = twinGraphOf(new Registry(testDistrict(), 1))
let opened: TestJournal
beforeEach(async () => void (opened = await openTestJournal()))
afterEach(() => opened.dispose())

const write = async (atMs: number, ...drafts: Parameters<typeof draft.raised>[0][]) => {
  opened.clock.nowMs = atMs
  await opened.journal.write(() => drafts.map((id) => draft.raised(id, atMs, `D-${id}`)))
}

it('figures are of the alarms that something was written of in the time, also of those that began before it or are long over', async () => {
  await write(startMs, ...Array.from({ length: 450 }, (_, i) => `early-${i}`))
  await write(startMs + hourMs, 'a1', 'a2')
  opened.clock.nowMs = startMs + hourMs + 30_000
  await opened.journal.write(() => [draft.acknowledged('a1'), draft.acknowledged('early-0')])
  await opened.journal.write(() => [draft.returned('a1', startMs + hourMs + 40_000)])
  await write(startMs + 2 * hourMs, 'late')
  opened.clock.nowMs = startMs + 3 * hourMs
  const read = (fromMs: number, toMs: number) =>
    readAlarmKpis(opened.journal, { fromMs, toMs }, opened.clock.nowMs, graph)

  const hour = await read(startMs + hourMs - 1, startMs + 2 * hourMs - 1)
  expect(hour).toMatchObject({
    annunciations: 2,
    operators: 1,
    timeToAcknowledge: { urgent: { acknowledged: 1, open: 1 } },
  })
  expect(AlarmKpis.parse(hour)).toEqual(hour)
  const all = await read(startMs, startMs + 10 * hourMs)
  expect(all).toMatchObject({
    annunciations: 453,
    toMs: startMs + 3 * hourMs,
    peak10Min: { count: 450, fromMs: startMs },
  })
  expect(all.per10Min).toHaveLength(18)
  expect(all.law).toEqual({ raw: 452, shown: 452, folded: 0, shelved: 0, suppressed: 0, outOfService: 0 })
})

it.each([
  ['that is empty', 0, 0],
  ['ahead of now', hourMs, 2 * hourMs],
  ['longer than 31 days', -32 * 24 * hourMs, 0],
])('a time %s is refused', async (_, from, to) => {
  const time = { fromMs: startMs + from, toMs: startMs + to }
  await expect(readAlarmKpis(opened.journal, time, startMs, graph)).rejects.toMatchObject({ code: 'badRequest' })
})

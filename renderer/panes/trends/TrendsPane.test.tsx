import { afterEach, expect, test, vi } from 'vitest'
import { DeviceId } from '../../../domain/contract'
import { select, seatNow } from '../../feed'
import { makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import type { ChartOption } from '../../widgets'
import { TrendsPane } from './TrendsPane'

const dayMs = 86_400_000
/** What the last drawn chart shows. */
let drawn: { start: number; lines: { type: string; times: number[]; values: (number | null)[] }[] }
vi.mock('../../widgets/Chart', () => ({
  Chart: ({ option }: { option: ChartOption }) => {
    const series = [option.series ?? []].flat()
    const axis = [option.xAxis].flat()[0]
    drawn = {
      start: Number(axis?.min),
      lines: series.map(({ lineStyle, data }) => {
        const rows = (data ?? []) as [number, number | null][]
        return {
          type: String(lineStyle?.type ?? 'solid'),
          times: rows.map(([atMs]) => atMs),
          values: rows.map(([, value]) => value),
        }
      }),
    }
    return <div />
  },
}))

let page: Page
afterEach(() => page.close())

const choose = async (label: string, value: string) => {
  const choice = [...document.querySelectorAll('label')]
    .find(({ textContent }) => textContent === label)!
    .parentElement!.querySelector('select')!
  choice.value = value
  choice.dispatchEvent(new Event('change', { bubbles: true }))
  await page.settle()
}

test('lays the same stretch of the day before beside a line, at the same place, with both values at the pointer', async () => {
  page = await renderPage(<TrendsPane />, {
    session: makeSession('dispatcher'),
    answers: {
      // Two samples, 20 and 10 s before the end; a day ago it was two degrees colder.
      'history.read': ({ fromMs, toMs }) => {
        const isThen = toMs < seatNow() - dayMs / 2
        const values = Float64Array.of(...(isThen ? [18, 20] : [21, 23]))
        const columns = { minimum: values, maximum: values, average: values, qualities: new Uint8Array(2) }
        return { fromMs, toMs, resolution: 'raw', timesMs: Float64Array.of(toMs - 20_000, toMs - 10_000), ...columns }
      },
    },
  })
  select({ deviceId: DeviceId.parse('tm-4') })
  await page.settle()
  await choose('添加测点', 'temperature')
  await vi.waitFor(() => expect(drawn.lines[0]?.values).toEqual([21, 23]))
  expect(drawn.lines.some(({ type }) => type === 'dashed')).toBe(false)
  await choose('与以前比较', 'day')
  await vi.waitFor(() => expect(drawn.lines.find(({ type }) => type === 'dashed')?.values).toEqual([18, 20]))
  const then = drawn.lines.find(({ type }) => type === 'dashed')
  expect(Math.abs(then!.times[0]! - drawn.lines[0]!.times[0]!)).toBeLessThan(2)
  expect(document.body.textContent).toContain('昨日同时 平均 19')
  const lane = document.querySelector('section')!
  lane.dispatchEvent(new MouseEvent('pointermove', { bubbles: true, clientX: 500 }))
  await page.settle()
  expect(document.body.textContent).toMatch(/23.*昨日同时 20/)
  await choose('与以前比较', '')
  expect(document.body.textContent).not.toContain('昨日同时 ')
})

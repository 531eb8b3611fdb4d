import { afterEach, expect, test, vi } from 'vitest'
import { Refused, type AlarmKpis } from '../../../domain/contract'
import { makeKpis } from '../../testing/makeKpis'
import { renderPage, type Page } from '../../testing/render'
import { AlarmReportPane } from './AlarmReportPane'

vi.mock('../../widgets/Chart', () => ({ Chart: () => undefined }))

let page: Page
afterEach(() => page.close())

async function open(answer: () => AlarmKpis) {
  page = await renderPage(<AlarmReportPane />, { answers: { 'alarm.kpis': answer } })
  await page.settle()
}
const figure = (name: string) =>
  [...document.querySelectorAll('dl > div')].find((each) => each.textContent.includes(name))?.textContent

test('each figure stands beside its goal, and in words how it stands against it', async () => {
  await open(() => makeKpis())
  expect(figure('每人每 10 分钟')).toMatch(/1\.4.*超出目标.*目标 ≤ 1/)
  expect(figure('洪泛时间占比')).toMatch(/4\.2 %.*超出目标/)
  expect(figure('陈旧告警')).toMatch(/2.*合格/)
  expect(page.text()).toContain('澄湖中心 T2 · 18F')
})

test('what is just over its goal does not read as if it met it', async () => {
  await open(() => makeKpis({ per10MinPerOperator: 1.02 }))
  expect(figure('每人每 10 分钟')).toMatch(/1\.02.*超出目标/)
})

test('a figure that nothing speaks for says so instead of telling zero', async () => {
  const { falseShare: _, ...rest } = makeKpis()
  await open(() => rest)
  expect(figure('非真占比')).toMatch(/—.*无可计/)
})

test('another range asks for its time anew', async () => {
  await open(() => makeKpis())
  await page.click(page.find('7 天'))
  await page.settle()
  const [first, second] = page.client.calls
    .filter(({ name }) => name === 'alarm.kpis')
    .map(({ params }) => params as { fromMs: number; toMs: number })
  expect(first!.toMs - first!.fromMs).toBeLessThanOrEqual(12 * 3_600_000 + 600_000)
  expect(second!.toMs - second!.fromMs).toBeGreaterThanOrEqual(7 * 24 * 3_600_000)
})

test('without alarms it says so', async () => {
  await open(() => makeKpis({ annunciations: 0, stale: [], staleCount: 0 }))
  expect(page.text()).toContain('这段时间没有告警')
})

test('a refusal is told with a way to try again', async () => {
  let isRefused = true
  await open(() => {
    if (isRefused) throw new Refused('storageDegraded')
    return makeKpis()
  })
  expect(document.querySelector('[role=alert]')).not.toBeNull()
  isRefused = false
  await page.click(page.find('重试'))
  await page.settle()
  expect(figure('陈旧告警')).toBeDefined()
})

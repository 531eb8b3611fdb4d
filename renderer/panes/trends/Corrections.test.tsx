import { afterEach, expect, test, vi } from 'vitest'
import { Correction, DeviceId } from '../../../domain/contract'
import { select } from '../../feed'
import { makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import type { ChartOption } from '../../widgets'
import { TrendsPane } from './TrendsPane'

/** Words on the stretches that the last drawn chart marks. */
let marked: string[] = []
vi.mock('../../widgets/Chart', () => ({
  Chart: ({ option }: { option: ChartOption }) => {
    marked = JSON.stringify(option.series).match(/已订正|拟订正/g) ?? []
    return <div />
  },
}))

let page: Page
afterEach(() => page.close())

const li = { kind: 'account' as const, id: 'li', name: '李伟' }
const correction = (part: Partial<Correction> = {}) =>
  Correction.parse({
    id: 'correction-1',
    deviceId: 'tm-4',
    property: 'temperature',
    fromMs: 1_000_000,
    toMs: 1_600_000,
    change: { kind: 'add', by: -1.5 },
    reason: '探头偏高',
    made: { by: li, atMs: 2_000_000 },
    ...part,
  })

async function open(role: Parameters<typeof makeSession>[0], reads: () => void = () => undefined) {
  page = await renderPage(<TrendsPane />, {
    session: makeSession(role),
    answers: {
      'history.read': ({ fromMs, toMs }) => {
        reads()
        const nothing = new Float64Array(0)
        const columns = { timesMs: nothing, minimum: nothing, maximum: nothing, average: nothing }
        return { fromMs, toMs, resolution: 'raw', ...columns, qualities: new Uint8Array(0) }
      },
      'history.correct': () => ({ id: 'correction-2' }),
      'history.withdraw': () => ({}),
    },
  })
  select({ deviceId: DeviceId.parse('tm-4') })
  await page.settle()
  const choice = [...document.querySelectorAll('label')]
    .find(({ textContent }) => textContent === '添加测点')!
    .parentElement!.querySelector('select')!
  choice.value = 'temperature'
  choice.dispatchEvent(new Event('change', { bubbles: true }))
  await page.settle()
  page.client.emit('correction.changed', { isSnapshot: true, position: 1, upserts: [correction()], removes: [] })
  await page.settle()
}

const field = (label: string) =>
  [...document.querySelectorAll('label')]
    .find(({ textContent }) => textContent.startsWith(label))!
    .parentElement!.querySelector('input')!

test('a corrected stretch is marked in the line; the list says what, why and by whom', async () => {
  await open('dispatcher')
  expect(marked).toEqual(['已订正'])
  await page.click(page.find('订正 1'))
  await page.settle()
  for (const words of ['减 1.5 ℃', '探头偏高', '李伟']) expect(page.text()).toContain(words)
  expect(page.text()).toContain('只有值班长与工程师可订正历史')
  expect(page.find('撤回')).toBeUndefined()
})

test('who may corrects a stretch with a reason; the line is read anew', async () => {
  let reads = 0
  await open('engineer', () => (reads += 1))
  await page.click(page.find('订正 1'))
  const make = () => [...document.querySelectorAll('button')].find(({ type }) => type === 'submit')!
  expect(make().disabled).toBe(true)
  await page.type(field('正确值'), '60')
  await page.type(field('原因'), '探头受潮')
  await page.settle()
  expect(marked).toContain('拟订正')
  const before = reads
  await page.click(make())
  await page.settle()
  await page.settle()
  const asked = page.client.calls.find(({ name }) => name === 'history.correct')?.params
  expect(asked).toMatchObject({ deviceId: 'tm-4', property: 'temperature', change: { kind: 'set', value: 60 } })
  expect(asked).toMatchObject({ reason: '探头受潮' })
  expect(page.text()).toContain('原始记录保留')
  expect(reads).toBeGreaterThan(before)
})

test('a correction is withdrawn with a second press, and stays to be read', async () => {
  await open('engineer')
  await page.click(page.find('订正 1'))
  await page.click(page.find('撤回'))
  expect(page.client.calls.some(({ name }) => name === 'history.withdraw')).toBe(false)
  await page.click(page.find('确认撤回'))
  await page.settle()
  expect(page.client.calls.find(({ name }) => name === 'history.withdraw')?.params).toEqual({ id: 'correction-1' })
  const withdrawn = correction({ withdrawn: { by: { ...li, name: '何静' }, atMs: 3_000_000 } })
  page.client.emit('correction.changed', { isSnapshot: false, position: 2, upserts: [withdrawn], removes: [] })
  await page.settle()
  expect(page.text()).toContain('撤回：何静')
  expect(marked).not.toContain('已订正')
})

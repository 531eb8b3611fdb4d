import { afterEach, expect, test } from 'vitest'
import { deviceStateCodes, qualityCodes, unseenType } from '../../../domain/contract'
import { currentSelection } from '../../feed'
import { makeAlarm, makeRegistryParts, noLabels } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { DevicesPane } from './DevicesPane'

let page: Page
afterEach(() => page.close())

const rows = () => [...document.querySelectorAll('[role="row"]')]
const names = () => rows().map((row) => row.querySelector('[class*="name"]')?.textContent)
const search = () => document.querySelector<HTMLInputElement>('input[type="search"]')!

async function open() {
  page = await renderPage(<DevicesPane />)
  page.client.emit('devices.stateChanged', {
    isSnapshot: true,
    devices: Uint32Array.from([0, 1, 2, 3]),
    states: Uint8Array.from([
      deviceStateCodes.online,
      deviceStateCodes.online,
      deviceStateCodes.offline,
      deviceStateCodes.online,
    ]),
  })
  page.client.emit('alarm.changed', {
    isSnapshot: true,
    position: 1,
    removes: [],
    upserts: [makeAlarm({ id: 'fire' })],
  })
  await page.settle()
}

// req: R-4.1.1-01
test('lists every device with its place, its state and what stands alarmed', async () => {
  await open()
  expect(names()).toEqual(['感烟 YG-T2-1806', '感烟 YG-T2-1901', '变压器 TM-4', '变压器 TM-9'])
  expect(rows()[0]?.textContent).toContain('澄湖中心 T2 · 18F')
  expect(rows()[2]?.textContent).toContain('离线')
})

test('asks for values of the devices in sight and shows them with unit, never heard ones as unknown', async () => {
  await open()
  page.client.emit('samples.changed', {
    points: Uint32Array.from([0]),
    values: Float64Array.from([1.24]),
    timesMs: Float64Array.from([Date.now()]),
    qualities: Uint8Array.from([qualityCodes.good]),
  })
  await page.settle()
  expect(rows()[0]?.textContent).toContain('1.2%/m')
  expect(rows()[1]?.textContent).toContain('—')
})

test('search by pinyin narrows the list, and what finds nothing offers the way back', async () => {
  await open()
  await page.type(search(), 'byq')
  await page.settle()
  expect(names()).toEqual(['变压器 TM-4', '变压器 TM-9'])
  await page.type(search(), 'nothing of the kind')
  await page.settle()
  expect(page.text()).toContain('没有符合条件的设备')
  await page.click(page.find('显示全部 4 台'))
  await page.settle()
  expect(names()).toHaveLength(4)
})

test('a system chosen in the filter offers its types and leaves only its devices', async () => {
  await open()
  await page.click(page.find('消防'))
  await page.settle()
  expect(names()).toEqual(['感烟 YG-T2-1806', '感烟 YG-T2-1901'])
  await page.click(page.find('清除'))
  await page.settle()
  expect(names()).toHaveLength(4)
})

test('a chosen row is the selection of the seat: map and device panel follow', async () => {
  await open()
  await page.click(rows()[2])
  expect(currentSelection()).toEqual({ deviceId: 'tm-4' })
  document.querySelector<HTMLElement>('[role="grid"]')?.focus()
  await page.press('ArrowDown')
  expect(currentSelection()).toEqual({ deviceId: 'tm-9' })
})

test('ticks by key: one, a stretch, all that are listed, none', async () => {
  await open()
  await page.click(rows()[0])
  document.querySelector<HTMLElement>('[role="grid"]')?.focus()
  await page.press(' ')
  expect(page.text()).toContain('已选 1 台')
  await page.press('ArrowDown', { shiftKey: true })
  expect(page.text()).toContain('已选 2 台')
  await page.press('a', { ctrlKey: true })
  expect(page.text()).toContain('已选 4 台')
  await page.press('Escape')
  expect(page.text()).not.toContain('已选')
})

test('a heading sorts, the other way round, and gives the order of the registry back', async () => {
  await open()
  const heading = () => page.find('名称')
  await page.click(heading())
  expect(names()[0]).toBe('变压器 TM-4')
  await page.click(heading())
  expect(names()[0]).toBe('感烟 YG-T2-1901')
  await page.click(heading())
  expect(names()[0]).toBe('感烟 YG-T2-1806')
})

// req: R-4.1.1.2-11
test('organisations stand as a tree: one chosen means those below it too, by mouse and by keys', async () => {
  const column = (values: string[], rows: number[][]) => ({
    values,
    starts: Uint32Array.from([0, ...rows.map((_, at) => rows.slice(0, at + 1).flat().length)]),
    of: Uint32Array.from(rows.flat()),
  })
  const labels = {
    ...noLabels(4),
    organisations: column(['power', 'fire'], [[1], [1], [0], []]),
    groups: column(['night', 'day'], [[0, 1], [], [], []]),
  }
  page = await renderPage(<DevicesPane />, { answers: { 'registry.deviceLabels': () => labels } })
  const saved = { by: { kind: 'account' as const, id: 'a' }, atMs: 1 }
  const item = (id: string, zh: string, parentId?: string) => ({
    id,
    name: { zh, en: zh },
    saved,
    ...(parentId !== undefined && { parentId }),
  })
  const tell = { isSnapshot: true, position: 1, removes: [] }
  page.client.emit('organisation.changed', {
    ...tell,
    upserts: [item('property', '物业公司'), item('power', '强电班', 'property'), item('fire', '消防站', 'property')],
  })
  page.client.emit('deviceGroup.changed', {
    ...tell,
    upserts: [item('round', '巡查'), item('night', '夜间', 'round'), item('day', '日间', 'round')],
  })
  await page.settle()
  const tree = (name: string) => document.querySelector<HTMLElement>(`[role="tree"][aria-label="${name}"]`)!
  const nodes = (name: string) => [...tree(name).querySelectorAll('[role="treeitem"]')].map((node) => node.textContent)
  expect(nodes('所属单位')).toEqual(['物业公司3', '强电班1', '消防站2'])
  // A device in two groups below one is one device of it.
  expect(nodes('分组')).toEqual(['巡查1', '夜间1', '日间1'])
  await page.click(page.find('物业公司'))
  expect(names()).toEqual(['感烟 YG-T2-1806', '感烟 YG-T2-1901', '变压器 TM-4'])
  await page.click(page.find('物业公司'))
  tree('所属单位').focus()
  await page.press('ArrowDown')
  await page.press('Enter')
  expect(names()).toEqual(['变压器 TM-4'])
  await page.press('ArrowLeft')
  await page.press('ArrowLeft')
  expect(nodes('所属单位')).toEqual(['物业公司3'])
})

test('what somebody may not see is in no list and no figure', async () => {
  const parts = makeRegistryParts()
  parts.devices.types[1] = unseenType
  page = await renderPage(<DevicesPane />, { answers: { 'registry.devices': () => parts.devices } })
  await page.settle()
  expect(names()).toEqual(['感烟 YG-T2-1806', '变压器 TM-4', '变压器 TM-9'])
  expect(page.text()).toContain('3 台')
})

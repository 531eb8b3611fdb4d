import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import type { ImportPreview, RegistryImport } from '../../../domain/contract'
import { makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { RegistryImportPane } from './RegistryImportPane'

let page: Page
afterEach(() => page.close())

const good: ImportPreview = {
  importId: 'import-1',
  revision: 1,
  rows: 2,
  adds: 1,
  changes: 1,
  same: 0,
  problems: [],
  problemCount: 0,
  sample: [
    { row: 2, deviceId: 'smoke-2001', kind: 'add' },
    { row: 3, deviceId: 'smoke-1806', kind: 'change' },
  ],
}
const bad: ImportPreview = {
  ...good,
  problems: [{ row: 3, field: 'floor', code: 'floorOutsideBuilding', detail: '99' }],
  problemCount: 1,
  sample: [],
}

const open = async (preview: ImportPreview, role: Parameters<typeof makeSession>[0] = 'engineer') => {
  page = await renderPage(<RegistryImportPane />, {
    session: makeSession(role),
    answers: {
      'registry.previewImport': () => preview,
      'registry.applyImport': () => ({}),
      'registry.dropImport': () => ({}),
    },
  })
}

async function choose(name: string) {
  const input = document.querySelector<HTMLInputElement>('input[type="file"]')!
  Object.defineProperty(input, 'files', { configurable: true, value: [new File(['id\n'], name)] })
  await act(async () => input.dispatchEvent(new Event('change', { bubbles: true })))
  await page.settle()
}
const called = (name: string) => page.client.calls.filter((call) => call.name === name)
const button = (words: string) => page.find(words)!

test('a file with a wrong row is refused whole; the row, its column and what is wrong are named', async () => {
  await open(bad)
  await choose('devices.csv')
  const line = [...document.querySelectorAll('[role="listitem"]')].map(({ textContent }) => textContent)
  expect(line).toEqual(['3楼层 floor楼栋没有这一层：99'])
  expect(button('写入').hasAttribute('disabled')).toBe(true)
  await page.click(button('换一个文件'))
  expect(called('registry.dropImport')).toHaveLength(1)
  expect(called('registry.applyImport')).toHaveLength(0)
})

test('a good file says what it does and is written when asked; the progress is told to the end', async () => {
  await open(good)
  await choose('设备.CSV')
  expect(page.text()).toContain('smoke-2001')
  expect(called('registry.applyImport')).toHaveLength(0)
  await page.click(button('写入 · 新增 1，修改 1'))
  await page.settle()
  expect(called('registry.applyImport')).toHaveLength(1)
  const tell = (written: number, state: RegistryImport['state']) =>
    page.client.emit('registryImport.changed', {
      isSnapshot: true,
      position: 1,
      removes: [],
      upserts: [
        {
          id: 'import-1',
          fileName: '设备.CSV',
          rows: 2,
          written,
          state,
          started: { by: { kind: 'system', id: 'import' }, atMs: 1_000 },
        },
      ],
    })
  tell(1, 'applying')
  await page.settle()
  expect(page.text()).toContain('正在写入 1 / 2 行')
  tell(2, 'done')
  await page.settle()
  expect(
    document.querySelector('footer progress')?.getAttribute('value') ?? document.querySelector('progress')?.value,
  ).toBeDefined()
  expect(page.text()).toContain('已写入 2 行')
})

test('a file of another kind is not even read', async () => {
  await open(good)
  await choose('devices.pdf')
  expect(page.text()).toContain('只能导入 .csv、.xlsx、.geojson 文件')
  expect(called('registry.previewImport')).toHaveLength(0)
})

test('without the right nothing can be imported, and it says so', async () => {
  await open(good, 'dispatcher')
  expect(button('选择文件').hasAttribute('disabled')).toBe(true)
  expect(page.text()).toContain('需要登记册写入权限')
})

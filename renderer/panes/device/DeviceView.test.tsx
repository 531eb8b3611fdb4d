import { afterEach, expect, test, vi } from 'vitest'
import { DeviceId, deviceStateCodes, type CheckedParams, type DeviceRecord } from '../../../domain/contract'
import { currentSelection } from '../../feed'
import { makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { DeviceView } from './DeviceView'

vi.mock('./Trend', () => ({ Trend: ({ property }: { property: { id: string } }) => <p>trend of {property.id}</p> }))

let page: Page
afterEach(() => page.close())

const record = (): DeviceRecord => ({
  id: DeviceId.parse('smoke-1806'),
  typeId: 'smoke' as DeviceRecord['typeId'],
  name: { zh: '感烟 YG-T2-1806', en: 'Smoke YG-T2-1806' },
  place: { lngLat: [113.941, 22.531], space: { zh: '走廊', en: 'Corridor' } },
  parentId: DeviceId.parse('tm-4'),
  firmware: '2.4.1',
  activatedAtMs: Date.UTC(2026, 2, 1, 4),
  organisationId: 'o-1',
  tags: ['一期'],
  attributes: [{ name: '合同', value: 'HT-7' }],
  index: 0,
  typeVersion: 1,
})

async function open(role: Parameters<typeof makeSession>[0] = 'engineer', read = record, behind: DeviceRecord[] = []) {
  page = await renderPage(<DeviceView index={0} />, {
    session: makeSession(role),
    answers: {
      'registry.device': read,
      'registry.find': () => ({ revision: 1, total: behind.length, devices: behind }),
      'registry.restoreDevice': () => ({ revision: 2 }),
      'registry.changeDevice': () => ({ revision: 2 }),
      'alarm.history': () => ({ alarms: [] }),
    },
  })
  await page.settle()
}

// req: R-4.1.1.2-09
test('shows the record: place down to the space, owner, activation, firmware, gateway, tags, attributes; the gateway can be gone to', async () => {
  await open()
  const by = { kind: 'account' as const, id: 'he' }
  page.client.emit('organisation.changed', {
    isSnapshot: true,
    position: 1,
    upserts: [{ id: 'o-1', name: { zh: '消防班', en: 'Fire team' }, saved: { by, atMs: 1 } }],
    removes: [],
  })
  await page.settle()
  for (const words of ['澄湖中心 T2 · 18F · 走廊', '消防班', '2026-03-01', '2.4.1', '一期', 'HT-7', '第 1 版'])
    expect(page.text()).toContain(words)
  await page.click(page.find('变压器 TM-4'))
  expect(currentSelection().deviceId).toBe('tm-4')
})

// req: R-4.1.1-01 R-4.1.1.2-01
test('is one page of all there is of a device: values and their course, alarms there were, alarms that it can raise, its record and type', async () => {
  await open()
  const titles = [...document.querySelectorAll('h2, h3')].map(({ textContent }) => textContent)
  for (const title of ['实时测点', '近期告警', '该设备的告警', '登记信息', '设备类型'])
    expect(titles.join(' ')).toContain(title)
  expect(page.text()).toContain('trend of obscuration')
  expect(document.querySelector('[aria-label="编辑登记信息"]')?.hasAttribute('disabled')).toBe(false)
})

test('editing in place asks only for what was changed, against what was seen', async () => {
  await open()
  await page.click(document.querySelector('[aria-label="编辑登记信息"]'))
  const firmware = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === '固件版本')
  expect(page.find('保存设备')?.hasAttribute('disabled')).toBe(true)
  await page.type(firmware!.parentElement!.querySelector('input')!, '2.5')
  await page.click(page.find('保存设备'))
  await page.settle()
  const asked = page.client.calls.flatMap(({ name, params }) =>
    name === 'registry.changeDevice' ? [params as CheckedParams<'registry.changeDevice'>] : [],
  )
  expect(asked).toMatchObject([{ deviceId: 'smoke-1806', patch: { firmware: '2.5' }, seenRevision: 1 }])
  expect(Object.keys(asked[0]!.patch)).toEqual(['firmware'])
  expect(page.text()).toContain('实时测点')
})

test('without the right the record is read, not edited', async () => {
  await open('dispatcher')
  expect(document.querySelector('[aria-label="编辑登记信息"]')?.hasAttribute('disabled')).toBe(true)
})

test('a retired device says by whom and why, and can be taken back into service', async () => {
  const by = { kind: 'account' as const, id: 'he', name: '何静' }
  await open('engineer', () => ({ ...record(), retired: { by, atMs: 1_000_000, reason: '已拆除' } }))
  expect(page.text()).toContain('何静 · 已拆除')
  await page.click(page.find('恢复使用'))
  await page.settle()
  expect(page.client.calls.some(({ name }) => name === 'registry.restoreDevice')).toBe(true)
})

test('a gateway lists what is reached through it, silent ones first, and each can be gone to', async () => {
  const names = ['变压器 TM-4', '变压器 TM-9']
  const behind = ['tm-4', 'tm-9'].map((id, at) => ({
    ...record(),
    id: DeviceId.parse(id),
    name: { zh: names[at]!, en: id },
    index: at + 2,
  }))
  await open('dispatcher', record, behind)
  page.client.emit('devices.stateChanged', {
    isSnapshot: true,
    devices: Uint32Array.from([2, 3]),
    states: Uint8Array.from([deviceStateCodes.online, deviceStateCodes.offline]),
  })
  await page.settle()
  expect(page.text()).toContain('2 台 · 离线 1')
  const rows = [...document.querySelectorAll('button')].filter(({ textContent }) =>
    /TM-\d(在线|离线)/.test(textContent),
  )
  expect(rows.map(({ textContent }) => textContent)).toEqual(['变压器 TM-9离线', '变压器 TM-4在线'])
  await page.click(rows[0])
  expect(currentSelection().deviceId).toBe('tm-9')
})

test('a device without anything behind it says nothing of gateways', async () => {
  await open()
  expect(page.text()).not.toContain('下挂设备')
})

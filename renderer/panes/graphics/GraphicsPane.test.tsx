import { act } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deviceStateCodes, qualityCodes, SavedGraphic } from '../../../domain/contract'
import { makeElement, makeGraphic } from '../../../domain/graphics/testGraphic'
import { currentSelection, seatNow, select } from '../../feed'
import { makeAlarm, makeDeviceType, makeGeometry, makeDeviceTable } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { GraphicsPane } from './GraphicsPane'

let page: Page
const types = [
  makeDeviceType({
    id: 'pump',
    properties: [
      {
        id: 'pressure',
        name: { zh: '压力', en: 'Pressure' },
        type: 'number',
        unit: 'MPa',
        decimals: 2,
        access: 'read',
        reportPeriodMs: 10_000,
      },
    ],
    alarms: [
      {
        id: 'low',
        name: { zh: '压力低', en: 'Pressure low' },
        priority: 'important',
        isLifeSafety: false,
        condition: { kind: 'below', property: 'pressure', limit: 0.2, deadband: 0.05 },
        onDelayMs: 0,
        offDelayMs: 0,
        incidentType: 'equipment',
        response: [],
      },
    ],
    services: [{ id: 'start', name: { zh: '启动', en: 'Start' }, commandClass: 2, timeoutMs: 3_000, input: [] }],
  }),
]
const devices = makeDeviceTable(
  [
    { id: 'p-1', zh: '一号泵', en: 'Pump 1', type: 'pump' },
    { id: 'p-2', zh: '二号泵', en: 'Pump 2', type: 'pump' },
  ],
  types,
  makeGeometry(),
)
const pressure = (deviceId: string) => ({ deviceId, propertyId: 'pressure' })
const saved = (graphic: object) =>
  SavedGraphic.parse({
    id: Reflect.get(graphic, 'id'),
    graphic,
    saved: { by: { kind: 'account', id: 'li' }, atMs: 1 },
    version: 1,
    isRemoved: false,
  })
const plant = makeGraphic('plant', [
  makeElement('v', { kind: 'value', source: pressure('p-1'), showsName: true }),
  makeElement('flow', {
    kind: 'symbol',
    symbolId: 'pump',
    deviceId: 'p-1',
    action: { kind: 'service', deviceId: 'p-1', serviceId: 'start' },
  }),
  makeElement('go', {
    kind: 'button',
    words: { zh: '看一号', en: 'Look at 1' },
    action: { kind: 'graphic', graphicId: 'one', deviceId: 'p-1' },
  }),
  makeElement('gone', { kind: 'symbol', symbolId: 'thrown-away' }),
])
const one = makeGraphic('one', [makeElement('v', { kind: 'value', source: pressure('$device'), showsName: false })], {
  forTypeId: 'pump',
})
const level = { isSnapshot: true, position: 1, removes: [] }
const hear = (value: number, { quality = qualityCodes.good, ageMs = 0 }: { quality?: number; ageMs?: number } = {}) =>
  page.client.emit('samples.changed', {
    points: Uint32Array.of(0),
    values: Float64Array.of(value),
    timesMs: Float64Array.of(seatNow() - ageMs),
    qualities: Uint8Array.of(quality),
  })
const value = () => page.find('MPa', 'svg text')?.textContent
const device = (state: keyof typeof deviceStateCodes) =>
  page.client.emit('devices.stateChanged', {
    isSnapshot: true,
    devices: Uint32Array.of(0, 1),
    states: Uint8Array.of(deviceStateCodes[state], deviceStateCodes.online),
  })
const symbol = () => document.querySelector('svg [role="button"][aria-label*="一号泵"]')

beforeEach(async () => {
  page = await renderPage(<GraphicsPane />, {
    answers: {
      'registry.deviceTypes': () => ({ deviceTypes: types }),
      'registry.devices': () => devices,
      'history.read': () => Promise.reject(new Error('none')),
    },
  })
  page.client.emit('graphic.changed', { ...level, upserts: [saved(plant), saved(one)] })
  page.client.emit('graphicSymbol.changed', { ...level, upserts: [] })
  page.client.emit('alarm.changed', { ...level, upserts: [] })
  device('online')
  await page.settle()
})
afterEach(() => page.close())

// req: R-4.1.1.7-12
test('what is collected is shown live in the drawing, with unit; what is old, bad or offline does not look current', async () => {
  await page.click(page.find('plant'))
  expect(value()).toBe('—MPa')
  hear(0.42)
  await page.settle()
  expect(value()).toBe('0.42MPa')
  hear(0.4, { ageMs: 150_000 })
  await page.settle()
  expect(value()).toMatch(/^0\.40MPa2.分$/)
  hear(9, { quality: qualityCodes.bad })
  await page.settle()
  expect(value()).toBe('— —MPa')
  expect(symbol()?.getAttribute('aria-label')).toBe('一号泵 · 在线')
  device('offline')
  await page.settle()
  expect(symbol()?.getAttribute('aria-label')).toBe('一号泵 · 离线')
  expect(symbol()?.querySelector('[class*="away"]')).not.toBeNull()
})

test('an alarm is marked on the device, on the value that it judges, and in the list of graphics', async () => {
  await page.click(page.find('plant'))
  hear(0.1)
  page.client.emit('alarm.changed', {
    ...level,
    upserts: [makeAlarm({ deviceId: 'p-1', definitionId: 'low', priority: 'important' })],
  })
  await page.settle()
  expect(symbol()?.getAttribute('aria-label')).toBe('一号泵 · 压力低')
  expect(page.find('MPa', 'svg text')?.firstElementChild?.getAttribute('fill')).toBe('var(--alarm-important-text)')
  expect(
    page.find('plant', 'nav[aria-label="画面列表"] button')?.querySelector('svg[aria-label*="重要"]'),
  ).not.toBeNull()
})

test('a click on a device opens the order form of the product: of class 2 it is held', async () => {
  await page.click(page.find('plant'))
  await page.click(symbol())
  expect(document.querySelector('aside')?.textContent).toContain('按住')
  expect(page.client.calls.filter(({ name }) => name === 'command.issue')).toEqual([])
})

test('a graphic leads to another for one device, and back; asked for without a device it asks which', async () => {
  await page.click(page.find('plant'))
  await page.click(document.querySelector('svg [aria-label="看一号"]'))
  hear(0.55)
  await page.settle()
  expect(value()).toBe('0.55MPa')
  expect(page.find('one · 一号泵', 'nav button')).toBeDefined()
  await page.click(document.querySelector('[aria-label="返回上一幅"]'))
  expect(page.find('看一号', 'svg text')).toBeDefined()
  await page.click(page.find('one'))
  expect(page.text()).toContain('二号泵')
})

test('a device asks for its graphic from elsewhere, and one that was removed is told as removed', async () => {
  await act(async () => select({ deviceId: 'p-2', graphicId: 'one' }))
  await page.settle()
  expect(page.find('one · 二号泵', 'nav button')).toBeDefined()
  expect(currentSelection().deviceId).toBe('p-2')
  page.client.emit('graphic.changed', { isSnapshot: false, position: 2, upserts: [], removes: ['one'] })
  await page.settle()
  expect(page.text()).toContain('已被删除')
})

test('a small trend goes on with live values: its end and its scale are those of the number beside it', async () => {
  const trend = makeElement('t', {
    kind: 'trend',
    sources: [pressure('p-1')],
    minutes: 10,
    frame: { x: 0, y: 0, width: 120, height: 60 },
  })
  page.client.emit('graphic.changed', {
    ...level,
    isSnapshot: false,
    upserts: [saved(makeGraphic('curve', [trend]))],
  })
  await page.settle()
  await page.click(page.find('curve'))
  await page.settle()
  const curve = () => document.querySelector('svg path[stroke="var(--series-1)"]')?.getAttribute('d') ?? ''
  expect(curve()).toBe('')
  hear(0.2, { ageMs: 12_000 })
  await page.settle()
  hear(0.5)
  await page.settle()
  expect(page.text()).toContain('0.20 – 0.50')
  // From the one, held till the next, at the right edge.
  expect(curve()).toMatch(/^M.*L120\.0 [\d.]+$/)
  hear(0.9)
  await page.settle()
  expect(page.text()).toContain('0.20 – 0.90')
})

test('a symbol that the library has no more leaves its frame, and says so', async () => {
  await page.click(page.find('plant'))
  expect(page.text()).toContain('thrown-away 已不在组件库中')
})

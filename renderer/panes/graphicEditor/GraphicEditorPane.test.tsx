import { act } from 'react'
import { z } from 'zod'
import { afterEach, describe, expect, test } from 'vitest'
import { Graphic, GraphicSymbol, qualityCodes, Refused, type Result } from '../../../domain/contract'
import type { SavedGraphic } from '../../../domain/contract'
import { GraphicSheet } from '../../graphics/GraphicSheet'
import { useLiveReadings } from '../../graphics/useLiveReadings'
import { makeDeviceTable, makeDeviceType, makeGeometry, makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { GraphicEditorPane } from './GraphicEditorPane'
import { useGraphicBook } from './useGraphicBook'

const fan = makeDeviceType({
  id: 'fan',
  systemKey: 'building_equipment.fan',
  name: { zh: '风机', en: 'Fan' },
  properties: [
    {
      id: 'speed',
      name: { zh: '转速', en: 'Speed' },
      type: 'number',
      unit: 'r/min',
      min: 0,
      max: 3000,
      access: 'read',
      reportPeriodMs: 5_000,
      isMain: true,
    },
  ],
  services: [
    {
      id: 'start',
      name: { zh: '启动', en: 'Start' },
      commandClass: 1,
      input: [{ id: 'level', name: { zh: '档位', en: 'Level' }, type: 'number', min: 1, max: 5 }],
      output: [],
      timeoutMs: 5_000,
    },
  ],
})
const devices = makeDeviceTable(
  [
    { id: 'fan-1', zh: '排风机 1', en: 'Exhaust fan 1', type: 'fan' },
    { id: 'fan-2', zh: '排风机 2', en: 'Exhaust fan 2', type: 'fan' },
  ],
  [fan],
  makeGeometry(),
)
const impeller = GraphicSymbol.parse({
  id: 'impeller',
  name: { zh: '叶轮', en: 'Impeller' },
  systemKey: 'building_equipment.fan',
  width: 60,
  height: 40,
  paths: [{ d: 'M0 0L60 40', line: 'line', fill: 'none', lineWidth: 2 }],
})
const saved = { by: { kind: 'account', id: 'A-2', name: '李工' }, atMs: 1_000_000 } as const
const level = { isSnapshot: true, position: 1, removes: [] }

let page: Page
afterEach(async () => {
  const back = document.querySelector('[aria-label="回到组态列表"]')
  if (back) await page.click(back)
  await page.close()
  localStorage.clear()
})

const engineer = { ...makeSession(), rights: [...makeSession().rights, 'graphic.write' as const] }
async function open(save: () => Result<'graphic.save'> = () => ({}), session = engineer): Promise<Page> {
  page = await renderPage(<GraphicEditorPane />, {
    session,
    answers: {
      'registry.deviceTypes': () => ({ deviceTypes: [fan] }),
      'registry.devices': () => devices,
      'graphic.save': save,
    },
  })
  page.client.emit('graphic.changed', { ...level, upserts: [] })
  page.client.emit('graphicSymbol.changed', {
    ...level,
    upserts: [{ id: 'impeller', symbol: impeller, saved, version: 1, state: 'offered' }],
  })
  await page.settle()
  return page
}

const canvas = () => document.querySelector<HTMLElement>('[role="application"]')

/** Drags a component of the library onto the sheet, as a mouse does. */
async function drag(name: string, x: number, y: number): Promise<void> {
  const carried = new Map<string, string>()
  const dataTransfer = {
    setData: (type: string, data: string) => carried.set(type, data),
    getData: (type: string) => carried.get(type) ?? '',
    get types() {
      return [...carried.keys()]
    },
  }
  const fire = (type: string, target: Element | null | undefined) =>
    act(async () => {
      const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y })
      target?.dispatchEvent(Object.assign(event, { dataTransfer }))
    })
  await fire('dragstart', page.find(name, '[draggable]'))
  await fire('dragover', canvas())
  await fire('drop', canvas())
}

const field = (label: string, at = 0) => {
  const labels = [...document.querySelectorAll('label')].filter(({ textContent }) => textContent === label)
  const input = document.getElementById(labels.at(at)?.htmlFor ?? '')
  if (!(input instanceof HTMLInputElement)) throw new Error(`no field ${label}`)
  return input
}
const choose = async (label: string, value: string, at = 0) => {
  const labels = [...document.querySelectorAll('label')].filter(({ textContent }) => textContent === label)
  const select = document.getElementById(labels.at(at)?.htmlFor ?? '')
  if (!(select instanceof HTMLSelectElement)) throw new Error(`no choice ${label}`)
  await act(async () => {
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
}
const type = async (label: string, text: string, at = 0) => page.type(field(label, at), text)
/** Finds one of many by typing and takes the first offer. */
async function pick(label: string, sought: string, at = 0): Promise<void> {
  const input = field(label, at)
  await page.click(input)
  await page.type(input, sought)
  const offer = document.querySelector('[role="option"]')
  if (!offer) throw new Error(`nothing offered for ${sought}`)
  await act(async () => offer.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, cancelable: true })))
}
const ink = async (group: string, name: string) =>
  page.click(document.querySelector(`[role="radiogroup"][aria-label="${group}"] [aria-label="${name}"]`))

/** What was sent last to be saved. */
const sent = (): Graphic => {
  const call = page.client.calls.findLast(({ name }) => name === 'graphic.save')
  return Graphic.parse(z.object({ graphic: z.unknown() }).parse(call?.params).graphic)
}

/** The drawing as operators see it. */
function Viewer() {
  const { graphics, symbols } = useGraphicBook()
  const graphic = [...graphics.values()].at(-1)?.graphic
  return graphic && <Shown graphic={graphic} symbols={symbols} />
}
function Shown({ graphic, symbols }: { graphic: Graphic; symbols: ReturnType<typeof useGraphicBook>['symbols'] }) {
  return <GraphicSheet graphic={graphic} symbols={symbols} readings={useLiveReadings(graphic, undefined)} label="" />
}

describe('drawing a screen', () => {
  // req: R-4.1.1.7-13 R-4.1.1.7-15
  test('components are dragged onto the sheet, tied to properties and services, styled and animated; saved, the screen shows live values', async () => {
    await open()
    await page.click(page.find('新建组态'))
    await drag('叶轮', 460, 240)
    await pick('设备', '排风机 1')
    await choose('点击时', 'service')
    await pick('设备', '排风机 2', 1)
    // Nothing given is nothing sent: the operator is asked for it.
    expect(field('档位').value).toBe('')
    await type('档位', '3')
    await page.click(page.find('添加动画'))
    await choose('效果', 'spin')
    await pick('设备', '排风机 1', 1)
    await type('从', '10')
    await type('每转一圈', '4')
    await ink('线条', '风')
    await type('线宽', '5')
    await type('左', '321')
    await type('宽', '90')
    await type('旋转', '90')

    await drag('数值', 700, 400)
    await pick('设备', '排风机 1')
    await type('字号', '22')
    await page.click(page.find('加粗', 'label')?.querySelector('input'))
    await ink('颜色', '水')
    await page.click(page.find('保存'))
    await page.settle()

    const [symbol, value] = sent().elements
    expect(symbol).toMatchObject({
      kind: 'symbol',
      symbolId: 'impeller',
      deviceId: 'fan-1',
      // Dropped with its middle at the pointer, then moved, made wider and turned by hand.
      frame: { x: 321, y: 180, width: 90, height: 40, turnDeg: 90 },
      style: { line: 'air', lineWidth: 5 },
      animations: [
        { effect: 'spin', secondsATurn: 4, source: { deviceId: 'fan-1', propertyId: 'speed' }, when: { from: 10 } },
      ],
      action: { kind: 'service', deviceId: 'fan-2', serviceId: 'start', input: { level: 3 } },
    })
    expect(value).toMatchObject({
      kind: 'value',
      source: { deviceId: 'fan-1', propertyId: 'speed' },
      text: { size: 22, weight: 'bold', ink: 'water' },
    })

    const graphic = sent()
    await page.close()
    page = await renderPage(<Viewer />, {
      session: engineer,
      answers: { 'registry.deviceTypes': () => ({ deviceTypes: [fan] }), 'registry.devices': () => devices },
    })
    page.client.emit('graphic.changed', {
      ...level,
      upserts: [{ id: graphic.id, graphic, saved, version: 1, isRemoved: false }],
    })
    page.client.emit('graphicSymbol.changed', {
      ...level,
      upserts: [{ id: 'impeller', symbol: impeller, saved, version: 1, state: 'offered' }],
    })
    await page.settle()
    page.client.emit('samples.changed', {
      points: Uint32Array.of(0),
      values: Float64Array.of(1432),
      timesMs: Float64Array.of(Date.now()),
      qualities: Uint8Array.of(qualityCodes.good),
    })
    await page.settle()
    expect(page.text().replaceAll(/\s/g, '')).toContain('1432r/min')
    expect(document.querySelector('path[d="M0 0L60 40"]')?.getAttribute('stroke')).toBe('var(--diagram-air)')
  })

  test('what nobody tied yet is told and not saved; Enter puts a component into the middle', async () => {
    await open()
    await page.click(page.find('新建组态'))
    await page.click(page.find('仪表', '[draggable]'))
    expect(page.text()).toContain('1 处要补全')
    expect(page.find('保存')).toHaveProperty('disabled', true)
    await pick('设备', '排风机 2')
    // The scale follows the range of what it shows.
    expect(field('上限').value).toBe('3000')
    expect(page.text()).not.toContain('处要补全')
    expect(page.find('保存')).toHaveProperty('disabled', false)
  })

  test('what the hand does with the mouse is one step to take back', async () => {
    await open()
    await page.click(page.find('新建组态'))
    await drag('矩形', 460, 240)
    expect(field('左').value).toBe('240')
    const mouse = (name: string, x: number, y: number, target: EventTarget | null = canvas()) =>
      act(async () =>
        target?.dispatchEvent(
          new PointerEvent(name, { bubbles: true, cancelable: true, button: 0, clientX: x, clientY: y }),
        ),
      )
    await mouse('pointerdown', 460, 240)
    await mouse('pointermove', 500, 240, window)
    await mouse('pointermove', 563, 240, window)
    // Drawn on its way by the style sheet alone; the drawing is changed when it is let go.
    const dragged = () => document.querySelectorAll('[data-dragged]').length
    const sheet = document.querySelector<HTMLElement>('[role="application"] > div')
    expect([dragged(), sheet?.style.getPropertyValue('--drag-x'), field('左').value]).toEqual([1, '100px', '240'])
    await mouse('pointerup', 563, 240, window)
    expect([dragged(), field('左').value]).toEqual([0, '340'])
    await mouse('pointerdown', 560, 240)
    await mouse('pointermove', 700, 300, window)
    await page.press('Escape')
    await mouse('pointerup', 700, 300, window)
    expect([dragged(), field('左').value]).toEqual([0, '340'])
    canvas()?.focus()
    await page.press('z', { ctrlKey: true })
    expect(field('左').value).toBe('240')
    await page.press('ArrowRight', { shiftKey: true })
    expect(field('左').value).toBe('250')
    await page.press('d', { ctrlKey: true })
    expect(page.text()).toContain('图层 2')
    await page.press('a', { ctrlKey: true })
    await page.press('Delete')
    expect(page.text()).toContain('图层 0')
  })

  test('a group is taken, moved and copied as one, one of it by a double click, and is taken apart again', async () => {
    await open()
    await page.click(page.find('新建组态'))
    await drag('矩形', 300, 240)
    await drag('矩形', 560, 240)
    canvas()?.focus()
    await page.press('a', { ctrlKey: true })
    await page.press('g', { ctrlKey: true })
    const chosen = () => document.querySelectorAll('[role="application"] polygon').length
    const press = (x: number, y: number) =>
      act(async () => {
        for (const name of ['pointerdown', 'pointerup'])
          canvas()?.dispatchEvent(
            new PointerEvent(name, { bubbles: true, cancelable: true, button: 0, clientX: x, clientY: y }),
          )
      })
    await press(20, 500)
    expect(chosen()).toBe(0)
    await press(560, 240)
    expect(chosen()).toBe(2)
    await page.press('d', { ctrlKey: true })
    expect([page.text().includes('图层 4'), chosen()]).toEqual([true, 2])
    await page.press('z', { ctrlKey: true })
    await press(20, 500)
    await press(300, 240)
    await act(async () => {
      canvas()?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, clientX: 300, clientY: 240 }))
    })
    expect(chosen()).toBe(1)
    await page.press('a', { ctrlKey: true })
    await page.press('g', { ctrlKey: true, shiftKey: true })
    await press(20, 500)
    await press(560, 240)
    expect(chosen()).toBe(1)
  })
})

describe('an existing graphic', () => {
  const existing = (version: number, name: string): SavedGraphic => ({
    id: 'hall',
    graphic: Graphic.parse({
      id: 'hall',
      name: { zh: name, en: name },
      sheet: { width: 1280, height: 720, ground: 'ground' },
      elements: [],
    }),
    saved,
    version,
    isRemoved: false,
  })
  const tell = (version: number, name: string) =>
    page.client.emit('graphic.changed', { ...level, isSnapshot: version === 1, upserts: [existing(version, name)] })

  test('saved by somebody meanwhile: who and when is told, and mine becomes a copy or theirs is taken', async () => {
    await open(() => {
      throw new Refused('worldMoved', 'version 2 is saved')
    })
    tell(1, '大厅')
    await page.settle()
    await page.click(page.find('大厅'))
    await drag('矩形', 460, 240)
    tell(2, '大厅新图')
    await page.settle()
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('李工')
    await page.click(page.find('取对方的版本'))
    expect(page.text()).toContain('大厅新图')
    expect(page.text()).toContain('图层 0')
  })

  test('what was drawn and not saved is there again after the pane was closed', async () => {
    await open()
    tell(1, '大厅')
    await page.settle()
    await page.click(page.find('大厅'))
    await drag('椭圆', 460, 240)
    await page.click(document.querySelector('[aria-label="回到组态列表"]'))
    expect(page.text()).toContain('未保存')
    await page.close()
    await open()
    tell(1, '大厅')
    await page.settle()
    await page.click(page.find('大厅'))
    expect(page.text()).toContain('图层 1')
    await page.click(page.find('放弃改动'))
    expect(page.text()).toContain('图层 0')
    await page.click(document.querySelector('[aria-label="回到组态列表"]'))
    expect(page.text()).not.toContain('未保存')
  })

  test('without the right it can be looked at and nothing else', async () => {
    await open(undefined, makeSession())
    tell(1, '大厅')
    await page.settle()
    expect(page.find('新建组态')).toHaveProperty('disabled', true)
    await page.click(page.find('大厅'))
    expect(page.text()).toContain('只能查看')
    await drag('矩形', 460, 240)
    expect(page.text()).toContain('图层 0')
  })
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DeskState, PaneTree } from '../../layouts'
import { shippedLayouts } from '../../layouts'
import type { ConsoleBridge, DeskBridge } from '../bridge'
import { renderPage, type Page } from '../testing/render'
import { LayoutMark } from './LayoutMark'
import { PaneArea } from './PaneArea'

const layout = shippedLayouts.find(({ id }) => id === 'two')!
const trees: PaneTree[] = [{ tabs: ['gaps', 'conflicts'] }, { pane: 'refusals' }]

const display = (
  number: number,
  change: Partial<DeskState['displays'][number]> = {},
): DeskState['displays'][number] => ({
  number,
  role: 'all',
  panes: trees[number - 1] ?? { pane: 'gaps' },
  label: '',
  bounds: { x: 1920 * (number - 1), y: 0, width: 1920, height: 1080 },
  scaleFactor: 1,
  rotation: 0,
  isPrimary: number === 1,
  isInternal: false,
  isLiving: true,
  isBlank: false,
  ...change,
})

const desk: DeskState = {
  layout,
  match: 'exact',
  post: 'dispatcher',
  isForIncident: false,
  isArranged: false,
  mayArrange: true,
  displays: [display(1), display(2)],
  evacuated: [],
  choices: [layout],
  isKiosk: false,
}

let asked: unknown[][]
let page: Page
/** The store of the desk listens once for the life of a page. */
let tell: (state: DeskState) => void

const note =
  (name: string) =>
  (...args: unknown[]) =>
    void asked.push([name, ...args])

const bridge = {
  display: { number: 1, count: 2, role: 'all' },
  layout: { id: layout.id, panes: trees[0]! },
  desk: {
    onChanged(listener: (state: DeskState) => void) {
      tell = listener
      listener(desk)
      return () => {}
    },
    movePane: note('movePane'),
    arrange: note('arrange'),
    chooseLayout: note('chooseLayout'),
  } satisfies Partial<DeskBridge>,
} as unknown as ConsoleBridge

beforeEach(async () => {
  asked = []
  Object.defineProperty(window, 'chengtai', { configurable: true, value: bridge })
  page = await renderPage(
    <>
      <LayoutMark />
      <PaneArea />
    </>,
  )
  tell(desk)
  await page.settle()
})
afterEach(async () => {
  await page.close()
  Reflect.deleteProperty(window, 'chengtai')
})

const grip = (title: string) => document.querySelector(`[aria-label="${title}：窗格菜单"]`)
const open = async (title: string) => page.click(grip(title))

test('a pane goes to another display by its menu, onto the largest pane there', async () => {
  await open('缺口')
  await page.click(page.find('显示器 2', '[role=menuitem]'))
  expect(asked).toEqual([['movePane', { pane: 'gaps', fromNumber: 1, toNumber: 2, at: 'refusals', drop: 'tab' }]])
})

test('a pane that stands alone changes places with the other display', async () => {
  tell({ ...desk, displays: [display(1, { panes: { pane: 'gaps' } }), display(2)] })
  await page.settle()
  await open('缺口')
  await page.click(page.find('显示器 2', '[role=menuitem]'))
  expect(asked).toEqual([
    ['arrange', 2, { pane: 'gaps' }],
    ['arrange', 1, { pane: 'refusals' }],
  ])
})

test('a tab gets a place of its own', async () => {
  await open('缺口')
  await page.click(page.find('放到下方', '[role=menuitem]'))
  expect(asked).toEqual([
    ['arrange', 1, { split: 'column', sizes: [1, 1], parts: [{ pane: 'conflicts' }, { pane: 'gaps' }] }],
  ])
})

test('a locked layout stays as it is: nothing but maximising is offered', async () => {
  tell({ ...desk, mayArrange: false })
  await page.settle()
  await open('缺口')
  expect([...document.querySelectorAll('[role=menuitem]')].map(({ textContent }) => textContent)).toEqual(['放大'])
})

test('panes whose display is gone wait in a strip, are brought by a click, and the strip goes when the display is back', async () => {
  tell({
    ...desk,
    displays: [display(1), display(2, { isLiving: false })],
    evacuated: [{ pane: 'refusals', fromNumber: 2 }],
  })
  await page.settle()
  expect(page.text()).toContain('显示器 2 断开，等待中：')
  await page.click(page.find('入侵者与拒收'))
  expect(asked).toEqual([['movePane', { pane: 'refusals', fromNumber: 2, toNumber: 1, at: 'gaps', drop: 'tab' }]])
  tell(desk)
  await page.settle()
  expect(page.text()).not.toContain('等待中')
})

test('what was changed is marked, and given back by choosing the layout again', async () => {
  expect(page.text()).not.toContain('已改动')
  tell({ ...desk, isArranged: true })
  await page.settle()
  await page.click(page.find('已改动'))
  await page.click(page.find('还原布局'))
  expect(asked).toEqual([['chooseLayout', 'two']])
})

test('the tab of the pane on top is brought into sight, however many there are', async () => {
  const brought: string[] = []
  const scroll = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    brought.push(this.textContent)
  })
  tell({ ...desk, displays: [display(1, { panes: { tabs: ['conflicts', 'gaps'], active: 'gaps' } }), display(2)] })
  await page.settle()
  expect(brought.at(-1)).toBe('缺口')
  scroll.mockRestore()
})

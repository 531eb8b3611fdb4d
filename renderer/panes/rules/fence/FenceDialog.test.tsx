import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Ring } from '../../../../domain/contract'
import { renderPage, type Page } from '../../../testing/render'
import { ringOf, squareAround } from './corners'
import { FenceDialog } from './FenceDialog'

let page: Page
afterEach(() => page.close())

const square = ringOf(squareAround([113.94, 22.53], 50))!

async function open() {
  const onDone = vi.fn<(ring: Ring) => void>()
  page = await renderPage(<FenceDialog ring={square} onDone={onDone} onClose={() => undefined} />)
  await page.settle()
  return onDone
}
const plan = () => document.querySelector('svg[aria-label^="城区平面图"]')!
const corners = () => [...document.querySelectorAll<SVGElement>('circle[role=button]')]
const done = () => page.find('用这条线')!
const text = () => document.querySelector('textarea')!
const pointer = (target: Element, kind: string, clientX: number, clientY: number) =>
  act(async () => void target.dispatchEvent(new MouseEvent(kind, { bubbles: true, clientX, clientY })))
const type = (words: string) =>
  act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(text(), words)
    text().dispatchEvent(new Event('input', { bubbles: true }))
  })

test('a click sets a corner where the line runs nearest, and the coordinates say so too', async () => {
  vi.spyOn(SVGElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 1000, 620))
  const onDone = await open()
  expect(corners()).toHaveLength(4)
  await pointer(plan(), 'pointerdown', 900, 310)
  await pointer(plan(), 'pointerup', 900, 310)
  expect(corners()).toHaveLength(5)
  expect(text().value.split('\n')).toHaveLength(5)
  await page.click(done())
  const [ring] = onDone.mock.calls[0]!
  expect(ring).toHaveLength(6)
  expect(ring[2]![0]).toBeGreaterThan(113.9405)
  vi.restoreAllMocks()
})

test('without a mouse: arrows move the chosen corner, Delete takes it away, but never below three', async () => {
  const onDone = await open()
  corners()[0]!.focus()
  await page.press('ArrowLeft')
  await page.press('Delete')
  await page.press('Delete')
  expect(corners()).toHaveLength(3)
  await page.click(done())
  expect(onDone.mock.calls[0]![0]).toHaveLength(4)
})

test('typed coordinates draw the line; what is no place, no area or crosses itself is not taken', async () => {
  const onDone = await open()
  await type('113.94, 22.53\n113.95, 22.53\nhere')
  expect(page.text()).toContain('有一行不是坐标')
  expect(done()).toHaveProperty('disabled', true)
  await type('113.94, 22.53\n113.95, 22.53')
  expect(page.text()).toContain('至少三个角')
  await type('113.94, 22.53\n113.95, 22.54\n113.95, 22.53\n113.94, 22.54')
  expect(page.text()).toContain('线与自身相交')
  await type('113.94, 22.53\n113.95, 22.53\n113.95, 22.54')
  expect(corners()).toHaveLength(3)
  await page.click(done())
  expect(onDone.mock.calls[0]![0]).toEqual([
    [113.94, 22.53],
    [113.95, 22.53],
    [113.95, 22.54],
    [113.94, 22.53],
  ])
})

import { afterEach, expect, test } from 'vitest'
import { seatNow } from '../../feed'
import { renderPage, type Page } from '../../testing/render'
import { UndoBar } from './UndoBar'

let page: Page
afterEach(() => page.close())

const open = async (leftMs: number, count = 2) => {
  let undone = 0
  page = await renderPage(<UndoBar count={count} sendAtMs={seatNow() + leftMs} onUndo={() => (undone += 1)} />)
  return () => undone
}
const button = () => document.querySelector('button')

test('while there is time the click can be undone by button and by key', async () => {
  const undone = await open(60_000)
  await page.click(button())
  expect(undone()).toBe(1)
  await page.press('Escape')
  expect(undone()).toBe(2)
  expect(page.text()).toContain('2')
})

test('when the orders have left there is nothing to undo any more, neither by button nor by key', async () => {
  const undone = await open(-1)
  expect(button()?.disabled).toBe(true)
  expect(page.text()).toContain('0.0')
  await page.press('Escape')
  expect(undone()).toBe(0)
})

test('it never says that nobody was sent', async () => {
  await open(60_000, 0)
  expect(page.text()).toContain('已下发')
  expect(page.text()).not.toContain('0 人')
})

import { act, useState } from 'react'
import i18next from 'i18next'
import { afterEach, expect, test } from 'vitest'
import { renderPage, type Page } from '../../testing/render'
import { DateTimeField } from './DateTimeField'

let page: Page
afterEach(() => page.close())

function Form({ start }: { start: string }) {
  const [value, setValue] = useState(start)
  return <DateTimeField label="起" value={value} onChange={setValue} />
}
const open = async (start = '2026-11-23 03:00') => {
  page = await renderPage(<Form start={start} />, { isBare: true })
}
const input = () => document.querySelector<HTMLInputElement>('input')!
const focus = (step: 'focusin' | 'focusout') =>
  act(async () => void input().dispatchEvent(new FocusEvent(step, { bubbles: true })))

test('what is no moment is told when the field is left, not while it is typed, and what is one is written in one way', async () => {
  await open('')
  await focus('focusin')
  await page.type(input(), '11/23/2026')
  expect(page.text()).not.toContain('请写作')
  await focus('focusout')
  expect(page.text()).toContain('请写作 2026-01-31 08:00')
  expect(input().getAttribute('aria-invalid')).toBe('true')
  await focus('focusin')
  await page.type(input(), '2026年11月23日 3：05')
  await focus('focusout')
  expect(input().value).toBe('2026-11-23 03:05')
  expect(input().getAttribute('aria-invalid')).toBeNull()
})

test('English reads the same form', async () => {
  await open()
  await act(() => i18next.changeLanguage('en'))
  await page.type(input(), 'tomorrow')
  await focus('focusout')
  expect(page.text()).toContain('Write it as 2026-01-31 08:00')
})

test('a day and a time are picked in the calendar with keys and hand, and the other stays', async () => {
  await open()
  await page.click(document.querySelector('[aria-haspopup=dialog]'))
  expect(document.activeElement?.textContent).toBe('23')
  await page.press('ArrowDown')
  expect(document.activeElement?.textContent).toBe('30')
  await page.press('PageDown')
  await page.click(document.activeElement)
  expect(input().value).toBe('2026-12-30 03:00')
  const hour = document.querySelector<HTMLSelectElement>('[role=dialog] select')!
  await act(async () => {
    hour.value = '17'
    hour.dispatchEvent(new Event('change', { bubbles: true }))
  })
  expect(input().value).toBe('2026-12-30 17:00')
  await page.click(page.find('完成'))
  expect(document.querySelector('[role=dialog]')).toBeNull()
})

import { afterEach, expect, test, vi } from 'vitest'
import { renderPage, type Page } from '../testing/render'
import { KeySheet } from './KeySheet'
import { useActions } from './keyboard'
import { useKeyBindings } from './useKeyBindings'

let page: Page
afterEach(() => page.close())
const bring = vi.fn()

function Desk() {
  useKeyBindings()
  useActions({ alarms: bring })
  return <KeySheet onClose={() => undefined} />
}

async function open() {
  bring.mockClear()
  page = await renderPage(<Desk />, {
    answers: {
      'setting.save'({ key, value }) {
        const by = { kind: 'account', id: 'zhou' } as const
        const kept = { id: key, key, scope: 'account', value: value ?? null, saved: { by, atMs: 1 } } as const
        page.client.emit('setting.changed', { isSnapshot: false, position: 2, upserts: [kept], removes: [] })
        return {}
      },
    },
  })
  page.client.emit('setting.changed', { isSnapshot: true, position: 1, upserts: [], removes: [] })
  await page.settle()
}
const saved = () =>
  page.client.calls.flatMap(({ name, params }) => (name === 'setting.save' ? [params] : [])) as { value: unknown }[]

test('shows every key by its place; nine in a row are one line', async () => {
  await open()
  for (const words of ['F9', 'Ctrl 1… Ctrl 9', 'Ctrl Alt F12', '撤销期内撤销']) expect(page.text()).toContain(words)
})

test('a key that is free is given at once, kept for the account, and works', async () => {
  await open()
  await page.click(page.find('改键'))
  await page.click(document.querySelector('[aria-label="改键：告警列表"]'))
  await page.press('F7')
  await page.settle()
  expect(saved().at(-1)).toMatchObject({ key: 'keys.bindings', scope: 'account', value: { alarms: ['F7'] } })
  await page.press('F7')
  expect(bring).toHaveBeenCalledOnce()
  await page.press('F2')
  expect(bring).toHaveBeenCalledOnce()
})

test('a key that another action has is told, and taken only when asked again', async () => {
  await open()
  await page.click(page.find('改键'))
  await page.click(document.querySelector('[aria-label="改键：告警列表"]'))
  await page.press('F9')
  expect(page.text()).toContain('此键现为“调度：先调出，再发出”')
  expect(saved()).toEqual([])
  await page.click(page.find('改给本项'))
  expect(saved().at(-1)?.value).toEqual({ alarms: ['F9'], dispatch: [] })
})

test('a letter is refused: it would fire while somebody types', async () => {
  await open()
  await page.click(page.find('改键'))
  await page.click(document.querySelector('[aria-label="改键：告警列表"]'))
  await page.press('a')
  expect(page.text()).toContain('此键会与打字相混')
  expect(page.find('改给本项')).toBeUndefined()
})

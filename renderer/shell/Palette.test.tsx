import { useEffect, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { currentSelection } from '../feed'
import { useActions } from '../keys/keyboard'
import { makeAlarm } from '../testing/builders'
import { renderPage, type Page } from '../testing/render'
import { Palette } from './Palette'

let page: Page
afterEach(() => page.close())
const silence = vi.fn()

function Desk() {
  useActions({ silence })
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => setIsOpen(true), [])
  return isOpen && <Palette onClose={() => undefined} />
}
const place = { zh: '澄湖中心 T2', en: 'Chenghu Centre T2' }
const lift = { kind: 'device' as const, id: 'lift-1', name: { zh: '电梯 1', en: 'Lift 1' }, detail: place }

async function search(text: string) {
  page = await renderPage(<Desk />, {
    answers: {
      'registry.search': ({ text: sought }) => ({ hits: sought === 'dt' ? [lift] : [] }),
      'setting.save': () => ({}),
    },
  })
  page.client.emit('alarm.changed', {
    isSnapshot: true,
    position: 1,
    upserts: [makeAlarm({ id: 'fire' })],
    removes: [],
  })
  await page.type(document.querySelector('input')!, text)
  await page.settle()
  await page.settle()
}
const groups = () => [...document.querySelectorAll('[role=group]')].map((group) => group.getAttribute('aria-label'))

test('finds by the initials of pinyin what rings, what there is and what can be done, by group', async () => {
  await search('dt')
  // 电梯 from the core, 地图 from the panes.
  expect(groups()).toEqual(['设备', '页面'])
  expect(page.text()).toContain('电梯 1')
  expect(page.text()).toContain('地图')
})

test('Enter goes to the alarm and its place', async () => {
  await search('hj')
  expect(groups()).toEqual(['告警'])
  document.querySelector('input')?.focus()
  await page.press('Enter')
  expect(currentSelection()).toMatchObject({ alarmId: 'fire', deviceId: 'smoke-1806' })
})

test('a command does what its key does, and is kept among those used lately', async () => {
  await search('jingyin')
  document.querySelector('input')?.focus()
  await page.press('Enter')
  expect(silence).toHaveBeenCalledOnce()
  expect(page.client.calls.find(({ name }) => name === 'setting.save')?.params).toMatchObject({
    key: 'palette.recent',
    value: [{ kind: 'command', id: 'silence' }],
  })
})

test('says so when nothing fits', async () => {
  await search('xyzzy')
  expect(page.text()).toContain('没有符合“xyzzy”的对象')
})

test('Enter while an input method composes chooses characters, nothing else', async () => {
  await search('hj')
  document.querySelector('input')?.focus()
  await page.press('Enter', { isComposing: true })
  expect(currentSelection()).toEqual({})
})

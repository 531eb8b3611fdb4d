import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { type DeskState, shippedLayouts } from '../../layouts'
import { makeAlarm } from '../testing/builders'
import { type Page, renderPage } from '../testing/render'
import { Blank } from './Blank'
import { Identify } from './Identify'
import { LeaveKiosk } from './LeaveKiosk'

/** What the preload offers, as far as the desk needs it. */
const bridge = vi.hoisted(() => {
  const listeners = new Set<(state: unknown) => void>()
  const leaving = new Set<() => void>()
  const desk = {
    onChanged: (listener: (state: unknown) => void) => listeners.add(listener),
    onLeaveAsked: (listener: () => void) => {
      leaving.add(listener)
      return () => leaving.delete(listener)
    },
    leaveKiosk: vi.fn(),
    blank: vi.fn(),
  }
  const chengtai = { display: { number: 2, count: 2, role: 'alarms' }, desk }
  Object.assign(globalThis, { chengtai })
  return { listeners, leaving, desk }
})

let page: Page | undefined
const [layout] = shippedLayouts
const display = {
  number: 2,
  role: 'alarms',
  panes: { pane: 'alarms' },
  label: 'Dell U2724',
  bounds: { x: 0, y: 0, width: 1280, height: 720 },
  scaleFactor: 1.5,
  rotation: 0,
  isPrimary: true,
  isInternal: false,
  isLiving: true,
  isBlank: false,
}

const tell = (state: Partial<DeskState>, change: object = {}) =>
  act(async () => {
    for (const listener of bridge.listeners)
      listener({ layout, displays: [{ ...display, ...change }], evacuated: [], ...state })
  })

afterEach(async () => {
  await page?.close()
  page = undefined
})

test('a display says its number, what it is for, and which panel it is in its own pixels, as long as it is asked', async () => {
  page = await renderPage(<Identify />)
  await tell({})
  expect(page.text()).toBe('')
  await tell({ identifyUntilMs: 3_000 })
  expect(page.text()).toBe('2告警Dell U2724 · 1920 × 1080')
  await tell({})
  expect(page.text()).toBe('')
})

test('a darkened display shows a clock only, an urgent alarm breaks through until it is acknowledged, and a click lights it', async () => {
  page = await renderPage(<Blank strip={<p>strip</p>} />)
  await tell({})
  expect(page.find('', '[aria-label]')).toBeUndefined()
  await tell({}, { isBlank: true })
  expect(page.text()).toMatch(/^\d\d:\d\d:\d\d$/)
  const alarms = (state: 'unacknowledged' | 'acknowledged') => {
    page?.client.emit('alarm.changed', {
      isSnapshot: true,
      position: 1,
      upserts: [makeAlarm({ id: 'a', priority: 'urgent', state })],
      removes: [],
    })
    return page?.settle()
  }
  await alarms('unacknowledged')
  expect(page.text()).toContain('strip')
  await alarms('acknowledged')
  expect(page.text()).not.toContain('strip')
  await page.click(document.querySelector('button'))
  expect(bridge.desk.blank).toHaveBeenCalledWith(2, false)
})

test('closed mode asks for somebody who may, says why it was refused, and stays', async () => {
  HTMLDialogElement.prototype.showModal ??= () => undefined
  HTMLDialogElement.prototype.close ??= () => undefined
  page = await renderPage(<LeaveKiosk />)
  expect(page.text()).toBe('')
  bridge.desk.leaveKiosk.mockResolvedValue({ refused: 'wrongCredentials' })
  await act(async () => bridge.leaving.forEach((listener) => listener()))
  const [name, password] = document.querySelectorAll('input')
  if (!name || !password) throw new Error('no form')
  await page.type(name, 'hejing')
  await page.type(password, 'wrong')
  await act(async () => document.querySelector('form')?.requestSubmit())
  await page.settle()
  expect(bridge.desk.leaveKiosk).toHaveBeenCalledWith({ name: 'hejing', password: 'wrong' })
  expect(page.text()).toContain('账户名或口令不对')
  await page.click(page.find('继续值守'))
  expect(page.text()).toBe('')
})

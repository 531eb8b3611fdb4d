import { afterEach, expect, test } from 'vitest'
import type { Session } from '../../../domain/contract'
import { makeIntruder } from '../../testing/makeAccess'
import { makeSeat, makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { RefusalsPane } from './RefusalsPane'

let page: Page
afterEach(() => page.close())

const button = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(name))

async function open(intruders: ReturnType<typeof makeIntruder>[], rights: Partial<Session> = {}) {
  page = await renderPage(<RefusalsPane />)
  page.client.emit('session.changed', { ...makeSession(), ...rights })
  page.client.emit('seat.changed', makeSeat())
  page.client.emit('intruder.changed', { isSnapshot: true, position: 1, upserts: intruders, removes: [] })
  await page.settle()
}

test('tells who wanted in, from where, how often and why; who is locked out stands first', async () => {
  await open([
    makeIntruder({ id: 'a', name: 'pump-9', lastReason: 'unknownDevice', count: 3, lastAtMs: 1_790_000_900_000 }),
    makeIntruder({ id: 'b', lockedUntilMs: 8e15 }),
  ])
  expect(page.text()).toMatch(/锁定，还剩.*cam-77.*10\.8\.3\.40.*214.*密钥错误.*已拒绝.*pump-9.*未登记设备/)
  expect(page.text()).toContain('1 个锁定中')
})

test('says so when nobody was turned away', async () => {
  await open([])
  expect(page.text()).toContain('没有被拒之门外的接入者')
})

test('offers unlocking only to who may, and says what is missing', async () => {
  await open([makeIntruder({ lockedUntilMs: 8e15 })], { rights: ['view', 'engineering.read'] })
  const unlock = button('解锁')
  expect(unlock?.disabled).toBe(true)
  expect(unlock?.title).toContain('权限')
})

import { afterEach, expect, test } from 'vitest'
import { makeGap } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { GapsPane } from './GapsPane'

let page: Page
afterEach(() => page.close())

async function open(gaps: ReturnType<typeof makeGap>[]) {
  page = await renderPage(<GapsPane />)
  page.client.emit('gap.changed', { isSnapshot: true, position: 1, upserts: gaps, removes: [] })
  await page.settle()
}

test('the open ones stand first, then those that stay, then those that are whole again', async () => {
  await open([
    makeGap({ deviceId: 'tm-9', state: 'filled', filled: 9, endedAtMs: 1 }),
    makeGap({ deviceId: 'tm-4', state: 'unfillable', endedAtMs: 1, reason: '设备不存历史' }),
    makeGap({ linkId: 'site', state: 'open' }),
  ])
  expect(page.text()).toMatch(/未补.*链路 site（全部设备）.*无法补.*变压器 TM-4.*设备不存历史.*已补齐.*变压器 TM-9/)
  expect(page.text()).toContain('1 处未了 · 共 3')
})

test('tells how many messages are missing, how many came later, and that it lasts', async () => {
  await open([makeGap({ deviceId: 'tm-4', cause: 'sequence', missing: 12, filled: 7, state: 'filling' })])
  expect(page.text()).toMatch(/仍在继续.*12.*7.*序号跳跃/)
})

test('says in words why a gap stays; what a later version wrote is shown as it is', async () => {
  await open([
    makeGap({ deviceId: 'tm-4', state: 'unfillable', endedAtMs: 1, reason: 'messagesMissing 8/1' }),
    makeGap({ state: 'unfillable', endedAtMs: 1, reason: 'historyMissing 12/40' }),
    makeGap({ state: 'unfillable', endedAtMs: 1, reason: 'clockBroken 3/4' }),
  ])
  expect(page.text()).toContain('缺 8 条消息（1 台设备）')
  expect(page.text()).toContain('40 台设备中 12 台不存历史或未应答')
  expect(page.text()).toContain('clockBroken 3/4')
})

test('says so when nothing is missing', async () => {
  await open([])
  expect(page.text()).toContain('没有缺口')
})

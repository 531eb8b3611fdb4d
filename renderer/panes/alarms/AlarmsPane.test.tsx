import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Alarm } from '../../../domain/contract'
import { currentSelection } from '../../feed'
import { makeAlarm, makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { AlarmsPane } from './AlarmsPane'

vi.mock('../../widgets/Chart', () => ({ Chart: () => undefined }))

const fire = makeAlarm({
  id: 'fire',
  deviceId: 'smoke-1806',
  isLifeSafety: true,
  property: 'obscuration',
  value: 5.8,
  limit: 3.5,
  raisedAtMs: 3_000_000,
})
const hot = makeAlarm({
  id: 'hot',
  deviceId: 'tm-4',
  definitionId: 'hot',
  priority: 'minor',
  property: 'temperature',
  value: 96,
  limit: 95,
  raisedAtMs: 2_000_000,
})
const taken = makeAlarm({
  id: 'taken',
  deviceId: 'tm-9',
  definitionId: 'hot',
  priority: 'minor',
  state: 'acknowledged',
  raisedAtMs: 1_000_000,
  acknowledged: { by: { kind: 'account', id: 'li', name: '李伟' }, atMs: 1_100_000 },
})

let page: Page
afterEach(() => page.close())

const rows = () => [...document.querySelectorAll('[role=option]')].map((row) => row.textContent)
const list = () => document.querySelector<HTMLElement>('[role=listbox]')
const tick = (id: string) => document.querySelector(`#alarm-${id} input`)
const calls = () => page.client.calls.filter(({ name }) => name === 'alarm.acknowledge').map(({ params }) => params)

async function open(alarms: Alarm[] = [taken, hot, fire], role: Parameters<typeof makeSession>[0] = 'dispatcher') {
  page = await renderPage(<AlarmsPane />, {
    session: makeSession(role),
    answers: {
      'alarm.acknowledge': ({ ids }) =>
        new Promise((resolve) =>
          setTimeout(() => resolve({ acknowledged: ids.map((id) => makeAlarm({ id }).id) }), 400),
        ),
      'alarm.history': () => ({ alarms: [] }),
      'history.read': () => Promise.reject(new Error('no history in this test')),
    },
  })
  page.client.emit('alarm.changed', { isSnapshot: true, position: 77, upserts: alarms, removes: [] })
  await page.settle()
}

describe('the list', () => {
  test('shows where, what, value against limit, state and who, the most important first', async () => {
    await open()
    expect(rows()).toHaveLength(3)
    expect(rows()[0]).toMatch(/澄湖中心 T2 · 18F.*感烟 YG-T2-1806 火警.*5\.8 \/ 3\.5 %\/m.*未确认/)
    expect(rows()[1]).toMatch(/中轴天街 · B1.*变压器 TM-4 绕组温度高.*96 \/ 95 ℃.*未确认/)
    expect(rows()[2]).toMatch(/澄湖中心 · 室外.*已确认.*李伟/)
  })

  test('says of an alarm that the disk does not take that it is not saved, and offers no acknowledgement', async () => {
    await open([hot, { ...fire, isUnsaved: true }])
    expect(rows()[0]).toMatch(/火警.*未保存/)
    expect(tick('fire')).toBeNull()
    expect(tick('hot')).not.toBeNull()
  })

  test('says so when nothing stands', async () => {
    await open([])
    expect(page.text()).toContain('无在案告警')
  })

  test('takes in what comes and lets go what is over', async () => {
    await open()
    page.client.emit('alarm.changed', { isSnapshot: false, position: 78, upserts: [], removes: ['fire', 'taken'] })
    await page.settle()
    expect(rows()).toHaveLength(1)
  })
})

describe('the keyboard', () => {
  test('arrows choose, stepping over group headers, for all windows; Enter opens in full', async () => {
    await open()
    list()?.focus()
    await page.press('ArrowDown')
    expect(currentSelection()).toEqual({ alarmId: 'fire', deviceId: 'smoke-1806' })
    await page.press('ArrowDown')
    expect(currentSelection().alarmId).toBe('hot')
    await page.press('End')
    expect(currentSelection().alarmId).toBe('taken')
    await page.press('Home')
    expect(currentSelection().alarmId).toBe('fire')
    expect(page.text()).toContain('看走廊视频，判真假')
    expect(page.text()).toContain('不处置：烟气 4 分钟内进入 19F')
  })

  test('Space ticks the chosen alarm', async () => {
    await open()
    list()?.focus()
    await page.press('ArrowDown')
    await page.press(' ')
    expect(page.text()).toContain('选 1 条')
  })
})

describe('acknowledging', () => {
  test('sends exactly what is ticked, with a key of its own and what the person saw, and shows it as under way', async () => {
    await open()
    await page.click(tick('fire'))
    await page.click(tick('hot'))
    await page.click(page.find('确认所选'))
    expect(calls()).toEqual([{ key: expect.stringMatching(/^[0-9a-f]{32}$/), ids: ['fire', 'hot'], basis: 77 }])
    expect(rows()[0]).toContain('正在确认')
  })

  test('never takes what the filter hides', async () => {
    await open()
    await page.click(tick('fire'))
    await page.click(tick('hot'))
    const building = [...document.querySelectorAll('aside label')].find((label) =>
      label.textContent.includes('楼宇设备'),
    )
    await page.click(building?.querySelector('input'))
    await page.click(page.find('确认所选'))
    expect(calls()).toMatchObject([{ ids: ['fire'] }])
  })

  test('is not offered to a role that may not', async () => {
    await open([fire], 'manager')
    expect(tick('fire')).toBeNull()
    expect(page.find('确认所选')).toBeUndefined()
  })

  test('a refusal is told in a sentence', async () => {
    await open()
    await page.close()
    page = await renderPage(<AlarmsPane />, { answers: { 'alarm.history': () => ({ alarms: [] }) } })
    page.client.emit('alarm.changed', { isSnapshot: true, position: 1, upserts: [hot], removes: [] })
    await page.settle()
    await page.click(tick('hot'))
    await page.click(page.find('确认所选'))
    await page.settle()
    expect(page.text()).toContain('当前角色无此权限')
  })
})

test('more than ten in ten minutes groups by cause and folds, but never life safety', async () => {
  const now = Date.now()
  const flood = Array.from({ length: 12 }, (_, at) =>
    makeAlarm({ id: `f${at}`, deviceId: 'tm-4', definitionId: 'hot', priority: 'minor', raisedAtMs: now - at * 1000 }),
  )
  await open([...flood, { ...fire, raisedAtMs: now, arrivedAtMs: now }])
  await page.settle()
  expect(document.querySelector<HTMLSelectElement>('select')?.disabled).toBe(true)
  expect(rows()).toHaveLength(1)
  expect(rows()[0]).toContain('火警')
  await page.click(page.find('由 1 个起因合并'))
  expect(rows()).toHaveLength(13)
})

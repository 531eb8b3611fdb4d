import { act } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { AccountId, AlarmId, type Alarm } from '../../../domain/contract'
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

const idsOf = (ids: readonly string[]) => ids.map((id) => AlarmId.parse(id))
const rows = () => [...document.querySelectorAll('[role=row][aria-selected]')].map((row) => row.textContent)
const list = () => document.querySelector<HTMLElement>('[role=grid]')
const tick = (id: string) => document.querySelector(`#alarm-${id} input`)
const calls = () => page.client.calls.filter(({ name }) => name === 'alarm.acknowledge').map(({ params }) => params)

async function open(
  alarms: Alarm[] = [taken, hot, fire],
  role: Parameters<typeof makeSession>[0] = 'dispatcher',
  answers: NonNullable<Parameters<typeof renderPage>[1]>['answers'] = {},
) {
  page = await renderPage(<AlarmsPane />, {
    session: makeSession(role),
    answers: {
      'alarm.acknowledge': ({ ids }) =>
        new Promise((resolve) =>
          setTimeout(() => resolve({ acknowledged: ids.map((id) => makeAlarm({ id }).id), refused: [] }), 400),
        ),
      'alarm.history': () => ({ alarms: [] }),
      'alarm.unshelve': ({ ids }) => ({ done: idsOf(ids), refused: [] }),
      'alarm.shelve': ({ ids }) => ({ done: idsOf(ids), refused: [] }),
      'history.read': () => Promise.reject(new Error('no history in this test')),
      ...answers,
    },
  })
  page.client.emit('alarm.changed', { isSnapshot: true, position: 77, upserts: alarms, removes: [] })
  await page.settle()
}

describe('the totals', () => {
  const total = (words: string) => page.find(words, '[role="group"] button')
  const figures = () => [...document.querySelectorAll('header [role="group"] b')].map(({ textContent }) => textContent)

  // req: R-4.1.1.7-04
  test('say how many are pending, in hand and closed, follow every change, and narrow the list at a click', async () => {
    await open()
    page.client.emit('alarm.closed', { count: 7, withinMs: 12 * 3_600_000 })
    await page.settle()
    expect(figures()).toEqual(['2', '1', '7'])
    expect(total('12 时已结')?.textContent).toBe('12 时已结7条')
    await page.click(total('处理中'))
    // Life safety is never filtered out of sight.
    expect(rows()).toEqual([expect.stringContaining('火警'), expect.stringContaining('李伟')])
    // What the filter hides is counted all the same.
    page.client.emit('alarm.changed', {
      isSnapshot: false,
      position: 78,
      upserts: [{ ...hot, state: 'acknowledged', acknowledged: taken.acknowledged }],
      removes: [],
    })
    page.client.emit('alarm.closed', { count: 8, withinMs: 12 * 3_600_000 })
    await page.settle()
    expect(figures()).toEqual(['1', '2', '8'])
    await page.click(total('处理中'))
    expect(rows()).toHaveLength(3)
  })

  test('count what is put aside in neither', async () => {
    const shelved = {
      by: { kind: 'account', id: 'li', name: '李伟' },
      atMs: 1,
      untilMs: 9e12,
      reason: 'works',
    } as const
    await open([fire, { ...hot, state: 'shelved', shelved }])
    expect(figures()).toEqual(['1', '0'])
  })
})

describe('the list', () => {
  // req: R-4.1.1.7-05
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

  // req: R-4.1.1.7-03
  test('takes in what comes and lets go what is over', async () => {
    await open()
    page.client.emit('alarm.changed', { isSnapshot: false, position: 78, upserts: [], removes: ['fire', 'taken'] })
    await page.settle()
    expect(rows()).toHaveLength(1)
  })
})

describe('the keyboard', () => {
  // req: R-4.1.1.2-15
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

  test('a screen reader hears of a grid: which row is chosen, its place among all, and that headers cannot be', async () => {
    await open()
    list()?.focus()
    await page.press('ArrowDown')
    const chosen = document.querySelector('[role=row][aria-selected=true]')
    expect(chosen?.id).toBe(list()?.getAttribute('aria-activedescendant'))
    expect(chosen?.textContent).toContain('感烟 YG-T2-1806')
    expect(chosen?.querySelectorAll('[role=gridcell]').length).toBeGreaterThan(5)
    const lines = [...document.querySelectorAll('[role=row]')]
    expect(list()?.getAttribute('aria-rowcount')).toBe(String(lines.length))
    expect(lines.map((line) => line.getAttribute('aria-rowindex'))).toEqual(lines.map((_, at) => String(at + 1)))
    expect(
      lines
        .filter((line) => !line.hasAttribute('aria-selected'))
        .every((line) => line.querySelector('[aria-expanded]')),
    ).toBe(true)
  })

  test('Space ticks the chosen alarm', async () => {
    await open()
    list()?.focus()
    await page.press('ArrowDown')
    await page.press(' ')
    expect(page.text()).toContain('选 1 条')
  })
})

describe('choosing many', () => {
  const option = (id: string) => document.querySelector<HTMLElement>(`#alarm-${id}`)
  const clickWith = async (id: string, keys: MouseEventInit) => {
    await act(async () => option(id)?.dispatchEvent(new MouseEvent('click', { bubbles: true, ...keys })))
  }

  test('Shift takes the stretch between, Ctrl one more or less, Escape lets all go', async () => {
    await open()
    await page.click(option('fire'))
    await clickWith('hot', { shiftKey: true })
    expect(page.text()).toContain('选 2 条')
    await clickWith('taken', { ctrlKey: true })
    await clickWith('fire', { ctrlKey: true })
    expect(page.text()).toContain('选 2 条')
    list()?.focus()
    await page.press('Escape')
    expect(page.find('取消选取')).toBeUndefined()
  })

  test('Shift with an arrow takes the stretch along', async () => {
    await open()
    list()?.focus()
    await page.press('Home')
    await page.press('ArrowDown', { shiftKey: true })
    await page.press('ArrowDown', { shiftKey: true })
    expect(page.text()).toContain('选 3 条')
  })
})

describe('doing something to many', () => {
  test('where part is refused it tells how many were done, and of each of the others why', async () => {
    await open([fire, hot], 'dispatcher', {
      'alarm.take': ({ ids }) => ({
        done: idsOf(ids).slice(1),
        refused: idsOf(ids.slice(0, 1)).map((id) => ({ id, code: 'ownedByAnother' as const })),
      }),
    })
    await page.click(tick('fire'))
    await page.click(tick('hot'))
    await page.click(page.find('我来处理', '[role=toolbar] button'))
    await page.settle()
    const outcome = document.querySelector('[role=alert]')?.textContent
    expect(outcome).toContain('完成 1 条')
    expect(outcome).toContain('未办 1 条')
    expect(outcome).toMatch(/感烟 YG-T2-1806 火警.*经手/)
    await page.click(page.find('关闭', '[role=alert] button'))
    expect(document.querySelector('[role=alert]')).toBeNull()
  })

  test('shelving leaves life safety out, and says so before the click', async () => {
    await open()
    await page.click(tick('fire'))
    await page.click(tick('hot'))
    await page.click(page.find('搁置', '[role=toolbar] button'))
    expect(page.text()).toContain('其中 1 条为生命安全，不可搁置，将略过')
    expect(page.find('搁置 1 条至')?.hasAttribute('disabled')).toBe(true)
    await page.click(document.querySelector('dialog input[type=radio]'))
    await page.click(page.find('搁置 1 条至'))
    await act(async () =>
      document.querySelector('dialog form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })),
    )
    expect(page.client.calls.filter(({ name }) => name === 'alarm.shelve').map(({ params }) => params)).toEqual([
      { key: expect.any(String), ids: ['hot'], minutes: 30, reason: 'works' },
    ])
  })
})

describe('a hand at the list', () => {
  const box = () => list()?.parentElement
  const point = (type: string) =>
    act(async () => {
      // React hears of entering and leaving by over and out.
      box()?.dispatchEvent(new PointerEvent(type, { bubbles: true }))
    })
  const newer = makeAlarm({ id: 'newer', deviceId: 'smoke-1901', isLifeSafety: true, raisedAtMs: 9_000_000 })

  test('no row moves under it: what comes is counted beside, and let in by a click', async () => {
    await open()
    await point('pointerover')
    page.client.emit('alarm.changed', { isSnapshot: false, position: 78, upserts: [newer], removes: [] })
    await page.settle()
    expect(rows()).toHaveLength(3)
    expect(rows()[0]).toContain('感烟 YG-T2-1806')
    expect(page.find('1 条新告警')?.textContent).toContain('19F')
    await page.click(page.find('1 条新告警'))
    expect(rows()[0]).toContain('感烟 YG-T2-1901')
  })

  test('a row that is over keeps its place, says so, and can no longer be ticked', async () => {
    await open()
    await point('pointerover')
    page.client.emit('alarm.changed', { isSnapshot: false, position: 78, upserts: [], removes: ['fire'] })
    await page.settle()
    expect(rows()[0]).toContain('已移出')
    expect(tick('fire')).toBeNull()
    await point('pointerout')
    await page.settle()
    expect(rows()).toHaveLength(2)
  })
})

describe('who handles what', () => {
  const until = Date.now() + 600_000
  const owned = { ...hot, owner: { accountId: AccountId.parse('wang'), name: '王建国', sinceMs: 0, untilMs: until } }

  test('is in the row for both dispatchers, and runs out by itself', async () => {
    await open([owned, { ...taken, owner: { ...owned.owner, untilMs: Date.now() - 60_000 } }])
    expect(rows()[0]).toContain('王建国')
    expect(rows()[1]).not.toContain('王建国')
  })
})

describe('what is put aside', () => {
  const shelved = {
    ...hot,
    state: 'shelved' as const,
    shelved: {
      by: { kind: 'account' as const, id: 'li', name: '李伟' },
      atMs: Date.now() - 60_000,
      untilMs: Date.now() + 1_740_000,
      reason: 'works' as const,
    },
  }

  test('is not in the list but in its own, with the reason, the person and the time left, and a way back', async () => {
    await open([fire, shelved])
    expect(rows()).toHaveLength(1)
    await page.click(page.find('搁置与停用', '[role=tab]'))
    // Until both kinds have come, half of them would look like all.
    expect(document.querySelector('tbody tr')).toBeNull()
    page.client.emit('outOfService.changed', { isSnapshot: true, position: 1, upserts: [], removes: [] })
    await page.settle()
    const line = document.querySelector('tbody tr')?.textContent
    expect(line).toMatch(/变压器 TM-4.*绕组温度高.*搁置.*施工.*李伟/)
    await page.click(page.find('取消搁置'))
    expect(page.client.calls.filter(({ name }) => name === 'alarm.unshelve').map(({ params }) => params)).toEqual([
      { key: expect.any(String), ids: ['hot'] },
    ])
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

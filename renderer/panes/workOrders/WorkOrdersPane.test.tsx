import { afterEach, expect, test } from 'vitest'
import { Refused } from '../../../domain/contract'
import { StoredEntry } from '../../../domain/journal/entry'
import { currentSelection, onSeatMessage, seatNow } from '../../feed'
import { makeIncident, makeSession } from '../../testing/builders'
import { makeTask } from '../../testing/makeTask'
import { renderPage, type Page } from '../../testing/render'
import { WorkOrdersPane } from './WorkOrdersPane'

let page: Page
afterEach(() => page.close())

const MINUTE_MS = 60_000

async function open(
  tasks: ReturnType<typeof makeTask>[],
  {
    role = 'dispatcher',
    urge = () => ({}),
  }: { role?: Parameters<typeof makeSession>[0]; urge?: () => Record<string, never> } = {},
) {
  page = await renderPage(<WorkOrdersPane />, {
    session: makeSession(role),
    answers: { 'task.urge': urge, 'task.recall': () => ({}) },
  })
  const level = { isSnapshot: true, position: 1, removes: [] }
  page.client.emit('incident.changed', { ...level, upserts: [makeIncident({ id: 'IN-1' })] })
  page.client.emit('task.changed', { ...level, upserts: tasks })
  page.client.emit('people.changed', { ...level, upserts: [] })
  page.client.emit('message.changed', { ...level, upserts: [] })
  await page.settle()
}
const rows = () => [...document.querySelectorAll('[role="row"]')].map(({ textContent }) => textContent)
const urges = () => page.client.calls.filter(({ name }) => name === 'task.urge').map(({ params }) => params)
const late = () =>
  makeTask({
    id: 'T-late',
    acceptByAtMs: seatNow() - 5 * MINUTE_MS,
    doneByAtMs: seatNow() + 60 * MINUTE_MS,
    urged: { count: 2, last: { by: { kind: 'account', id: 'zhou', name: '周敏' }, atMs: 960_000 }, text: '人还在等' },
  })
const choose = () => page.click(document.querySelector('[role="gridcell"]'))

// req: R-4.1.1.7-08
test('each order has its number, state, handler, making, limit and urgings; chosen, also its entries as sentences', async () => {
  await open([late()])
  expect(rows()[0]).toMatch(/SJ-20261122-1427-1.*已送出.*孙浩.*带灭火器到场.*周敏.*接单超时 0[45]:\d\d.*2 次/)
  await choose()
  const base = {
    origin: 'seat-1',
    hlc: { ms: 1_000_000, counter: 0 },
    v: 1,
    prev: '0'.repeat(64),
    hash: '0'.repeat(64),
  }
  const tell = (seq: number, kind: string, payload: object, subject: object) =>
    StoredEntry.parse({
      ...base,
      position: seq,
      seq,
      id: `e${seq}`,
      kind,
      payload,
      subject,
      actor: { kind: 'account', id: 'zhou', name: '周敏' },
    })
  const task = { kind: 'task', id: 'T-late' }
  page.client.emit('story.appended', {
    isSnapshot: true,
    entries: [
      tell(1, 'task.assigned', { personId: 'sun-hao' }, task),
      tell(2, 'task.assigned', { personId: 'sun-hao' }, { kind: 'task', id: 'T-other' }),
      tell(3, 'task.urged', { text: '人还在等' }, task),
      tell(4, 'message.queued', { personId: 'sun-hao', text: '…', taskId: 'T-late' }, { kind: 'message', id: 'm' }),
      tell(5, 'message.read', {}, { kind: 'message', id: 'm' }),
      tell(6, 'message.read', {}, { kind: 'message', id: 'other' }),
    ],
  })
  await page.settle()
  expect(page.text()).toMatch(/处理经过4 条.*催办 孙浩 · 人还在等.*派 孙浩/)
  expect(page.text()).toContain('08:16 周敏 · 人还在等')
})

test('totals say how many, and show them at a click', async () => {
  await open([late(), makeTask({ state: 'accepted' }), makeTask({ state: 'done', doneAtMs: 1_000_000 })])
  const total = (words: string) => page.find(words, '[role="group"] button')
  expect(total('未结')?.textContent).toBe('未结2单')
  expect(total('超时')?.textContent).toBe('超时1单')
  expect(rows()).toHaveLength(2)
  await page.click(total('已结'))
  expect(rows()).toEqual([expect.stringContaining('已完成')])
  await page.click(total('处理中'))
  expect(rows()).toEqual([expect.stringContaining('前往中')])
})

test('arrows move through the orders, over the names of people, and Enter goes to the map', async () => {
  await open([late(), makeTask({ id: 'T-2', personId: 'li' })])
  await page.click(page.find('按处理人', 'label')?.querySelector('input'))
  expect(rows().map((text) => text?.slice(0, 12))).toEqual([
    '孙浩待办 1 单超时 1',
    'SJ-20261122-',
    'li待办 1 单',
    'SJ-20261122-',
  ])
  document.querySelector<HTMLElement>('[role="grid"]')?.focus()
  await page.press('ArrowDown')
  expect(currentSelection()).toMatchObject({ taskId: 'T-late', incidentId: 'IN-1' })
  await page.press('ArrowDown')
  expect(currentSelection()).toMatchObject({ taskId: 'T-2' })
  await page.press('ArrowDown')
  expect(currentSelection()).toMatchObject({ taskId: 'T-2' })
  const asked: boolean[] = []
  const stop = onSeatMessage((message) => message.type === 'selected' && asked.push(message.locate))
  await page.press('Enter')
  stop()
  expect(asked).toEqual([true])
})

test('urges with what the desk says, and says why it was refused', async () => {
  let isRefused = true
  await open([late()], {
    urge: () => {
      if (isRefused) throw new Refused('urgedJustNow')
      return {}
    },
  })
  await choose()
  await page.click(page.find('催办'))
  await page.type(document.querySelector('form input')!, ' 人还在等 ')
  await page.click(page.find('催办', 'form button'))
  await page.settle()
  expect(page.text()).toContain('一分钟内已催办过，稍后再催')
  isRefused = false
  await page.click(page.find('催办', 'form button'))
  await page.settle()
  expect(urges().at(-1)).toMatchObject({ taskId: 'T-late', text: '人还在等' })
  expect(document.querySelector('form')).toBeNull()
})

test('what is over cannot be urged, and a role without the right only sees it', async () => {
  await open([makeTask({ id: 'T-done', state: 'done', doneAtMs: 1_000_000 })])
  await page.click(page.find('已结', '[role="group"] button'))
  await choose()
  expect(page.find('召回')).toBeUndefined()
  await page.close()
  await open([late()], { role: 'engineer' })
  await choose()
  expect(page.find('召回')?.hasAttribute('disabled')).toBe(true)
})

test('says so when there is none, and when the filter hides all', async () => {
  await open([])
  expect(page.text()).toContain('现在没有工单')
  await page.close()
  await open([late()])
  await page.click(page.find('已结', '[role="group"] button'))
  expect(page.text()).toContain('没有符合的工单')
})

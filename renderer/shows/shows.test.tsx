import { afterEach, expect, test } from 'vitest'
import { AccountId, Look, SeatId, Show } from '../../domain/contract'
import { currentSelection, select } from '../feed'
import { makeAlarm, makeSeat, makeSession } from '../testing/builders'
import { renderPage, type Page } from '../testing/render'
import { GuestTile } from './GuestTile'
import { LookBanners } from './LookBanners'
import { ShowBanners } from './ShowBanners'
import { ShowDialog } from './ShowDialog'

let page: Page
afterEach(() => page.close())

const me = makeSession().account
if (!me) throw new Error('nobody is signed in')
const li = { kind: 'account' as const, id: 'li', name: '李伟' }
const show = (more: Partial<Show> = {}) =>
  Show.parse({
    id: 'S-1',
    view: { kind: 'alarm', alarmId: 'A-1' },
    to: { kind: 'account', accountId: me.id },
    note: '烟感旁边是配电间',
    sent: { by: li, atMs: Date.now() - 5_000 },
    fromSeatId: 'desk-2',
    untilMs: Date.now() + 600_000,
    state: 'sent',
    ...more,
  })
const look = (more: Partial<Look> = {}) =>
  Look.parse({
    id: 'L-1',
    seatId: makeSeat().seatId,
    accountId: me.id,
    name: me.displayName,
    reason: '带教',
    asked: { by: li, atMs: Date.now() - 5_000 },
    state: 'asked',
    isByRule: false,
    untilMs: Date.now() + 600_000,
    ...more,
  })
const answers = {
  'show.answer': () => ({}),
  'look.answer': () => ({}),
  'look.end': () => ({}),
  'look.tell': () => ({}),
  'presence.list': () => ({
    people: [
      {
        accountId: me.id,
        seatId: makeSeat().seatId,
        seatName: '1 号席',
        displayName: me.displayName,
        isBrowser: false,
      },
      {
        accountId: AccountId.parse('li'),
        seatId: SeatId.parse('desk-2'),
        seatName: '2 号席',
        displayName: '李伟',
        isBrowser: false,
      },
    ],
  }),
  'show.send': () => ({ showId: show().id, isAway: true }),
}
const calls = (name: string) => page.client.calls.filter((call) => call.name === name).map(({ params }) => params)
async function tell(shows: Show[], looks: Look[] = []) {
  const alarm = makeAlarm({ id: 'A-1' })
  page.client.emit('alarm.changed', { isSnapshot: true, position: 1, upserts: [alarm], removes: [] })
  page.client.emit('show.changed', { isSnapshot: true, position: 1, upserts: shows, removes: [] })
  page.client.emit('look.changed', { isSnapshot: true, position: 1, upserts: looks, removes: [] })
  await page.settle()
}

test('what somebody shows is said with its words, takes no focus, and opens on a click only', async () => {
  page = await renderPage(<ShowBanners />, { answers })
  const before = document.activeElement
  await tell([show()])
  expect(page.text()).toMatch(/李伟 给你看：.*“烟感旁边是配电间”/)
  expect(document.activeElement).toBe(before)
  expect(currentSelection()).toEqual({})
  await page.click(page.find('打开'))
  expect(currentSelection()).toMatchObject({ alarmId: 'A-1' })
  expect(calls('show.answer')).toEqual([{ showId: 'S-1', answer: 'opened' }])
})

test('can be declined; one of my own, one for another and one whose time is over is not put before me', async () => {
  page = await renderPage(<ShowBanners />, { answers })
  await tell([
    show(),
    show({ id: Show.shape.id.parse('S-2'), to: { kind: 'account', accountId: AccountId.parse('wu') } }),
    show({ id: Show.shape.id.parse('S-3'), untilMs: Date.now() - 600_000 }),
    show({ id: Show.shape.id.parse('S-4'), to: { kind: 'wall' } }),
  ])
  expect(document.querySelectorAll('section')).toHaveLength(1)
  await page.click(page.find('不用'))
  expect(calls('show.answer')).toEqual([{ showId: 'S-1', answer: 'declined' }])
})

test('an answer that is refused is told beside the button, and the request stays', async () => {
  const { 'show.answer': _, 'look.answer': __, 'look.end': ___, ...rest } = answers
  page = await renderPage(
    <>
      <ShowBanners />
      <LookBanners />
    </>,
    { answers: rest },
  )
  await tell([show()], [look(), look({ id: Look.shape.id.parse('L-2'), state: 'live' })])
  for (const words of ['不用', '同意', '结束']) {
    const before = document.querySelectorAll('[role=alert]').length
    await page.click(page.find(words))
    await page.settle()
    expect(document.querySelectorAll('[role=alert]').length, words).toBe(before + 1)
  }
  expect(document.querySelector('[role=alert]')?.textContent).toContain('权')
})

test('what is selected is sent to a person at work, and that she is away is said', async () => {
  let isClosed = false
  page = await renderPage(
    <>
      <ShowBanners />
      <SelectedFirst onClose={() => (isClosed = true)} />
    </>,
    { answers },
  )
  await tell([])
  await page.click(document.querySelector('input[name="to"]'))
  await page.click(page.find('发送'))
  await page.settle()
  expect(calls('show.send')).toMatchObject([
    { view: { kind: 'alarm', alarmId: 'A-1' }, to: { kind: 'account', accountId: 'li' } },
  ])
  expect(isClosed).toBe(true)
  expect(page.text()).toMatch(/已给 李伟.*不在岗/)
})

function SelectedFirst({ onClose }: { onClose(): void }) {
  select({ alarmId: 'A-1' })
  return <ShowDialog onClose={onClose} />
}

test('the wall opens what is sent to it at once, and says who hung it there', async () => {
  page = await renderPage(<GuestTile />, { answers })
  await tell([show({ to: { kind: 'wall' } })])
  expect(page.text()).toMatch(/李伟 请大家看/)
  expect(calls('show.answer')).toEqual([{ showId: 'S-1', answer: 'opened' }])
  await tell([show({ to: { kind: 'wall' }, state: 'opened' })])
  await page.click(page.find('撤下'))
  expect(calls('show.answer').at(-1)).toEqual({ showId: 'S-1', answer: 'ended' })
  await tell([show({ to: { kind: 'wall' }, state: 'ended' })])
  expect(page.text()).toBe('')
})

test('what a rule hangs on the wall says its name once', async () => {
  const name = '火警弹出最近摄像机'
  page = await renderPage(<GuestTile />, { answers })
  await tell([
    show({ to: { kind: 'wall' }, note: name, sent: { by: { kind: 'system', id: 'rule', name }, atMs: Date.now() } }),
  ])
  expect(page.text().split(name)).toHaveLength(2)
})

test('nothing is told before it is agreed to; while somebody looks it is said, and one key ends it', async () => {
  page = await renderPage(<LookBanners />, { answers })
  await tell([], [look()])
  expect(page.text()).toMatch(/李伟 请求查看你的屏幕.*带教/)
  expect(calls('look.tell')).toEqual([])
  await page.click(page.find('同意'))
  expect(calls('look.answer')).toEqual([{ lookId: 'L-1', isAgreed: true }])
  await tell([], [look({ state: 'live' })])
  expect(page.text()).toContain('正在被 李伟 查看')
  expect(calls('look.tell')).toMatchObject([{ lookId: 'L-1', display: { number: 1 } }])
  await page.press('L', { ctrlKey: true, shiftKey: true })
  expect(calls('look.end')).toEqual([{ lookId: 'L-1' }])
})

test('that work was taken over is said, with how much and why', async () => {
  page = await renderPage(<LookBanners />, { answers })
  const taken = {
    by: li,
    atMs: Date.now(),
    alarmIds: [makeAlarm({ id: 'A-1' }).id],
    incidentIds: [],
    reason: '你去现场',
  }
  await tell([], [look({ state: 'ended', taken })])
  expect(page.text()).toMatch(/李伟 接手了你的工作.*1 条告警.*你去现场/)
  await page.click(page.find('知道了'))
  expect(page.text()).toBe('')
})

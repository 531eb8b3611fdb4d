import { afterEach, expect, test } from 'vitest'
import { AccountId, Look, SeatId } from '../../../domain/contract'
import { currentSelection } from '../../feed'
import { makeAlarm, makeSession } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { LookPane } from './LookPane'

let page: Page
afterEach(() => page.close())

const session = makeSession('shiftLeader')
const seatId = SeatId.parse('desk-2')
const accountId = AccountId.parse('li')
const look = Look.parse({
  id: 'L-1',
  seatId,
  accountId,
  name: '李伟',
  reason: '带教',
  asked: { by: { kind: 'account', id: session.account?.id, name: '陈立军' }, atMs: Date.now() },
  state: 'live',
  isByRule: false,
  untilMs: Date.now() + 600_000,
  screens: {
    displays: [
      { number: 1, role: 'map', panes: ['map'] },
      { number: 2, role: 'alarms', panes: ['alarms', 'someday'], active: 'alarms' },
    ],
    selection: { alarmId: 'A-1' },
  },
})

async function open(looks: Look[]) {
  page = await renderPage(<LookPane />, {
    session,
    answers: {
      'presence.list': () => ({
        people: [{ accountId, seatId, seatName: '2 号席', displayName: '李伟', isBrowser: false }],
      }),
      'look.ask': () => ({ lookId: look.id }),
      'look.takeOver': () => ({ alarms: 2, incidents: 1 }),
    },
  })
  const alarm = makeAlarm({ id: 'A-1' })
  page.client.emit('alarm.changed', { isSnapshot: true, position: 1, upserts: [alarm], removes: [] })
  page.client.emit('look.changed', { isSnapshot: true, position: 1, upserts: looks, removes: [] })
  await page.settle()
}
const calls = (name: string) => page.client.calls.filter((call) => call.name === name).map(({ params }) => params)

test('a person at work is asked with a reason, never without one', async () => {
  await open([])
  expect(page.text()).toMatch(/李伟.*2 号席/)
  const button = page.find('请求查看')
  expect(button?.hasAttribute('disabled')).toBe(true)
  await page.type(document.querySelector('input')!, ' 带教 ')
  await page.click(page.find('请求查看'))
  expect(calls('look.ask')).toMatchObject([{ seatId: 'desk-2', accountId: 'li', reason: '带教' }])
})

test('mirrors displays, panes and selection in words, also panes of a later version, and opens the same thing here', async () => {
  await open([look])
  const displays = [...document.querySelectorAll('ol > li')].map(({ textContent }) => textContent)
  expect(displays).toEqual(['1 号显示器地图', '2 号显示器告警someday'])
  await page.click(page.find('在我这里打开'))
  expect(currentSelection()).toMatchObject({ alarmId: 'A-1' })
})

test('takes work over with a reason, also from somebody who does not answer', async () => {
  await open([{ ...look, state: 'asked' }])
  await page.click(page.find('接手…'))
  const dialog = document.querySelector('dialog')
  await page.type(dialog!.querySelector('input')!, '离岗未归')
  await page.click(page.find('接手', 'dialog button[type=submit]'))
  await page.settle()
  expect(calls('look.takeOver')).toMatchObject([{ lookId: 'L-1', reason: '离岗未归' }])
  expect(page.text()).toContain('已接手 2 条告警、1 起事件')
})

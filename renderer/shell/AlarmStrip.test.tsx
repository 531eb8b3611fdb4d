import { afterEach, expect, test } from 'vitest'
import { AccountId, AlarmId, type Alarm } from '../../domain/contract'
import { currentSelection, onSeatMessage, select, type SeatMessage } from '../feed'
import { useActions } from '../keys/keyboard'
import { makeAlarm, makeSession } from '../testing/builders'
import { renderPage, type Page } from '../testing/render'
import { AlarmStrip } from './AlarmStrip'
import { useStripActions } from './useStripActions'

/** The strip with its keys, as the shell puts them together. */
function Strip() {
  const actions = useStripActions()
  useActions(actions)
  return <AlarmStrip actions={actions} />
}

const fire = makeAlarm({ id: 'fire', isLifeSafety: true })
const hot = makeAlarm({ id: 'hot', deviceId: 'tm-4', definitionId: 'hot', priority: 'minor' })

let page: Page
let heard: SeatMessage[] = []
let stopHearing = () => {}
afterEach(async () => {
  stopHearing()
  await page.close()
})

async function open(alarms: Alarm[], role: Parameters<typeof makeSession>[0] = 'dispatcher') {
  page = await renderPage(<Strip />, {
    session: makeSession(role),
    answers: {
      'alarm.acknowledge': () => ({ acknowledged: [], refused: [] }),
      'alarm.take': ({ ids }) => ({ done: ids.map((id) => AlarmId.parse(id)), refused: [] }),
    },
  })
  page.client.emit('alarm.changed', { isSnapshot: true, position: 5, upserts: alarms, removes: [] })
  await page.settle()
  heard = []
  stopHearing = onSeatMessage((message) => heard.push(message))
}
const acknowledged = () =>
  page.client.calls.filter(({ name }) => name === 'alarm.acknowledge').map(({ params }) => params)

test('shows the counters and the one alarm that matters most', async () => {
  await open([hot, fire, makeAlarm({ id: 'x', priority: 'minor', state: 'acknowledged' })])
  expect(page.text()).toContain('感烟 YG-T2-1806 火警')
  expect(page.text()).toContain('还有 1 条未确认')
  expect(
    [...document.querySelectorAll('[aria-label^="次要"]')].map((each) => each.getAttribute('aria-label')),
  ).toContain('次要：未确认 1，共 2')
})

test('F4 acknowledges the alarm of the strip, as seen', async () => {
  await open([hot, fire])
  await page.press('F4')
  expect(acknowledged()).toMatchObject([{ ids: ['fire'], basis: 5 }])
})

test('F4 goes to the chosen alarm first', async () => {
  await open([hot, fire])
  select({ alarmId: 'hot' })
  await page.press('F4')
  expect(acknowledged()).toMatchObject([{ ids: ['hot'] }])
})

test('a held key acknowledges once', async () => {
  await open([fire])
  await page.press('F4', { repeat: true })
  expect(acknowledged()).toEqual([])
})

test('F4 of a role that may not leads to the list instead', async () => {
  await open([fire], 'manager')
  await page.press('F4')
  expect(acknowledged()).toEqual([])
  expect(heard).toMatchObject([{ type: 'reveal', pane: 'alarms' }])
})

test('F3 asks the seat to be silent', async () => {
  await open([fire])
  await page.press('F3')
  expect(heard).toMatchObject([{ type: 'silence' }])
})

test('F9 takes the alarm of the strip to the dispatch pane and asks it to begin', async () => {
  await open([hot, fire])
  await page.press('F9')
  expect(currentSelection()).toMatchObject({ alarmId: 'fire', deviceId: 'smoke-1806' })
  expect(heard.map((message) => ('pane' in message ? message.pane : message.type))).toEqual([
    'selected',
    'dispatch',
    'action',
  ])
})

const taken = () => page.client.calls.filter(({ name }) => name === 'alarm.take').map(({ params }) => params)
const owned = (untilMs: number) => {
  const owner = { accountId: AccountId.parse('A-9'), name: '李静', sinceMs: 1, untilMs }
  return makeAlarm({ id: 'fire', isLifeSafety: true, owner })
}

test('F5 takes the alarm of the strip', async () => {
  await open([hot, fire])
  await page.press('F5')
  expect(taken()).toMatchObject([{ ids: ['fire'] }])
})

test('F5 brings the card that says who handles it before it takes it from somebody, and then says from whom', async () => {
  await open([owned(8e15)])
  await page.press('F5')
  expect(taken()).toEqual([])
  expect(heard).toContainEqual(expect.objectContaining({ type: 'reveal', pane: 'alarms' }))
  await page.press('F5')
  expect(taken()).toMatchObject([{ ids: ['fire'], fromOwner: 'A-9' }])
})

test("F5 takes at once what somebody let lie until it was nobody's", async () => {
  await open([owned(1)])
  await page.press('F5')
  expect(taken()).toMatchObject([{ ids: ['fire'] }])
  expect(taken()[0]).not.toHaveProperty('fromOwner')
})

test('says so when nothing stands', async () => {
  await open([])
  expect(page.text()).toContain('无在案告警')
})

import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { IncidentId, PersonId, Refused, type Alarm, type DispatchProposal } from '../../domain/contract'
import { FeedProvider, HubProvider, useItem, useRegistryState } from '../feed'
import { startI18n } from '../i18n'
import { makeAlarm, makeRegistryParts, makeSeat, makeSession } from '../testing/builders'
import { createFakeClient, type FakeClient } from '../testing/fakeClient'
import { AlarmCard } from './AlarmCard'

const alarm = makeAlarm({ id: 'alarm-1', value: 5.8, limit: 3.5, property: 'obscuration' })
const sunHao = PersonId.parse('sun-hao')
const maZhiqiang = PersonId.parse('ma-zhiqiang')

const proposal: DispatchProposal = {
  alarmId: alarm.id,
  incidentType: 'fire',
  grade: 'major',
  place: { lngLat: [113.941, 22.531] },
  title: { zh: '火警', en: 'Fire' },
  candidates: [
    {
      personId: sunHao,
      distanceM: 260,
      walkS: 120,
      positionAgeMs: 4_000,
      duty: 'free',
      matches: ['fire'],
      isChosen: true,
    },
    {
      personId: maZhiqiang,
      distanceM: 310,
      walkS: 140,
      positionAgeMs: 6_000,
      duty: 'free',
      matches: ['fire'],
      isChosen: true,
    },
  ],
  commands: [],
  messages: [],
  materials: [],
  basis: 42,
}

let root: Root
let host: HTMLDivElement
let client: FakeClient

beforeAll(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  await startI18n('zh-CN')
})

beforeEach(() => {
  host = document.createElement('div')
  document.body.append(host)
  root = createRoot(host)
})

afterEach(() => {
  act(() => root.unmount())
  host.remove()
  vi.useRealTimers()
})

function Card() {
  const registry = useRegistryState()
  const shown: Alarm | undefined = useItem('alarm.changed', alarm.id)
  return registry.status === 'ready' && shown ? <AlarmCard alarm={shown} onClose={() => {}} /> : undefined
}

async function show(
  role: Parameters<typeof makeSession>[0] = 'dispatcher',
  answers: Parameters<typeof createFakeClient>[0] = {},
) {
  const parts = makeRegistryParts()
  client = createFakeClient({
    'registry.geometry': () => parts.geometry,
    'registry.deviceTypes': () => ({ deviceTypes: parts.deviceTypes }),
    'registry.devices': () => parts.devices,
    'registry.people': () => ({ people: parts.people }),
    'registry.materials': () => ({ materials: [] }),
    'registry.plans': () => ({ plans: [] }),
    'dispatch.propose': () => proposal,
    'dispatch.start': () => ({ incidentId: IncidentId.parse('I-1'), sendAtMs: Date.now() + 5_000 }),
    'dispatch.undo': () => ({}),
    'alarm.acknowledge': ({ ids }) => ({ acknowledged: [...ids].map((id) => makeAlarm({ id }).id), refused: [] }),
    ...answers,
  })
  client.emit('session.changed', makeSession(role))
  client.emit('seat.changed', makeSeat())
  client.emit('alarm.changed', { isSnapshot: true, position: 7, upserts: [alarm], removes: [] })
  await act(async () =>
    root.render(
      <FeedProvider client={client}>
        <HubProvider>
          <Card />
        </HubProvider>
      </FeedProvider>,
    ),
  )
  await settle()
}

/** Lets answers come in and the feeds publish their frame. */
const settle = () => act(async () => new Promise((done) => setTimeout(done, 150)))
const button = (text: string) => [...host.querySelectorAll('button')].find((each) => each.textContent?.includes(text))
const click = async (element: Element | undefined | null) => {
  if (!element) throw new Error('nothing to click')
  await act(async () => element.dispatchEvent(new MouseEvent('click', { bubbles: true })))
  await settle()
}
const callsOf = (name: string) => client.calls.filter((call) => call.name === name).map(({ params }) => params)

test('the card says what, where, and value against limit, and proposes the nearest people ticked', async () => {
  await show()
  expect(host.textContent).toContain('火警')
  expect(host.textContent).toContain('澄湖中心 T2 · 18F')
  expect(host.textContent).toContain('5.8 / 3.5 %/m')
  expect(button('一键调度')?.textContent).toContain('2 人')
})

test('one click sends those ticked, with the basis of what was shown', async () => {
  await show()
  await click(host.querySelectorAll('input[type=checkbox]')[1])
  expect(button('一键调度')?.textContent).toContain('1 人')
  await click(button('一键调度'))
  expect(callsOf('dispatch.start')).toEqual([
    expect.objectContaining({ alarmId: alarm.id, grade: 'major', personIds: [sunHao], basis: 42 }),
  ])
})

test('for five seconds the bright button takes it back', async () => {
  await show()
  await click(button('一键调度'))
  expect(button('一键调度')).toBeUndefined()
  await click(button('撤销'))
  expect(callsOf('dispatch.undo')).toEqual([{ incidentId: 'I-1' }])
  expect(button('一键调度')).toBeDefined()
})

test('Esc takes it back too', async () => {
  await show()
  await click(button('一键调度'))
  await act(async () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })))
  await settle()
  expect(callsOf('dispatch.undo')).toHaveLength(1)
})

test('when the world has moved the card says so and asks again what one click would do', async () => {
  await show('dispatcher', {
    'dispatch.start': () => {
      throw new Refused('worldMoved')
    },
  })
  const before = callsOf('dispatch.propose').length
  await click(button('一键调度'))
  expect(host.querySelector('[role=alert]')).not.toBeNull()
  expect(callsOf('dispatch.propose').length).toBeGreaterThan(before)
  expect(button('一键调度')).toBeDefined()
})

test('acknowledging carries the position of the list that was seen', async () => {
  await show()
  await click(button('确认'))
  expect(callsOf('alarm.acknowledge')).toEqual([expect.objectContaining({ ids: [alarm.id], basis: 7 })])
})

test('who may not dispatch sees the button off, with the reason', async () => {
  await show('manager')
  expect(button('一键调度')?.disabled).toBe(true)
  expect(document.body.textContent).toContain('当前角色无此权限')
})

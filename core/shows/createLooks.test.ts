import { beforeEach, expect, it } from 'vitest'
import {
  AccountId,
  type Actor,
  AlarmId,
  DeviceId,
  IdempotencyKey,
  type LookDisplay,
  type LookId,
  SeatId,
  settingId,
} from '../../domain/contract'
import { lookRuleKey } from '../../domain/shows/lookRules'
import { createSessionHolder } from '../channel/SessionHolder'
import { createTestClock, type TestClock } from '../iot/testClock'
import { createMemoryJournal, type MemoryJournal } from '../iot/testMemoryJournal'
import { createLooks, type Looks } from './createLooks'
import { createPresence, type Presence } from './createPresence'

const seatId = SeatId.parse('desk-2')
const person = (id: string) => ({ accountId: AccountId.parse(id), actor: { kind: 'account' as const, id } })
const chen = person('chen')
const li = person('li')
const key = IdempotencyKey.parse('k-1')
const question = { key, seatId, accountId: li.accountId, reason: '带教' }
const display = (...panes: string[]): LookDisplay => ({ number: 1, role: 'map', panes })

let clock: TestClock
let journal: MemoryJournal
let presence: Presence
let looks: Looks
const faults: unknown[] = []
const session = createSessionHolder()
const look = (id: LookId) => journal.view.get('look', id)
const told = () => journal.entries.filter(({ kind }) => kind === 'look.told').length
/** All writes begun so far are done. */
const settled = () => journal.write(() => [])

beforeEach(async () => {
  faults.length = 0
  clock = createTestClock(1_000)
  journal = createMemoryJournal(clock.now, seatId)
  presence = createPresence({ self: { seatId, name: '2 号席' }, seatSession: session, visible: () => [] })
  presence.set(session, li.accountId)
  looks = createLooks({
    seatId,
    seatName: '2 号席',
    journal,
    presence,
    now: clock.now,
    schedule: clock.schedule,
    onError: (error) => faults.push(error),
  })
  await journal.write(() => [
    {
      kind: 'account.created',
      subjectId: 'li',
      actor: chen.actor,
      payload: { name: 'li', displayName: '李', role: 'dispatcher', isDemo: true, mustChangePassword: false },
    },
  ])
})

it('shows nothing before the person looked at agrees, and nothing after either side ended it', async () => {
  const { lookId } = await looks.ask(question, chen)
  const tell = () => looks.tell({ lookId, display: display('map'), selection: {} }, li)
  await expect(tell()).rejects.toMatchObject({ code: 'illegalState' })
  await expect(looks.answer({ lookId, isAgreed: true }, chen)).rejects.toMatchObject({ code: 'notAllowed' })
  await looks.answer({ lookId, isAgreed: true }, li)
  await tell()
  await settled()
  expect(look(lookId)).toMatchObject({ state: 'live', screens: { displays: [{ panes: ['map'] }] } })
  await looks.end({ lookId }, li)
  await expect(tell()).rejects.toMatchObject({ code: 'illegalState' })
  expect(look(lookId)?.ended?.by.id).toBe('li')
})

it('is live at once, with notice, where a system administrator made it the rule, and not where a leader did', async () => {
  const ruledBy = (actor: Actor) =>
    journal.write(() => [
      {
        kind: 'setting.saved',
        subjectId: settingId(lookRuleKey),
        actor,
        payload: { key: lookRuleKey, scope: 'installation', value: 'notice' },
      },
    ])
  const account = (id: string, role: 'shiftLeader' | 'systemAdministrator') =>
    ({
      kind: 'account.created',
      subjectId: id,
      actor: chen.actor,
      payload: { name: id, displayName: id, role, isDemo: true, mustChangePassword: false },
    }) as const
  await journal.write(() => [account('chen', 'shiftLeader'), account('xitong', 'systemAdministrator')])
  await ruledBy(chen.actor)
  const first = await looks.ask(question, chen)
  expect(look(first.lookId)).toMatchObject({ state: 'asked', isByRule: false })
  await ruledBy(person('xitong').actor)
  const second = await looks.ask({ ...question, key: IdempotencyKey.parse('k-2') }, chen)
  expect(look(second.lookId)).toMatchObject({ state: 'live', isByRule: true })
})

it('writes what is told at once, then at most once a second, and only what is new', async () => {
  const { lookId } = await looks.ask(question, chen)
  await looks.answer({ lookId, isAgreed: true }, li)
  const tell = (panes: string[], alarmId?: string) =>
    looks.tell(
      {
        lookId,
        display: display(...panes),
        selection: alarmId === undefined ? {} : { alarmId: AlarmId.parse(alarmId) },
      },
      li,
    )
  await tell(['map'])
  await settled()
  expect(told()).toBe(1)
  for (const alarm of ['A-1', 'A-2', 'A-3']) await tell(['map'], alarm)
  await settled()
  expect(told()).toBe(1)
  clock.advance(1_000)
  await settled()
  expect(told()).toBe(2)
  expect(look(lookId)?.screens?.selection.alarmId).toBe('A-3')
  clock.advance(5_000)
  await tell(['map'], 'A-3')
  clock.advance(5_000)
  await settled()
  expect(told()).toBe(2)
  await tell(['map'], 'A-1')
  await settled()
  expect(told()).toBe(3)
  expect(faults).toEqual([])
})

it('ends when the person looked at leaves the seat, and by itself after half an hour', async () => {
  const { lookId } = await looks.ask(question, chen)
  await looks.answer({ lookId, isAgreed: true }, li)
  presence.set(session, undefined)
  await settled()
  expect(look(lookId)).toMatchObject({ state: 'ended', ended: { by: { kind: 'system' } } })

  presence.set(session, li.accountId)
  const second = await looks.ask({ ...question, key: IdempotencyKey.parse('k-2') }, chen)
  clock.advance(30 * 60_000)
  await expect(looks.answer({ lookId: second.lookId, isAgreed: true }, li)).rejects.toMatchObject({
    code: 'illegalState',
  })
})

it('is not for looking over oneself, or over nobody', async () => {
  await expect(looks.ask(question, li)).rejects.toMatchObject({ code: 'badRequest' })
  const nobody = { ...question, accountId: AccountId.parse('nobody') }
  await expect(looks.ask(nobody, chen)).rejects.toMatchObject({ code: 'notFound' })
})

it('takes over what the person looked at handles, in one stroke and once, also while she does not answer', async () => {
  const raised = (id: string) =>
    ({
      kind: 'alarm.raised',
      subjectId: id,
      actor: { kind: 'system', id: 'rules' },
      payload: {
        deviceId: DeviceId.parse('D-1'),
        definitionId: 'fire',
        priority: 'urgent',
        isLifeSafety: true,
        sourceAtMs: 900,
        arrivedAtMs: 1_000,
      },
    }) as const
  const taken = (id: string, { actor }: { actor: Actor }) =>
    ({ kind: 'alarm.taken', subjectId: id, actor, payload: {} }) as const
  const { lookId: early } = await looks.ask(question, chen)
  const inVain = { key: IdempotencyKey.parse('k-8'), lookId: early, reason: '离岗未归' }
  expect(await looks.takeOver(inVain, chen)).toEqual({ alarms: 0, incidents: 0 })
  expect(look(early)?.taken).toBeUndefined()
  await journal.write(() => ['A-1', 'A-2', 'A-3'].map(raised))
  await journal.write(() => [taken('A-1', li), taken('A-2', person('wu'))])
  const { lookId } = await looks.ask({ ...question, key: IdempotencyKey.parse('k-7') }, chen)
  const click = { key: IdempotencyKey.parse('k-9'), lookId, reason: '离岗未归' }
  await expect(looks.takeOver(click, li)).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await looks.takeOver(click, chen)).toEqual({ alarms: 1, incidents: 0 })
  expect(await looks.takeOver(click, chen)).toEqual({ alarms: 1, incidents: 0 })
  const owners = ['A-1', 'A-2', 'A-3'].map((id) => journal.view.get('alarm', id)?.owner?.accountId)
  expect(owners).toEqual(['chen', 'wu', undefined])
  expect(look(lookId)?.taken).toMatchObject({ by: { id: 'chen' }, alarmIds: ['A-1'], reason: '离岗未归' })
  expect(journal.entries.filter(({ kind }) => kind === 'look.tookOver')).toHaveLength(1)
})

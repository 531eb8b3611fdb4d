import { describe, expect, it } from 'vitest'
import { AccountId, AlarmId, Look, type LookDisplay, SeatId, Show, type ShowTarget } from '../contract'
import { rightsByRole } from '../contract/rights'
import { isLookOpen, isLookTold, isNoticeEnough } from './lookRules'
import { mergeTold } from './mergeTold'
import { answerRefusal, isToldTo, onWall } from './showRules'

const seatId = SeatId.parse('desk-2')
const li = { accountId: AccountId.parse('li'), seatId }
const zhou = { accountId: AccountId.parse('zhou'), seatId: SeatId.parse('desk-1') }
const wu = { accountId: AccountId.parse('wu'), seatId: SeatId.parse('desk-3') }
const rights = rightsByRole.dispatcher

const show = (to: ShowTarget, more: Partial<Show> = {}): Show =>
  Show.parse({
    id: 'S-1',
    view: { kind: 'alarm', alarmId: 'a1' },
    to,
    sent: { by: { kind: 'account', id: 'zhou' }, atMs: 1_000 },
    fromSeatId: 'desk-1',
    untilMs: 10_000,
    state: 'sent',
    ...more,
  })
const toLi = show({ kind: 'account', accountId: li.accountId })
const toSeat = show({ kind: 'seat', seatId })
const wall = show({ kind: 'wall' })

describe('a show', () => {
  it('is told to its receiver and its sender, and to nobody else', () => {
    for (const one of [toLi, toSeat]) {
      expect(isToldTo(one, li, 2_000)).toBe(true)
      expect(isToldTo(one, zhou, 2_000)).toBe(true)
      expect(isToldTo(one, wu, 2_000)).toBe(false)
    }
    expect(isToldTo(wall, wu, 2_000)).toBe(true)
  })

  it('to a seat is not for a page in a browser, which shares the seat of the service', () => {
    expect(isToldTo(toSeat, { ...wu, seatId: undefined }, 2_000)).toBe(false)
  })

  it('asks nothing of anybody when its time is over', () => {
    expect(isToldTo(toLi, li, 10_000)).toBe(false)
    expect(answerRefusal(toLi, 'opened', { ...li, rights }, 10_000)).toBe('tooLate')
  })

  it('is answered by its receiver and taken back by its sender', () => {
    expect(answerRefusal(toLi, 'opened', { ...li, rights }, 2_000)).toBeUndefined()
    expect(answerRefusal(toLi, 'opened', { ...zhou, rights }, 2_000)).toBe('notAllowed')
    expect(answerRefusal(toLi, 'ended', { ...zhou, rights }, 2_000)).toBeUndefined()
    expect(answerRefusal(toLi, 'ended', { ...li, rights }, 2_000)).toBe('notAllowed')
    expect(answerRefusal({ ...toLi, state: 'declined' }, 'opened', { ...li, rights }, 2_000)).toBe('illegalState')
  })

  it('is taken off the wall by whoever may dispatch, and not by a guest', () => {
    expect(answerRefusal(wall, 'ended', { ...wu, rights }, 2_000)).toBeUndefined()
    expect(answerRefusal(wall, 'ended', { ...wu, rights: rightsByRole.manager }, 2_000)).toBe('notAllowed')
  })

  it('that was sent to the wall last hangs there until it is taken off', () => {
    const later = show({ kind: 'wall' }, { sent: { ...wall.sent, atMs: 2_000 } })
    expect(onWall([later, wall, toLi], 3_000)).toBe(later)
    expect(onWall([{ ...later, state: 'ended' }, wall], 3_000)).toBe(wall)
    expect(onWall([wall], 10_000)).toBeUndefined()
  })
})

describe('a look', () => {
  const look = Look.parse({
    id: 'L-1',
    seatId,
    accountId: 'li',
    name: '李伟',
    reason: '带教',
    asked: { by: { kind: 'account', id: 'zhou' }, atMs: 1_000 },
    state: 'live',
    isByRule: false,
    untilMs: 10_000,
  })

  it('is told to both sides and to nobody else', () => {
    expect([li, zhou, wu].map((person) => isLookTold(look, person, 2_000))).toEqual([true, true, false])
    expect(isLookTold(look, { ...li, seatId: SeatId.parse('desk-4') }, 2_000)).toBe(false)
  })

  it('ends by itself when its time is over', () => {
    expect([isLookOpen(look, 9_999), isLookOpen(look, 10_000)]).toEqual([true, false])
  })

  it('needs consent unless the installation says that notice is enough', () => {
    expect([undefined, null, 'consent', 'notice'].map(isNoticeEnough)).toEqual([false, false, false, true])
  })
})

describe('what the windows of a seat tell', () => {
  const display = (number: number, ...panes: string[]): LookDisplay => ({ number, role: 'map', panes })

  it('is put together by display, in order, with the newest selection', () => {
    const first = mergeTold(undefined, { display: display(2, 'alarms'), selection: {} })
    const both = mergeTold(first, { display: display(1, 'map'), selection: { alarmId: AlarmId.parse('a1') } })
    expect(both).toEqual({ displays: [display(1, 'map'), display(2, 'alarms')], selection: { alarmId: 'a1' } })
    expect(mergeTold(both, { display: display(1, 'wall'), selection: {} }).displays[0]?.panes).toEqual(['wall'])
  })

  it('is the same object when nothing is new, so that nothing is written', () => {
    const screens = mergeTold(undefined, { display: display(1, 'map'), selection: {} })
    expect(mergeTold(screens, { display: display(1, 'map'), selection: {} })).toBe(screens)
  })
})

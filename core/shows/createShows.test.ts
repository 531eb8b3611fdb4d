import { beforeEach, describe, expect, it } from 'vitest'
import { AccountId, AlarmId, IdempotencyKey, SeatId, type ShowTarget } from '../../domain/contract'
import { rightsByRole } from '../../domain/contract/rights'
import { createSessionHolder } from '../channel/SessionHolder'
import { createMemoryJournal, type MemoryJournal } from '../iot/testMemoryJournal'
import { createPresence, type Presence } from './createPresence'
import { type Asker, createShows, type Shows } from './createShows'

const seatId = SeatId.parse('desk-1')
const person = (id: string, role: 'dispatcher' | 'manager' = 'dispatcher'): Asker => ({
  accountId: AccountId.parse(id),
  seatId,
  actor: { kind: 'account', id },
  rights: rightsByRole[role],
})
const zhou = person('zhou')
const li = person('li')
const view = { kind: 'alarm' as const, alarmId: AlarmId.parse('A-1') }
const key = IdempotencyKey.parse('k-1')
const toLi: ShowTarget = { kind: 'account', accountId: li.accountId }

let journal: MemoryJournal
let presence: Presence
let shows: Shows
let nowMs = 1_000
const seatSession = createSessionHolder()
const stateOf = (id: string) => journal.view.get('show', id)?.state

beforeEach(async () => {
  nowMs = 1_000
  journal = createMemoryJournal(() => nowMs, seatId)
  presence = createPresence({ self: { seatId, name: '1 号席' }, seatSession, visible: () => [] })
  shows = createShows({ journal, presence, now: () => nowMs })
  await journal.write(() => [
    {
      kind: 'account.created',
      subjectId: 'li',
      actor: zhou.actor,
      payload: { name: 'li', displayName: '李', role: 'dispatcher', isDemo: true, mustChangePassword: false },
    },
  ])
})

describe('sending', () => {
  it('says that the receiver is away, and keeps it for him', async () => {
    const { showId, isAway } = await shows.send({ key, view, to: toLi, note: '看这里' }, zhou)
    expect(isAway).toBe(true)
    expect(journal.view.get('show', showId)).toMatchObject({ state: 'sent', note: '看这里', fromSeatId: seatId })
  })

  it('finds a person at a page in a browser, and not at the seat that serves it', async () => {
    presence.set(createSessionHolder(), li.accountId)
    expect((await shows.send({ key, view, to: toLi }, zhou)).isAway).toBe(false)
    const toSeat = { kind: 'seat' as const, seatId }
    expect((await shows.send({ key: IdempotencyKey.parse('k-2'), view, to: toSeat }, zhou)).isAway).toBe(true)
    presence.set(seatSession, zhou.accountId)
    expect((await shows.send({ key: IdempotencyKey.parse('k-3'), view, to: toSeat }, zhou)).isAway).toBe(false)
  })

  it('takes effect once, however often the click arrives', async () => {
    await shows.send({ key, view, to: toLi }, zhou)
    await shows.send({ key, view, to: toLi }, zhou)
    expect([...journal.view.list('show')]).toHaveLength(1)
  })

  it('to the wall needs the right to dispatch; to nobody it is refused', async () => {
    const to = { kind: 'wall' as const }
    await expect(shows.send({ key, view, to }, person('guest', 'manager'))).rejects.toMatchObject({
      code: 'notAllowed',
    })
    const stranger = { kind: 'account' as const, accountId: AccountId.parse('nobody') }
    await expect(shows.send({ key, view, to: stranger }, zhou)).rejects.toMatchObject({ code: 'notFound' })
    expect([...journal.view.list('show')]).toEqual([])
  })
})

describe('answering', () => {
  it('opens once, whoever opens it again', async () => {
    const { showId } = await shows.send({ key, view, to: toLi }, zhou)
    await shows.answer({ showId, answer: 'opened' }, li)
    await shows.answer({ showId, answer: 'opened' }, li)
    expect(stateOf(showId)).toBe('opened')
    expect(journal.entries.filter(({ kind }) => kind === 'show.answered')).toHaveLength(1)
  })

  it('is refused to a third person, and when its time is over', async () => {
    const { showId } = await shows.send({ key, view, to: toLi }, zhou)
    await expect(shows.answer({ showId, answer: 'opened' }, person('wu'))).rejects.toMatchObject({ code: 'notAllowed' })
    nowMs += 60 * 60_000
    await expect(shows.answer({ showId, answer: 'opened' }, li)).rejects.toMatchObject({ code: 'tooLate' })
    expect(stateOf(showId)).toBe('sent')
  })
})

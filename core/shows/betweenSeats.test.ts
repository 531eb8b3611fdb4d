import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AccountId, AlarmId, type Client, IdempotencyKey, type Look, type Show } from '../../domain/contract'
import { createTestInstallation, type TestInstallation, until } from '../../tests/support/installation'
import { hasMosquitto, type Mosquitto, startMosquitto } from '../../tests/support/mosquitto'
import { smallDistrict } from '../../tests/support/smallDistrict'

let broker: Mosquitto
let seats: TestInstallation
let keys = 0
const key = () => IdempotencyKey.parse(`key-${keys++}`)

beforeEach(async (context) => {
  context.skip(!hasMosquitto, 'no Mosquitto on this machine')
  broker = await startMosquitto()
  seats = await createTestInstallation({ broker: broker.url, district: smallDistrict, consoles: ['desk-1'] })
  await seats.start('service')
  await seats.start('desk-1')
})
afterEach(async () => {
  await seats?.dispose()
  await broker?.stop()
})

async function signIn(seat: string, name: string): Promise<{ client: Client; id: AccountId }> {
  const client = seats.open(seat)
  const end = Date.now() + 20_000
  for (;;) {
    // The console knows the accounts once it has them from its service.
    const account = await client.call('session.signIn', { name, password: 'Chenghu-2026' }).then(
      (session) => session.account,
      () => undefined,
    )
    if (account) return { client, id: account.id }
    if (Date.now() > end) throw new Error(`${name} cannot sign in`)
  }
}
function follow<T extends { id: string }>(
  listen: (tell: (event: { isSnapshot: boolean; upserts: T[]; removes: string[] }) => void) => void,
): Map<string, T> {
  const items = new Map<string, T>()
  listen(({ isSnapshot, upserts, removes }) => {
    if (isSnapshot) items.clear()
    for (const item of upserts) items.set(item.id, item)
    for (const id of removes) items.delete(id)
  })
  return items
}
const view = { kind: 'alarm' as const, alarmId: AlarmId.parse('A-1') }

it('a view reaches a person at another seat, and his answer comes back; a look shows what he sees until he ends it', async () => {
  const leader = await signIn('service', 'chenlijun')
  const desk = await signIn('desk-1', 'zhoumin')
  const people = async () => (await leader.client.call('presence.list', {})).people
  await until(() => seats.core('desk-1').seatState().role === 'following', 'the console follows')
  let there: Awaited<ReturnType<typeof people>>[number] | undefined
  await expect
    .poll(async () => (there = (await people()).find(({ accountId }) => accountId === desk.id)), { timeout: 20_000 })
    .toMatchObject({ displayName: '周敏', seatName: 'desk-1', isBrowser: false })
  if (!there) throw new Error('nobody at the desk')

  const sent = follow<Show>((tell) => leader.client.on('show.changed', {}, tell))
  const seen = follow<Show>((tell) => desk.client.on('show.changed', {}, tell))
  const to = { kind: 'seat' as const, seatId: there.seatId }
  const { showId, isAway } = await leader.client.call('show.send', { key: key(), view, to, note: '这台' })
  expect(isAway).toBe(false)
  await until(() => seen.get(showId)?.state === 'sent', 'the show at the desk')
  expect(seen.get(showId)).toMatchObject({ note: '这台', view, sent: { by: { name: '陈立军' } } })
  await desk.client.call('show.answer', { showId, answer: 'opened' })
  await until(() => sent.get(showId)?.state === 'opened', 'the answer at its sender')

  const asked = follow<Look>((tell) => desk.client.on('look.changed', {}, tell))
  const mirror = follow<Look>((tell) => leader.client.on('look.changed', {}, tell))
  const question = { key: key(), seatId: there.seatId, accountId: desk.id, reason: '带教' }
  await expect(desk.client.call('look.ask', { ...question, accountId: leader.id })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const { lookId } = await leader.client.call('look.ask', question)
  await until(() => asked.get(lookId)?.state === 'asked', 'the question at the desk')
  await desk.client.call('look.answer', { lookId, isAgreed: true })
  const display = { number: 1, role: 'map', panes: ['map'], active: 'map' }
  await desk.client.call('look.tell', { lookId, display, selection: { alarmId: view.alarmId } })
  await until(() => mirror.get(lookId)?.screens, 'what the desk shows, at the leader')
  expect(mirror.get(lookId)).toMatchObject({
    state: 'live',
    screens: { displays: [display], selection: { alarmId: 'A-1' } },
  })
  await desk.client.call('look.end', { lookId })
  await until(() => mirror.get(lookId)?.state === 'ended', 'the end at the leader')

  await seats.stop('desk-1')
  await expect
    .poll(async () => (await leader.client.call('show.send', { key: key(), view, to })).isAway, { timeout: 20_000 })
    .toBe(true)
}, 60_000)

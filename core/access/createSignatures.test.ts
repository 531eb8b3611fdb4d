import { describe, expect, it } from 'vitest'
import type { DeviceSlot } from '../../connectors/site'
import { DeviceType } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { createIngest, type SampleLog } from '../iot/createIngest'
import { createReachWatch } from '../iot/createReachWatch'
import { Refusals } from '../iot/Refusals'
import { Registry } from '../iot/Registry'
import { createNumbers, createTestAccess, device, engineer, sign } from './testAccess'

const topic = '/sys/hydrant/h1/thing/event/property/post'
const type = DeviceType.parse({
  id: 'hydrant',
  version: 1,
  systemKey: 'fire.hydrant',
  name: { zh: '消火栓', en: 'Hydrant' },
  symbol: 'hydrant',
  properties: [],
  events: [],
  services: [],
  alarms: [],
})
const slot: DeviceSlot = {
  index: 1,
  id: device('h1'),
  type,
  properties: new Map(),
  events: new Map(),
  services: new Map(),
}

/** A log whose batches are on disk when the test says so. */
function createLog() {
  const waiting: ((error?: Error) => void)[] = []
  const log: SampleLog = { append() {}, whenStored: (done) => void waiting.push(done) }
  return { log, store: (error?: Error) => waiting.splice(0).forEach((done) => done(error)) }
}

/** A seat, a device with a secret, and what it signed. */
async function start() {
  const numbers = createNumbers()
  const { access, clock, journal, faults } = await createTestAccess({ numbers })
  const { secret } = await access.keys.issue({ deviceId: device('h1'), overlapMs: 0 }, engineer)
  const message = (seq: number) => JSON.parse(sign(secret, topic, { params: {} }, { seq, time: clock.nowMs }))
  /** Whether a seat takes it: `undefined` when it does. */
  const heard = (by: typeof access, one: { [name: string]: unknown }) => {
    const verdict = by.signatures.check(slot, topic, one, clock.nowMs)
    return verdict && 'refused' in verdict ? verdict.refused : undefined
  }
  /** Another run on the same disk; the one before was killed: it kept what it had kept. */
  const afterKill = async () => (await createTestAccess({ numbers, journal, startMs: clock.nowMs })).access
  /** Another secret beside the one before. @returns what is signed with it */
  const change = async () => {
    const { secret: next } = await access.keys.issue({ deviceId: device('h1'), overlapMs: 2 * hourMs }, engineer)
    return (seq: number) => JSON.parse(sign(next, topic, { params: {} }, { seq, time: clock.nowMs }))
  }
  return { access, clock, numbers, message, heard, change, afterKill, faults }
}
const hourMs = 3_600_000
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('numbers of signed messages', () => {
  // req: R-4.1.1.4-01
  it('are on disk before the message is acknowledged: after a kill it is a replay', async () => {
    const { access, message, heard, afterKill } = await start()
    const { log, store } = createLog()
    const tapped = access.signatures.tap(log)
    const one = message(1)
    expect(heard(access, one)).toBeUndefined()
    let isAcknowledged = false
    tapped.whenStored((error) => (isAcknowledged = error === undefined))
    await settle()
    // Neither stored nor acknowledged: the device will send it again, and must be heard.
    expect(isAcknowledged).toBe(false)
    expect(heard(await afterKill(), one)).toBeUndefined()
    store()
    await settle()
    expect(isAcknowledged).toBe(true)
    expect(heard(await afterKill(), one)).toBe('replayed')
    expect(heard(await afterKill(), message(2))).toBeUndefined()
  })

  it('were forgotten by a twin that does not keep them with what they count', async () => {
    const { access, message, heard, afterKill } = await start()
    const { log, store } = createLog()
    const one = message(1)
    heard(access, one)
    // The twin: samples are stored and acknowledged past the signatures.
    log.whenStored(() => {})
    store()
    await settle()
    expect(heard(await afterKill(), one)).toBeUndefined()
  })

  it('are not kept ahead of what they count: what was heard while samples were written waits for its own', async () => {
    const { access, message, heard, afterKill } = await start()
    const { log, store } = createLog()
    const tapped = access.signatures.tap(log)
    const [one, two] = [message(1), message(2)]
    heard(access, one)
    tapped.whenStored(() => {})
    heard(access, two)
    store()
    await settle()
    const next = await afterKill()
    expect([heard(next, one), heard(next, two)]).toEqual(['replayed', undefined])
  })

  it('of what could not be stored are taken again, and a failing disk is told to whoever waits', async () => {
    const { access, numbers, message, heard } = await start()
    const { log, store } = createLog()
    const tapped = access.signatures.tap(log)
    const one = message(1)
    const told: (string | undefined)[] = []
    heard(access, one)
    tapped.whenStored((error) => told.push(error?.message))
    store(new Error('the disk is full'))
    access.signatures.forgetHeard()
    expect(heard(access, one)).toBeUndefined()
    const { save } = numbers
    Object.assign(numbers, { save: () => Promise.reject(new Error('no room for numbers')) })
    tapped.whenStored((error) => told.push(error?.message))
    store()
    await settle()
    Object.assign(numbers, { save })
    tapped.whenStored((error) => told.push(error?.message))
    store()
    await settle()
    expect(told).toEqual(['the disk is full', 'no room for numbers', undefined])
    expect([...numbers.rows.values()].map(({ highest }) => highest)).toEqual([1])
  })

  it('of a receipt that could not be stored are taken again, however late that is found', async () => {
    const { access, clock, numbers, message, heard } = await start()
    const samples = { append() {}, whenStored: (done: (error?: Error) => void) => done() }
    let fail: (error: Error) => void = () => {}
    const never = () => {}
    const sink = createIngest({
      live: { set: never },
      history: samples,
      keepAfter: (stored) => access.signatures.tap(stored),
      alarms: { sample: never, event: never, setOffline: never, whenWritten: (done) => done(), stop: async () => {} },
      reach: createReachWatch({
        registry: new Registry(testDistrict(), 1),
        now: clock.now,
        schedule: clock.schedule,
        onReach: never,
        onOffline: never,
      }),
      refusals: new Refusals(),
      onReceipt: () => new Promise((_, reject) => (fail = reject)),
      onAnswer: async () => {},
    }).sinkFor('site')
    const one = message(1)
    heard(access, one)
    sink.receipt({ device: slot, subject: { kind: 'task', id: 'T-1' }, state: 'accepted', sourceAtMs: 1 })
    const told: (string | undefined)[] = []
    sink.whenStored((error) => told.push(error?.message))
    clock.advance(5_000)
    await settle()
    fail(new Error('the disk is full'))
    await settle()
    expect(told).toEqual(['the disk is full'])
    access.signatures.forgetHeard()
    expect(numbers.rows.size).toBe(0)
    expect(heard(access, one)).toBeUndefined()
  })

  it('that nobody waits for are kept a moment later', async () => {
    const { access, clock, numbers, message, heard, faults } = await start()
    const { log, store } = createLog()
    access.signatures.tap(log)
    heard(access, message(7))
    clock.advance(250)
    store()
    await settle()
    expect([...numbers.rows.values()].map(({ highest }) => highest)).toEqual([7])
    expect(faults).toEqual([])
  })

  it('are let go of with their secret once it was changed twice, and of one whose overlap runs they are not', async () => {
    const { access, clock, numbers, message, heard, change } = await start()
    const { log, store } = createLog()
    const tapped = access.signatures.tap(log)
    const hearAll = async () => {
      tapped.whenStored(() => {})
      store()
      await settle()
    }
    const first = message(1)
    expect(heard(access, first)).toBeUndefined()
    await hearAll()
    const second = await change()
    expect(heard(access, second(1))).toBeUndefined()
    await hearAll()
    clock.advance(hourMs)
    await settle()
    // The first is good beside the second: what it said counts once.
    expect(numbers.rows.size).toBe(2)
    expect(heard(access, first)).toBe('replayed')
    for (let times = 0; times < 5; times += 1) {
      const next = await change()
      expect(heard(access, next(1))).toBeUndefined()
      await hearAll()
      clock.advance(hourMs)
      await settle()
    }
    expect(numbers.rows.size).toBe(2)
    expect(heard(access, first)).toBe('badSignature')
  })
})

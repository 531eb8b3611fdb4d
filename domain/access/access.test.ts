import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AccessRule, Certificate } from '../contract/state/access'
import { AccessRule as AccessRuleSchema, Certificate as CertificateSchema } from '../contract/state/access'
import { DeviceId, DeviceTypeId } from '../contract/primitives'
import { accessRuleFor } from './accessRuleFor'
import { makeActivationCode, normaliseActivationCode } from './activationCode'
import { deviceUserName, parseDeviceUserName } from './deviceUserName'
import { endingCertificates } from './endingCertificates'
import { expiryWarning } from './expiryWarning'
import { judgeCertificate } from './judgeCertificate'
import { countFailure, lockOutMs, mostOfName } from './lockOut'
import { ReplayWindow } from './ReplayWindow'
import { claimsSignature, readSignedMessage, signedText } from './signedMessage'
import { mayPublish, maySubscribe, type Speaker } from './topicRights'

const dayMs = 86_400_000
const nowMs = 1_750_000_000_000

describe('what a device may say and hear', () => {
  const speaker: Speaker = {
    productKey: 'hydrant',
    deviceName: 'h1',
    isBehindIt: (name, key) => key === 'hydrant' && name === 'h2',
  }

  it.each<[string, boolean]>([
    ['/sys/hydrant/h1/thing/event/property/post', true],
    ['/sys/hydrant/h2/thing/event/property/post', true],
    ['/sys/hydrant/h3/thing/event/property/post', false],
    ['/sys/handset/h1/thing/event/property/post', false],
    ['/sys/hydrant/h1', false],
    ['sys/hydrant/h1/thing', false],
    ['/sys//h1/thing', false],
    ['', false],
  ])('says on %s: %s', (topic, isAllowed) => expect(mayPublish(speaker, topic)).toBe(isAllowed))

  it.each<[string, boolean]>([
    ['/sys/hydrant/h1/thing/service/+', true],
    ['/sys/hydrant/h1/#', true],
    ['/sys/hydrant/h2/thing/service/flush', true],
    ['/sys/hydrant/+/thing/service/+', false],
    ['/sys/+/h1/#', false],
    ['/sys/hydrant/#', false],
    ['/sys/#', false],
    ['#', false],
    ['+/sys/hydrant/h1/#', false],
    ['$share/g//sys/hydrant/h1/#', false],
  ])('hears %s: %s', (filter, isAllowed) => expect(maySubscribe(speaker, filter)).toBe(isAllowed))

  const level = fc.constantFrom('', 'sys', 'hydrant', 'h1', 'h2', 'h3', '+', '#', 'thing', 'service', '$share')
  const anyFilter = fc.array(level, { maxLength: 7 }).map((levels) => levels.join('/'))
  /** Filters as MQTT matches them, written anew: the rule that must hold whatever the check does. */
  const matches = (filter: string, topic: string): boolean => {
    const wanted = filter.split('/')
    const levels = topic.split('/')
    const at = wanted.indexOf('#')
    const head = at < 0 ? wanted : wanted.slice(0, at)
    if (at < 0 ? levels.length !== head.length : levels.length < head.length) return false
    return head.every((one, place) => one === '+' || one === levels[place])
  }
  const foreign = ['/sys/hydrant/h3/thing/service/flush', '/sys/handset/h1/thing/service/flush', '/sys/hydrant/h3/x']
  const hearsNothingForeign = (check: typeof maySubscribe) =>
    fc.assert(
      fc.property(anyFilter, (filter) => !check(speaker, filter) || !foreign.some((topic) => matches(filter, topic))),
      { numRuns: 5_000, seed: 7 },
    )

  it('hears nothing of others by any filter', () => hearsNothingForeign(maySubscribe))
  it('finds the twin out that forgets wildcards in the device level', () => {
    const twin: typeof maySubscribe = (who, filter) => filter.split('/')[2] === who.productKey
    expect(() => hearsNothingForeign(twin)).toThrow('Property failed')
  })
})

describe('the replay window', () => {
  const message = fc.record({ seq: fc.integer({ min: 0, max: 90 }), ageMs: fc.integer({ min: 0, max: 900_000 }) })
  const takesEachOnce = (make: () => Pick<ReplayWindow, 'take'>) =>
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
        const window = make()
        const taken = messages.filter(
          ({ seq, ageMs }) => window.take({ seq, time: nowMs - ageMs }, nowMs) === undefined,
        )
        return new Set(taken.map(({ seq }) => seq)).size === taken.length
      }),
      { numRuns: 2_000, seed: 3 },
    )

  it('takes each number once, in whatever order and at whatever age they come', () =>
    takesEachOnce(() => new ReplayWindow()))

  it('finds the twin out that looks at the time alone', () => {
    const twin = () =>
      ({ take: ({ time }: { time: number }) => (nowMs - time > 300_000 ? 'replayed' : undefined) }) as const
    expect(() => takesEachOnce(twin)).toThrow('Property failed')
  })

  it('takes what was overtaken on its way, and each of these once', () => {
    const window = new ReplayWindow()
    const take = (seq: number) => window.take({ seq, time: nowMs }, nowMs)
    expect([5, 3, 4, 3, 5, 70, 6, 7].map(take)).toEqual([
      undefined,
      undefined,
      undefined,
      'replayed',
      'replayed',
      undefined,
      'replayed',
      undefined,
    ])
  })

  it('takes what waited with a broker for hours in its turn, and not after something later', () => {
    const window = new ReplayWindow()
    expect(window.take({ seq: 1, time: nowMs - 3 * 3_600_000 }, nowMs)).toBeUndefined()
    expect(window.take({ seq: 9, time: nowMs }, nowMs)).toBeUndefined()
    expect(window.take({ seq: 8, time: nowMs - 3 * 3_600_000 }, nowMs)).toBe('replayed')
    expect(window.take({ seq: 10, time: nowMs + 600_000 }, nowMs)).toBe('timeInFuture')
  })

  it('knows after a restart what it has heard before', () => {
    const before = new ReplayWindow()
    for (const seq of [7, 9]) before.take({ seq, time: nowMs }, nowMs)
    const after = new ReplayWindow(before.numbers)
    expect([7, 8, 9, 10].map((seq) => after.take({ seq, time: nowMs }, nowMs))).toEqual([
      'replayed',
      undefined,
      'replayed',
      undefined,
    ])
  })
})

describe('a signed message', () => {
  it('is told apart from every other by its text', () => {
    const text = fc.record({ time: fc.nat(99), seq: fc.nat(99), payload: fc.string() })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const isSame = a.time === b.time && a.seq === b.seq && a.payload === b.payload
        return (signedText('/sys/t/d/x', a) === signedText('/sys/t/d/x', b)) === isSame
      }),
      { numRuns: 2_000, seed: 5 },
    )
  })

  it('is refused when anything of it is missing or of another kind', () => {
    const sound = { payload: '{}', time: 1, seq: 0, sign: 'a'.repeat(64) }
    expect(readSignedMessage(sound)).toEqual(sound)
    for (const wrong of [
      { ...sound, sign: 'A'.repeat(64) },
      { ...sound, sign: 1 },
      { ...sound, payload: {} },
      { ...sound, time: '1' },
      { ...sound, seq: 1.5 },
      { ...sound, seq: -1 },
      { sign: sound.sign },
    ]) {
      expect(claimsSignature(wrong)).toBe(true)
      expect(readSignedMessage(wrong)).toBeUndefined()
    }
  })
})

describe('an activation code', () => {
  it('is read however it is typed', () => {
    const code = makeActivationCode(Uint8Array.from({ length: 16 }, (_, at) => at))
    expect(code).toBe('0123-4567-89AB-CDEF')
    expect(normaliseActivationCode(' o1234567 89ab-cdef'.replace('o1', 'oi'))).toBe('0123-4567-89AB-CDEF')
  })

  it('is none when it is anything else', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (typed) => {
        const code = normaliseActivationCode(typed)
        return code === undefined || normaliseActivationCode(code) === code
      }),
      { numRuns: 5_000, seed: 1 },
    ))
})

describe('a lock-out', () => {
  it('begins with a minute and grows to a day', () => {
    expect([0, 1, 2, 3].map(lockOutMs)).toEqual([60_000, 120_000, 240_000, 480_000])
    expect(lockOutMs(40)).toBe(dayMs)
  })

  it('comes with the fifth failure in ten minutes, and not with five in an hour', () => {
    const outcome = (everyMs: number) => {
      let failures: ReturnType<typeof countFailure> | undefined
      for (let at = 0; at < mostOfName; at += 1) failures = countFailure(failures, mostOfName, nowMs + at * everyMs)
      return failures?.isLocked
    }
    expect(outcome(60_000)).toBe(true)
    expect(outcome(720_000)).toBe(false)
  })
})

describe('the rule for a device', () => {
  const rule = (scope: AccessRule['scope'], mustSign: boolean) =>
    AccessRuleSchema.parse({
      id: 'x',
      scope,
      mustSign,
      mustUseOwnSecret: false,
      mustShowCertificate: false,
      set: { by: { kind: 'system', id: 'x' }, atMs: 1 },
    })
  const deviceOf = { id: DeviceId.parse('h1'), typeId: DeviceTypeId.parse('hydrant') }

  it('is the nearest one: its own, its type’s, everybody’s, none', () => {
    const rules = new Map([
      ['installation', rule({ kind: 'installation' }, true)],
      ['type/hydrant', rule({ kind: 'type', typeId: deviceOf.typeId }, false)],
      ['device/h1', rule({ kind: 'device', deviceId: deviceOf.id }, true)],
    ])
    const mustSign = () => accessRuleFor((id) => rules.get(id), deviceOf).mustSign
    expect(mustSign()).toBe(true)
    rules.delete('device/h1')
    expect(mustSign()).toBe(false)
    rules.delete('type/hydrant')
    expect(mustSign()).toBe(true)
    rules.delete('installation')
    expect(mustSign()).toBe(false)
  })
})

describe('a certificate', () => {
  const certificate = (more: Partial<Certificate>): Certificate =>
    CertificateSchema.parse({
      id: 'a'.repeat(64),
      holder: { kind: 'device', deviceId: 'h1' },
      isForeign: false,
      subject: 'CN=h1&hydrant',
      issuer: 'CN=Chengtai CA',
      serial: '40',
      notBeforeMs: nowMs - dayMs,
      notAfterMs: nowMs + 20 * dayMs,
      pem: 'x',
      added: { by: { kind: 'system', id: 'x' }, atMs: 1 },
      ...more,
    })
  const deed = { by: { kind: 'account', id: 'x' }, atMs: nowMs } as const
  const shown = {
    id: 'a'.repeat(64),
    commonName: 'h1&hydrant',
    authorityId: undefined,
    notBeforeMs: nowMs - 1,
    notAfterMs: nowMs + 1,
  }
  const judge = (known: Certificate[], more: Partial<Parameters<typeof judgeCertificate>[0]> = {}) =>
    judgeCertificate({ ...shown, ...more }, (id) => known.find((one) => one.id === id), nowMs)

  it('speaks for its device while it is good', () => {
    const good = certificate({})
    expect(judge([good])).toMatchObject({ speaksFor: { kind: 'device', deviceId: 'h1' } })
    expect(judge([good], { notAfterMs: nowMs - 1 })).toEqual({ refused: 'expiredCertificate' })
    expect(judge([certificate({ revoked: { ...deed, reason: 'keyCompromise', note: '' } })])).toEqual({
      refused: 'revokedCertificate',
    })
  })

  it('of our own authority counts only when it is in the list: a stolen key lets nobody in', () => {
    const ours = certificate({ id: 'b'.repeat(64), holder: { kind: 'authority' } })
    expect(judge([ours], { authorityId: ours.id })).toEqual({ refused: 'untrustedCertificate' })
    expect(judge([ours], { id: ours.id })).toEqual({ refused: 'untrustedCertificate' })
  })

  it('of a maker speaks for the device that it names, of that maker’s type', () => {
    const maker = certificate({
      id: 'b'.repeat(64),
      isForeign: true,
      holder: { kind: 'authority', typeId: DeviceTypeId.parse('hydrant') },
    })
    const of = (commonName: string) => judge([maker], { authorityId: maker.id, commonName })
    expect(of('h1')).toMatchObject({ speaksFor: { kind: 'foreignDevice', deviceName: 'h1', typeId: 'hydrant' } })
    expect(of('h1&hydrant')).toMatchObject({ speaksFor: { deviceName: 'h1' } })
    expect(of('p1&handset')).toEqual({ refused: 'wrongHolder' })
    const gone = { ...maker, revoked: { ...deed, reason: 'unspecified' as const, note: '' } }
    expect(judge([gone], { authorityId: gone.id })).toEqual({ refused: 'revokedCertificate' })
  })

  it('is told of 30, 7 and 1 days before its end and at its end, once each, and never when it is revoked', () => {
    const given: [number, number][] = []
    let one = certificate({ notAfterMs: nowMs + 40 * dayMs })
    for (let day = 0; day <= 45; day += 1) {
      const warning = expiryWarning(one, nowMs + day * dayMs)
      if (warning === undefined) continue
      given.push([40 - day, warning])
      one = { ...one, warnedDays: warning }
    }
    expect(given).toEqual([
      [30, 30],
      [7, 7],
      [1, 1],
      [0, 0],
    ])
    const revoked = { ...one, warnedDays: 30, revoked: { ...deed, reason: 'unspecified' as const, note: '' } }
    expect(expiryWarning(revoked, nowMs + 39 * dayMs)).toBeUndefined()
  })

  it('is on the desk from 30 days before its end until 30 after, unless a later one of its holder took its place', () => {
    const ends = (days: number, more: object = {}) => certificate({ notAfterMs: nowMs + days * dayMs, ...more })
    const told = (...all: ReturnType<typeof certificate>[]) => endingCertificates(all, nowMs)
    expect(told()).toBeUndefined()
    expect(told(ends(31))).toBeUndefined()
    expect(told(ends(30))).toEqual({ count: 1, soonestMs: nowMs + 30 * dayMs })
    expect(told(ends(-30))).toEqual({ count: 1, soonestMs: nowMs - 30 * dayMs })
    expect(told(ends(-31))).toBeUndefined()
    expect(told(ends(5), ends(400))).toBeUndefined()
    const server = { holder: { kind: 'server' as const } }
    expect(told(ends(5), ends(3, server))).toEqual({ count: 2, soonestMs: nowMs + 3 * dayMs })
    const gone = { revoked: { ...deed, reason: 'unspecified' as const, note: '' } }
    expect(told(ends(5, gone))).toBeUndefined()
    expect(told(ends(5), ends(400, gone))).toEqual({ count: 1, soonestMs: nowMs + 5 * dayMs })
  })
})

it('a device’s user name is read back as it was made, and nothing else is one', () => {
  expect(parseDeviceUserName(deviceUserName({ productKey: 'hydrant', deviceName: '消火栓-1' }))).toEqual({
    productKey: 'hydrant',
    deviceName: '消火栓-1',
  })
  for (const wrong of ['', 'site', '&hydrant', 'h1&', 'h1&hydrant&x', `${'x'.repeat(65)}&hydrant`])
    expect(parseDeviceUserName(wrong)).toBeUndefined()
})

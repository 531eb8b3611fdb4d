import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RefusalReason } from '../../domain/contract'
import { HistoryAnswers } from './HistoryAnswers'
import { MessageIntake } from './MessageIntake'
import { PlainMapping } from './options'
import { headOf } from './parseMessage'
import { decodeByReference } from './referenceDecoder'
import { createRecordingSink, createTestDirectory } from './testing'
import { matchesFilter, parseDeviceTopic } from './topics'

const nowMs = 1_750_000_000_000
const directory = createTestDirectory()
const plain = PlainMapping.parse({
  topicFilter: 'plant/+/#',
  productKey: 'hydrant',
  deviceName: 'h{2}',
  properties: {
    pressure: { path: 'a.b', scale: 10, offset: 1, unit: 'kPa' },
    mode: { path: 'list.1' },
    missing: { path: 'm' },
    isOpen: { path: 'open', unit: 'bar' },
  },
  time: { path: 't', unit: 'iso' },
})
const makeIntake = () => {
  const sink = createRecordingSink()
  const history = new HistoryAnswers('run')
  const intake = new MessageIntake({ linkId: 'l', directory, sink, mappings: [plain], history, now: () => nowMs })
  return { sink, intake, history }
}
const fresh = { qos: 1, isRetained: false, isRepeat: false } as const
const propertyTopic = '/sys/hydrant/h1/thing/event/property/post'
const eventTopic = '/sys/hydrant/h1/thing/event/tilted/post'
const replyTopic = '/sys/hydrant/h1/thing/service/flush_reply'
const receiptTopic = '/sys/handset/p0/thing/event/receipt/post'
const lifecycleTopic = '/sys/hydrant/h1/thing/lifecycle'

/** One message alone: why it was refused, or nothing. */
function reasons(topic: string, message: unknown): RefusalReason[] {
  const { sink, intake } = makeIntake()
  intake.take(topic, Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)), fresh)
  return sink.refusals.map(({ reason }) => reason)
}

describe('a property post', () => {
  it.each<[string, unknown, RefusalReason[]]>([
    ['what is no JSON', '{"a":', ['malformedJson']],
    ['NaN', '{"params":{"pressure":NaN}}', ['malformedJson']],
    ['an array', '[]', ['wrongShape']],
    ['a message without params', '{}', ['wrongShape']],
    ['a number too large to be one', '{"params":{"pressure":1e999}}', ['notFinite']],
    ['text for a number', { params: { pressure: '5' } }, ['wrongType']],
    ['null', { params: { pressure: null } }, ['wrongType']],
    ['a list for a value', { params: { pressure: [1] } }, ['wrongType']],
    ['a bool for a number', { params: { pressure: true } }, ['wrongType']],
    ['2 for a bool', { params: { isOpen: 2 } }, ['outOfRange']],
    ['a number that an enum does not have', { params: { mode: 1 } }, ['outOfRange']],
    ['a value above the maximum', { params: { pressure: 1_600.1 } }, ['outOfRange']],
    ['a property that the type does not have', { params: { toString: 1 } }, ['unknownProperty']],
    ['a message of eight days ago', { params: { pressure: 1 }, time: nowMs - 8 * 86_400_000 }, ['timeTooOld']],
    ['a value with a time in words', { params: { pressure: { value: 1, time: 'now' } } }, ['wrongType']],
    [
      'a thousand properties',
      { params: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`p${at}`, at])) },
      ['wrongShape'],
    ],
    ['what nests without end', `{"params":${'['.repeat(3_000)}`, ['wrongShape']],
  ])('refuses %s', (_name, message, expected) => expect(reasons(propertyTopic, message)).toStrictEqual(expected))

  it('refuses bytes that are no UTF-8', () => {
    const { sink, intake } = makeIntake()
    intake.take(propertyTopic, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), fresh)
    expect(sink.refusals).toMatchObject([{ reason: 'malformedJson' }])
  })

  it.each([
    ['runs hours ahead', nowMs + 8 * 3_600_000],
    ['was never set', 12_345],
    ['has lost its battery', Date.UTC(2010, 0, 1)],
  ])('of a device whose clock %s counts as of now, as does its event, and the desk is told', (_name, time) => {
    const { sink, intake } = makeIntake()
    const params = { pressure: 5, mode: { value: 2, time } }
    const message = { id: '3', params, time, seq: 1, sys: { ack: 1 } }
    const answer = intake.take(propertyTopic, Buffer.from(JSON.stringify(message)), fresh)
    expect(sink.samples.map(({ value, sourceAtMs }) => [value, sourceAtMs])).toStrictEqual([
      [5, nowMs],
      [2, nowMs],
    ])
    expect(sink.numbers).toMatchObject([{ seq: 1, sourceAtMs: nowMs }])
    expect(answer?.payload).toContain('"code":200')
    intake.take(eventTopic, Buffer.from(JSON.stringify({ id: '4', params: { value: {}, time } })), fresh)
    expect(sink.events).toMatchObject([{ event: 'tilted', sourceAtMs: nowMs }])
    expect(intake.firstReason).toBeUndefined()
    expect(sink.refusals.map(({ reason, deviceId }) => `${reason} ${deviceId}`)).toStrictEqual(
      Array<string>(3).fill('clockWrong h1'),
    )
  })

  it('keeps the good values of a message in which some are wrong', () => {
    const { sink, intake } = makeIntake()
    intake.take(
      propertyTopic,
      Buffer.from(
        JSON.stringify({
          params: { pressure: -1, isOpen: true, mode: { value: 2, time: nowMs - 5 }, odd: 1 },
          time: nowMs - 9,
        }),
      ),
      fresh,
    )
    expect(sink.samples.map(({ value, sourceAtMs }) => [value, sourceAtMs])).toStrictEqual([
      [1, nowMs - 9],
      [2, nowMs - 5],
    ])
    expect(sink.refusals.map(({ reason, deviceId, detail }) => [reason, deviceId, detail])).toStrictEqual([
      ['outOfRange', 'h1', 'pressure: -1'],
      ['unknownProperty', 'h1', 'odd'],
    ])
  })

  it('takes a message that comes twice once, and blames the device unless the broker repeated it', () => {
    const { sink, intake } = makeIntake()
    const payload = Buffer.from(JSON.stringify({ id: '7', params: { pressure: 1 } }))
    intake.take(propertyTopic, payload, fresh)
    intake.take(propertyTopic, payload, { ...fresh, isRepeat: true })
    expect(sink.refusals).toHaveLength(0)
    intake.take(propertyTopic, payload, fresh)
    expect(sink.refusals).toMatchObject([{ reason: 'duplicate' }])
    expect(sink.samples).toHaveLength(1)
    intake.forgetSeen()
    intake.take(propertyTopic, payload, fresh)
    expect(sink.samples).toHaveLength(2)
  })

  it('counts ids of an event apart from those of values: neither hides the other', () => {
    const { sink, intake } = makeIntake()
    intake.take(propertyTopic, Buffer.from('{"id":"1","params":{"pressure":1}}'), fresh)
    intake.take(eventTopic, Buffer.from('{"id":"1","params":{}}'), fresh)
    expect(sink.events).toHaveLength(1)
  })

  // req: R-2.2-03
  it('by hand gives the same values and refusals as the schema, whatever is posted', () => {
    const device = directory.slot('hydrant/h1')
    const name = fc.constantFrom('pressure', 'isOpen', 'mode', 'other', '__proto__', 'constructor')
    const time = fc.oneof(
      fc.integer({ min: nowMs - 9 * 86_400_000, max: nowMs + 900_000 }),
      fc.double({ noNaN: true }),
      fc.constantFrom(null, 'x', true, Infinity, nowMs),
    )
    const scalar = fc.oneof(
      fc.integer({ min: -2, max: 3 }),
      fc.double({ noNaN: true }),
      fc.double({ min: 0, max: 1_700, noNaN: true }),
      fc.boolean(),
      fc.string(),
      fc.constantFrom(null, Infinity, -Infinity, [], [1]),
    )
    const value = fc.oneof(
      scalar,
      fc.record({ value: scalar, time }, { requiredKeys: [] }),
      fc.record({ value: fc.record({ value: scalar }) }),
    )
    const message = fc.record(
      {
        id: fc.oneof(fc.string(), fc.integer()),
        params: fc.oneof(
          { weight: 9, arbitrary: fc.dictionary(name, value) },
          { weight: 1, arbitrary: fc.anything({ withBigInt: false }) },
        ),
        time,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(message, (given) => {
        // Through text, as on the wire: an infinite number is written as one that is too large.
        const text = JSON.stringify(given, (_key, inner: unknown) =>
          inner === Infinity ? '+inf' : inner === -Infinity ? '-inf' : inner,
        )
          .replaceAll('"+inf"', '1e999')
          .replaceAll('"-inf"', '-1e999')
        const { sink, intake } = makeIntake()
        intake.take(propertyTopic, Buffer.from(text), fresh)
        const expected = decodeByReference(JSON.parse(text), device, nowMs)
        expect(sink.samples.map(({ point, value, sourceAtMs }) => ({ point, value, sourceAtMs }))).toStrictEqual(
          expected.samples,
        )
        expect(sink.refusals.map(({ reason }) => reason)).toStrictEqual(expected.reasons)
      }),
      { numRuns: 4_000, seed: 42 },
    )
  })
})

describe('other messages of devices', () => {
  it.each<[string, string, unknown, RefusalReason[]]>([
    ['an event that the type does not have', '/sys/hydrant/h1/thing/event/fell/post', { params: {} }, ['unknownEvent']],
    ['an event with a list in it', eventTopic, { params: { value: { a: [1] } } }, ['wrongType']],
    ['an event with an infinite number', eventTopic, '{"params":{"angle":1e999}}', ['notFinite']],
    ['an event with a novel in it', eventTopic, { params: { text: 'x'.repeat(1_001) } }, ['wrongShape']],
    ['an event of eight days ago', eventTopic, { params: { value: {}, time: nowMs - 8 * 86_400_000 } }, ['timeTooOld']],
    ['a receipt of nothing', receiptTopic, { params: { subject: 'task', state: 'done' } }, ['wrongShape']],
    [
      'a receipt of a state that is none',
      receiptTopic,
      { params: { subject: 'task', id: 't', state: 'lost' } },
      ['wrongShape'],
    ],
    ['an answer to no service', '/sys/hydrant/h1/thing/service/boil_reply', { id: 'c', code: 200 }, ['unknownTopic']],
    ['an answer without a code', replyTopic, { id: 'c' }, ['wrongShape']],
    ['an answer to no command', replyTopic, { code: 200 }, ['wrongShape']],
    ['a presence that is neither', lifecycleTopic, { status: 'asleep' }, ['wrongShape']],
    ['a device that is not known', '/sys/hydrant/h77/thing/lifecycle', { status: 'online' }, ['unknownDevice']],
    ['a type that is not known', '/sys/constructor/h1/thing/lifecycle', { status: 'online' }, ['unknownType']],
    ['a topic of nobody', 'elsewhere', {}, ['unknownTopic']],
  ])('refuse %s', (_name, topic, message, expected) => expect(reasons(topic, message)).toStrictEqual(expected))

  it('give an event with its output, id and time', () => {
    const { sink, intake } = makeIntake()
    intake.take(
      eventTopic,
      Buffer.from(JSON.stringify({ id: 9, params: { angle: 3, by: 'lorry', hard: true, time: nowMs - 7 } })),
      fresh,
    )
    expect(sink.events).toMatchObject([
      {
        event: 'tilted',
        messageId: '9',
        sourceAtMs: nowMs - 7,
        arrivedAtMs: nowMs,
        output: { angle: 3, by: 'lorry', hard: true },
      },
    ])
  })

  it('refuse a receipt with a note that poses as a text', () => {
    const value = { subject: 'task', id: 't1', state: 'done', note: { length: { toString: 1 } } }
    expect(reasons(receiptTopic, { id: 'r-9', params: { value, time: nowMs } })).toEqual(['wrongType'])
  })

  it('give a receipt of a handset, and nothing for its replies', () => {
    const { sink, intake } = makeIntake()
    intake.take(
      receiptTopic,
      Buffer.from(
        JSON.stringify({ id: '1', params: { value: { subject: 'message', id: 'm1', state: 'read', note: '好' } } }),
      ),
      fresh,
    )
    intake.take('/sys/handset/p0/thing/service/task_reply', Buffer.from('{"id":"t1","code":200}'), fresh)
    expect(sink.receipts).toMatchObject([
      { subject: { kind: 'message', id: 'm1' }, state: 'read', note: '好', sourceAtMs: nowMs },
    ])
    expect(sink.answers).toHaveLength(0)
    expect(sink.refusals).toHaveLength(0)
  })

  it('pass over commands on their way to devices', () => {
    const { sink, intake } = makeIntake()
    intake.take('/sys/hydrant/h1/thing/service/flush', Buffer.from('{}'), fresh)
    expect([sink.refusals, sink.answers, sink.heardOf]).toStrictEqual([[], [], []])
  })
})

describe('plain JSON with a mapping', () => {
  it('becomes properties, scaled, with the time it says', () => {
    const { sink, intake } = makeIntake()
    intake.take(
      'plant/2/state/now',
      Buffer.from('{"a":{"b":7},"list":[5,2],"open":true,"t":"2025-06-15T15:06:40Z"}'),
      fresh,
    )
    const { properties } = directory.slot('hydrant/h2')
    expect(sink.samples).toMatchObject([
      { point: properties.get('pressure')?.point, value: 71, sourceAtMs: nowMs },
      { point: properties.get('mode')?.point, value: 2 },
    ])
    expect(sink.refusals).toMatchObject([{ reason: 'wrongType', detail: expect.stringContaining('bar') }])
  })
  it('with a time in no form is refused', () =>
    expect(reasons('plant/2/x', '{"a":{"b":7},"t":"yesterday"}')).toStrictEqual(['notFinite']))
  it('never follows a name of a prototype', () => {
    const { sink, intake } = makeIntake()
    const mapping = PlainMapping.parse({
      ...plain,
      time: undefined,
      properties: { pressure: { path: '__proto__.x' }, mode: { path: 'constructor.length' } },
    })
    const history = new HistoryAnswers('run')
    const own = new MessageIntake({ linkId: 'l', directory, sink, mappings: [mapping], history, now: () => nowMs })
    own.take('plant/2/x', Buffer.from('{}'), fresh)
    expect([intake.nowMs, sink.samples, sink.refusals]).toStrictEqual([0, [], []])
  })
})

describe('topics', () => {
  it.each<[string, string, boolean]>([
    ['a/+/c', 'a/b/c', true],
    ['a/+/c', 'a/b/d', false],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a', true],
    ['a/+', 'a/b/c', false],
    ['a/b/c', 'a/b', false],
    ['#', 'x/y', true],
  ])('%s and %s: %s', (filter, topic, expected) =>
    expect(matchesFilter(filter.split('/'), topic.split('/'))).toBe(expected),
  )
  it.each([
    '',
    '/',
    '/sys',
    '/sys/a/b/thing',
    '/sys/a/b/thing/event/x',
    '/sys//b/thing/lifecycle',
    '/sys/a/b/thing/event//post',
    '/sys/a/b/thing/event/x/post/y',
    'sys/a/b/thing/lifecycle',
    '/sys/a/b/thing/service/',
  ])('%s is none of a device', (topic) => expect(parseDeviceTopic(topic)).toBeUndefined())
})

it('shows the head of a payload as printable text of at most 120 characters', () => {
  expect(headOf(Buffer.from('a\u0000b\n{"名":1}'))).toBe('a·b·{"名":1}')
  expect(headOf(Buffer.from('城'.repeat(400)))).toBe('城'.repeat(120))
  expect(headOf(Buffer.from([0xff, 0xfe, 0x41]))).toBe('··A')
})

it('takes 20,000 mutated messages on every topic without a throw or a trace (L8)', () => {
  const { sink, intake } = makeIntake()
  const topics = [
    propertyTopic,
    eventTopic,
    replyTopic,
    receiptTopic,
    lifecycleTopic,
    'plant/1/x',
    '/sys/a/b/c',
    '\u0000',
  ]
  const seeds = [
    '{"id":"1","version":"1.0","params":{"pressure":512.5,"isOpen":{"value":1,"time":1750000000000},"mode":2},"sys":{"ack":1}}',
    '{"id":"2","params":{"value":{"subject":"task","id":"t1","state":"done","note":"x"},"time":1750000000000}}',
    '{"id":"c1","code":200,"data":{"a":[1,{"b":null}]},"message":"ok"}',
    '{"status":"offline","time":1750000000000}',
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"params":{"__proto__":{"polluted":1}}}',
  ].map((text) => Buffer.from(text))
  const edit = fc.record({
    at: fc.nat(200),
    how: fc.constantFrom('flip', 'cut', 'insert', 'repeat'),
    byte: fc.constantFrom(0, 0x22, 0x2c, 0x2d, 0x30, 0x39, 0x5b, 0x5c, 0x5d, 0x65, 0x7b, 0x7d, 0x80, 0xff),
  })
  const mutated = fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 4 })).map(([seed, edits]) => {
    let bytes: Buffer = seed
    for (const { at, how, byte } of edits) {
      const place = at % Math.max(1, bytes.length)
      const [before, rest] = [bytes.subarray(0, place), bytes.subarray(place)]
      if (how === 'flip') bytes = Buffer.concat([before, Buffer.from([byte]), rest.subarray(1)])
      else if (how === 'cut') bytes = Buffer.concat([before, rest.subarray(3)])
      else if (how === 'insert') bytes = Buffer.concat([before, Buffer.from([byte]), rest])
      else bytes = Buffer.concat([bytes, rest])
    }
    return bytes
  })
  const before = Object.getOwnPropertyNames(Object.prototype).sort()
  const delivery = fc.record({ qos: fc.constantFrom(0, 1), isRetained: fc.boolean(), isRepeat: fc.boolean() } as const)
  const arrival = fc.tuple(fc.constantFrom(...topics), mutated, delivery)
  for (const [topic, payload, how] of fc.sample(arrival, { numRuns: 20_000, seed: 2_024 })) {
    intake.take(topic, payload, how)
    // The few ids of the seeds come again and again; each message is to reach its decoder's end.
    intake.forgetSeen()
  }
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toStrictEqual(before)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(sink.samples.every(({ value, sourceAtMs }) => Number.isFinite(value) && Number.isFinite(sourceAtMs))).toBe(
    true,
  )
  expect(sink.refusals.length).toBeGreaterThan(5_000)
  expect(sink.samples.length + sink.events.length + sink.receipts.length + sink.answers.length).toBeGreaterThan(100)
})

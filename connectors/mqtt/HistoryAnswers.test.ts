import { describe, expect, it } from 'vitest'
import { HistoryAnswers } from './HistoryAnswers'
import { MessageIntake } from './MessageIntake'
import { createRecordingSink, createTestDirectory } from './testing'

const nowMs = 1_750_000_000_000
const directory = createTestDirectory()
const device = directory.slot('hydrant/h1')
const replyTopic = '/sys/hydrant/h1/thing/history/get_reply'
const delivery = { qos: 1, isRetained: false, isRepeat: false } as const
const range = { device, fromMs: nowMs - 60_000, toMs: nowMs }

function makeLink() {
  const history = new HistoryAnswers('run')
  const live = createRecordingSink()
  const intake = new MessageIntake({ linkId: 'l', directory, sink: live, mappings: [], history, now: () => nowMs })
  const sent: { topic: string; body: { id: string; params: object } }[] = []
  const send = async ({ topic, payload }: { topic: string; payload: string }) =>
    void sent.push({ topic, body: JSON.parse(payload) })
  const answer = (body: object, topic = replyTopic) => intake.take(topic, Buffer.from(JSON.stringify(body)), delivery)
  return { history, live, send, sent, answer }
}
const items = [
  { event: 'property', id: 'a', seq: 4, time: nowMs - 50_000, params: { pressure: 400 } },
  { event: 'tilted', id: 'b', seq: 5, time: nowMs - 40_000, params: { value: { angle: 3 } } },
]

describe('asking a device for what it said before', () => {
  it('hands what comes to the sink of the question, numbers too, and nothing of it to the live one', async () => {
    const { history, live, send, sent, answer } = makeLink()
    const sink = createRecordingSink()
    const page = history.ask({ ...range, sink, cursor: 'c0' }, send)
    expect(sent).toMatchObject([
      {
        topic: '/sys/hydrant/h1/thing/history/get',
        body: { id: 'H-run-1', params: { from: range.fromMs, to: nowMs, limit: 400, cursor: 'c0' } },
      },
    ])
    answer({ id: 'H-run-1', code: 200, data: { items, cursor: 'c1' } })
    expect(await page).toEqual({ messages: 2, cursor: 'c1' })
    expect(sink.samples).toMatchObject([{ value: 400, sourceAtMs: nowMs - 50_000 }])
    expect(sink.events).toMatchObject([{ event: 'tilted', messageId: 'b', sourceAtMs: nowMs - 40_000 }])
    expect(sink.numbers.map(({ seq }) => seq)).toEqual([4, 5])
    expect([live.samples, live.events, live.numbers, live.refusals]).toEqual([[], [], [], []])
    // The answer itself is a sign of life.
    expect(live.heardOf).toEqual([device.index])
  })

  it('answers when it is stored, not before', async () => {
    const { history, send, answer } = makeLink()
    let store: (() => void) | undefined
    const page = history.ask({ ...range, sink: createRecordingSink((done) => (store = done)) }, send)
    let isDone = false
    void page.then(() => (isDone = true))
    answer({ id: 'H-run-1', code: 200, data: { items } })
    await Promise.resolve()
    expect(isDone).toBe(false)
    store?.()
    expect(await page).toEqual({ messages: 2 })
  })

  it('takes an answer once, and only from the device that was asked', async () => {
    const { history, send, answer } = makeLink()
    const sink = createRecordingSink()
    const page = history.ask({ ...range, sink }, send)
    answer({ id: 'H-run-1', code: 200, data: { items } }, '/sys/hydrant/h2/thing/history/get_reply')
    expect(sink.samples).toHaveLength(0)
    answer({ id: 'H-run-1', code: 200, data: { items } })
    answer({ id: 'H-run-1', code: 200, data: { items } })
    answer({ id: 'H-other-9', code: 200, data: { items } })
    await page
    expect(sink.samples).toHaveLength(1)
  })

  it.each([
    ['a code that is no success', { code: 404 }],
    ['data that is no list', { code: 200, data: { items: 7 } }],
  ])('ends as not found on %s', async (_, body) => {
    const { history, send, answer } = makeLink()
    const page = history.ask({ ...range, sink: createRecordingSink() }, send)
    answer({ id: 'H-run-1', ...body })
    await expect(page).rejects.toMatchObject({ code: 'notFound' })
  })

  it('refuses items that cannot be placed in time, and takes the others', async () => {
    const { history, live, send, answer } = makeLink()
    const sink = createRecordingSink()
    const page = history.ask({ ...range, sink }, send)
    const wrong = [
      { event: 'property', params: { pressure: 1 } },
      7,
      { event: 'property', time: 0, params: { pressure: 2 } },
      { event: 'property', time: nowMs + 3_600_000, params: { pressure: 3 } },
    ]
    answer({ id: 'H-run-1', code: 200, data: { items: [...wrong, ...items] } })
    expect(await page).toEqual({ messages: 6 })
    const reasons = live.refusals.map(({ reason }) => reason)
    expect(reasons).toEqual(['wrongType', 'wrongShape', 'timeTooOld', 'timeInFuture'])
    expect(sink.samples).toHaveLength(1)
  })

  it('ends as link down when the link goes, or the question did not leave', async () => {
    const { history, send } = makeLink()
    const page = history.ask({ ...range, sink: createRecordingSink() }, send)
    history.failAll()
    await expect(page).rejects.toMatchObject({ code: 'linkDown' })
    const failed = history.ask({ ...range, sink: createRecordingSink() }, () => Promise.reject(new Error('no')))
    await expect(failed).rejects.toThrow('no')
  })
})

describe('numbers of messages', () => {
  it('are told with the time of the message, and a wrong one is refused alone', () => {
    const { live, answer } = makeLink()
    const post = '/sys/hydrant/h1/thing/event/property/post'
    answer({ id: '1', seq: 17, time: nowMs - 5, params: { pressure: 1 } }, post)
    answer({ id: '2', seq: 'x', params: { pressure: 2 } }, post)
    expect(live.numbers).toEqual([{ deviceIndex: device.index, seq: 17, sourceAtMs: nowMs - 5 }])
    expect(live.samples).toHaveLength(2)
    expect(live.refusals).toMatchObject([{ reason: 'wrongType', detail: expect.stringContaining('seq') }])
  })
})

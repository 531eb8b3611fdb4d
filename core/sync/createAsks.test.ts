import { describe, expect, it } from 'vitest'
import { DeviceId, type Params, Refused, type Result, SeatId } from '../../domain/contract'
import { createTestClock } from '../iot/testClock'
import { type AsksOptions, createAsks } from './createAsks'
import { linkFeatures } from './testLinks'
import { settle } from './testJournal'

const params: Params<'history.read'> = {
  deviceId: DeviceId.parse('HYD-1'),
  property: 'pressureMPa',
  fromMs: 1,
  toMs: 2,
  maxPoints: 100,
}
const series: Result<'history.read'> = {
  fromMs: 1,
  toMs: 2,
  resolution: 'raw',
  timesMs: Float64Array.of(1),
  minimum: Float64Array.of(0.1),
  maximum: Float64Array.of(0.1),
  average: Float64Array.of(0.1),
  qualities: Uint8Array.of(0),
}
const leader = SeatId.parse('a')

function asking(answer: AsksOptions['answer'], mostLost = false) {
  const clock = createTestClock(0)
  const asks = createAsks({ answer: async () => expect.unreachable(), schedule: clock.schedule })
  const other = createAsks({ answer, schedule: clock.schedule })
  const link = linkFeatures({ a: other, b: asks }, {}, (frame) => (mostLost ? undefined : frame))
  return { asks, link, clock }
}

describe('asking another seat for history', () => {
  it('gets its answer', async () => {
    const { asks } = asking(async ({ deviceId }) => {
      expect(deviceId).toBe('HYD-1')
      return series
    })
    expect(await asks.readHistory(leader, params)).toEqual(series)
  })

  it('gets its refusal, with the code', async () => {
    const { asks } = asking(async () => {
      throw new Refused('notFound', 'no such device')
    })
    await expect(asks.readHistory(leader, params)).rejects.toMatchObject({
      code: 'notFound',
      message: 'no such device',
    })
  })

  it('is told that the service is out of reach when there is no link, and when it goes', async () => {
    const { asks, link } = asking(() => new Promise(() => undefined))
    const answer = asks.readHistory(leader, params)
    link.cut()
    await expect(answer).rejects.toMatchObject({ code: 'serviceUnreachable' })
    await expect(asks.readHistory(leader, params)).rejects.toMatchObject({ code: 'serviceUnreachable' })
  })

  it('does not wait for ever', async () => {
    const { asks, clock } = asking(async () => series, true)
    const answer = asks.readHistory(leader, params)
    await settle()
    clock.advance(15_000)
    await expect(answer).rejects.toMatchObject({ code: 'timedOut' })
  })

  it('may not ask more at once than a screen needs', async () => {
    const { asks } = asking(() => new Promise(() => undefined))
    const answers = Array.from({ length: 33 }, () => asks.readHistory(leader, params))
    for (const answer of answers.slice(0, 32)) answer.catch(() => undefined)
    await expect(answers[32]).rejects.toMatchObject({ code: 'tooManyRequests' })
  })

  it('is refused at home when the question has no right form', async () => {
    const { asks } = asking(async () => series)
    await expect(asks.readHistory(leader, { ...params, maxPoints: 1 })).rejects.toMatchObject({ code: 'badRequest' })
  })
})

import { describe, expect, it } from 'vitest'
import { DeviceId } from '../../../domain/contract'
import { CodecDescription } from '../../../domain/contract'
import { shippedCodecs } from '../../../domain/codec/shipped'
import { encodeMessage } from '../../../domain/codec/encodeMessage'
import { decodeFrame } from '../../../domain/codec/decodeFrame'
import { hexCells } from '../codecs/hexCells'
import { readTargets } from '../codecs/PassThroughList'
import { readDescription } from '../codecs/readDescription'
import { sampleFrame } from '../codecs/sampleFrame'
import { batchFigures } from './batchFigures'
import { draftOfWhen, whenOf } from './scheduleDraft'
import { emptyDraft, targetOf } from './targetDraft'

const zone = 'Asia/Shanghai'
const ids = ['a', 'b', 'c', 'd'].map((id) => DeviceId.parse(id))

describe('the figures of a batch', () => {
  const devices = ids.map((id) => ({ id }))
  const states = { a: 'answered', b: 'failed', c: 'sent' } as const
  const commandOf = (id: string) => {
    const state = id in states ? states[id as keyof typeof states] : undefined
    return state && { state }
  }
  it('count what is under way, and name those to ask again', () => {
    expect(batchFigures({ devices, state: 'running' }, commandOf)).toEqual({
      total: 4,
      answered: 1,
      failed: 1,
      unknown: 0,
      unsent: 0,
      underWay: 1,
      toRetry: ['b'],
    })
  })
  it('count what was never issued as not sent once the batch is over', () => {
    expect(batchFigures({ devices, state: 'ended' }, commandOf)).toMatchObject({ unsent: 1, toRetry: ['b', 'd'] })
  })
})

describe('what is typed', () => {
  it('is a target once a type is chosen, and never all devices by leaving things out', () => {
    expect(targetOf(emptyDraft)).toBeUndefined()
    expect(targetOf({ ...emptyDraft, typeId: 'light', floor: ' -1 ', text: ' 北 ' })).toEqual({
      typeId: 'light',
      floor: -1,
      text: '北',
    })
    expect(targetOf({ ...emptyDraft, typeId: 'light', floor: 'x' })).toBeUndefined()
    expect(targetOf({ ...emptyDraft, deviceIds: ids })).toEqual({ deviceIds: ids })
  })
  it('is a schedule when its times are times', () => {
    const draft = draftOfWhen(undefined, Date.UTC(2026, 10, 23), zone)
    expect(whenOf({ ...draft, times: '7:30，18：00' }, zone)).toEqual({
      kind: 'weekly',
      minutes: [450, 1080],
      weekdays: [1, 2, 3, 4, 5],
      holidays: 'ignore',
    })
    expect(whenOf({ ...draft, times: '7:30 24:00' }, zone)).toBeUndefined()
    expect(whenOf({ ...draft, times: '7:30', weekdays: [] }, zone)).toBeUndefined()
    expect(whenOf({ ...draft, kind: 'once' }, zone)).toEqual({ kind: 'once', atMs: Date.UTC(2026, 10, 23, 1) })
    expect(whenOf({ ...draft, kind: 'once', at: '11/23/2026' }, zone)).toBeUndefined()
    const back = draftOfWhen({ kind: 'weekly', minutes: [450], weekdays: [6], holidays: 'workdays' }, 0, zone)
    expect(back).toMatchObject({ times: '07:30', weekdays: [6], holidays: 'workdays' })
  })
  it('is a list of targets only when each of them is one', () => {
    expect(readTargets('tcp://10.0.0.5:9000, udp://gw:70')).toEqual([
      { kind: 'tcp', host: '10.0.0.5', port: 9000 },
      { kind: 'udp', host: 'gw', port: 70 },
    ])
    expect(readTargets('http://a:1')).toBeUndefined()
    expect(readTargets('tcp://a:99999')).toBeUndefined()
  })
})

describe('a description in the editor', () => {
  it('is read as it comes with the product, and told where it is wrong', () => {
    const text = JSON.stringify(shippedCodecs[0])
    expect(readDescription(text).status).toBe('sound')
    expect(readDescription('{').status).toBe('noJson')
    expect(readDescription(text.replace('"length":{"field":"length"}', '"length":-1')).status).toBe('noDescription')
    expect(readDescription(text.replace('"from":"start"', '"from":"nowhere"'))).toMatchObject({
      status: 'contradicts',
      problems: [{ code: 'unknownField', detail: 'nowhere' }],
    })
  })
  it.each(shippedCodecs.map((each) => [each.id, each] as const))(
    '%s begins the test with a frame that is sound',
    (_id, codec) => {
      const frame = sampleFrame(CodecDescription.parse(codec), encodeMessage)
      expect(frame.length).toBeGreaterThan(4)
      const read = decodeFrame(codec, frame)
      expect(read.isOk).toBe(true)
      const cells = hexCells(frame, read.spans, undefined)
      expect(cells.every(({ field }) => field !== undefined)).toBe(true)
    },
  )
  it('marks the byte that is wrong', () => {
    const codec = shippedCodecs[1]!
    const frame = sampleFrame(codec, encodeMessage).with(1, 9)
    const read = decodeFrame(codec, frame)
    const fault = read.isOk ? undefined : read.fault
    expect(hexCells(frame, read.spans, fault).filter(({ isFault }) => isFault)).toHaveLength(1)
  })
})

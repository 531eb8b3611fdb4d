import { expect, it } from 'vitest'
import { DeviceId, type HistorySeries, qualityCodes } from '../../../domain/contract'
import { exportHistory } from './exportHistory'

const deviceId = DeviceId.parse('TH-1')
const query: Parameters<typeof exportHistory>[0] = {
  points: [{ deviceId, property: 'temperature' }],
  fromMs: 0,
  toMs: 86_400_000,
  step: 'raw',
  format: 'csv',
  language: 'zh-CN',
}
const point = {
  deviceId,
  property: 'temperature',
  deviceName: '大堂温湿度',
  propertyName: '温度',
  unit: '℃',
  totalUnit: '',
}

const pageOf = (fromMs: number, toMs: number): HistorySeries => ({
  fromMs,
  toMs,
  resolution: 'raw',
  timesMs: Float64Array.of(fromMs),
  average: Float64Array.of(21.5),
  minimum: Float64Array.of(),
  maximum: Float64Array.of(),
  qualities: Uint8Array.of(qualityCodes.good),
})

async function textOf(read: Parameters<typeof exportHistory>[2]): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const { bytes } of exportHistory(query, [point], read)) text += decoder.decode(bytes, { stream: true })
  return text
}

it('writes page after page under heads in the language that was asked for', async () => {
  const text = await textOf(async ({ fromMs }) => pageOf(fromMs, fromMs + 43_200_000))
  expect(text.split('\r\n')).toEqual([
    expect.stringContaining('时间(UTC),设备编号,设备,测点,测点名称,单位,值,质量'),
    '1970-01-01T00:00:00.000Z,TH-1,大堂温湿度,temperature,温度,℃,21.5,good',
    '1970-01-01T12:00:00.000Z,TH-1,大堂温湿度,temperature,温度,℃,21.5,good',
    '',
  ])
})

it('ends with a refusal when a seat answers nothing new, after one question and not after millions', async () => {
  let asked = 0
  const read = async () => ((asked += 1), pageOf(0, 0))
  await expect(textOf(read)).rejects.toMatchObject({ code: 'illegalState' })
  expect(asked).toBe(1)
})

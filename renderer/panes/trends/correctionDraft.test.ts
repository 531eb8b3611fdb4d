import { expect, test } from 'vitest'
import { CorrectionText, DeviceId } from '../../../domain/contract'
import { correctionOf, draftOver, emptyDraft, type CorrectionDraft } from './correctionDraft'

const zone = 'Asia/Shanghai'
const point = { deviceId: DeviceId.parse('tm-4'), property: 'temperature' }
const fromMs = Date.parse('2026-11-23T03:00:05+08:00')
const toMs = Date.parse('2026-11-23T03:10:00+08:00')
const nowMs = toMs + 60_000
const draft = (part: Partial<CorrectionDraft> = {}): CorrectionDraft => ({
  ...emptyDraft({ fromMs, toMs }, zone),
  amount: '21.5',
  reason: '探头受潮',
  ...part,
})
const judged = (part: Partial<CorrectionDraft>) => correctionOf(draft(part), point, zone, nowMs)

test('a draft is by the clock of the district, to the second, and its last second counts whole', () => {
  expect(draft().from).toBe('2026-11-23 03:00:05')
  const { text } = judged({}) as { text: CorrectionText }
  expect(CorrectionText.parse(text)).toEqual({
    ...point,
    fromMs,
    toMs: toMs + 999,
    change: { kind: 'set', value: 21.5 },
    reason: '探头受潮',
  })
})

test.each([
  [
    { kind: 'add', amount: '−0.3' },
    { kind: 'add', by: -0.3 },
  ],
  [
    { kind: 'multiply', amount: ' 1.02 ' },
    { kind: 'multiply', by: 1.02 },
  ],
  [{ kind: 'exclude', amount: '' }, { kind: 'exclude' }],
] as const)('%o says %o', (part, change) => {
  expect(judged(part)).toMatchObject({ text: { change } })
})

test.each([
  [{ to: '2026-11-23 02:59' }, 'range'],
  [{ to: '2026-11-23 25:00:00' }, 'range'],
  [{ to: '23/11/2026 03:10' }, 'range'],
  [{ from: '' }, 'range'],
  [{ from: '2027-01-01 00:00:00', to: '2027-01-01 01:00:00' }, 'future'],
  [{ amount: '' }, 'amount'],
  [{ amount: '21,5' }, 'amount'],
  [{ amount: 'Infinity' }, 'amount'],
  [{ reason: '  ' }, 'reason'],
] as const)('%o cannot be said: %s', (part, problem) => {
  expect(judged(part)).toEqual({ problem })
})

test('another stretch leaves the rest of the draft as it is', () => {
  const over = draftOver(draft({ kind: 'add' }), { fromMs: fromMs + 60_000, toMs }, zone)
  expect(over).toEqual({ ...draft({ kind: 'add' }), from: '2026-11-23 03:01:05' })
})

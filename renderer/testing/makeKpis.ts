import { AlarmKpis } from '../../domain/contract'

const slotMs = 10 * 60_000

/** Figures of a shift with one flood in it, changed as asked. */
export function makeKpis(partial: Partial<AlarmKpis> = {}): AlarmKpis {
  const fromMs = partial.fromMs ?? Date.UTC(2026, 10, 22)
  const per10Min = [0, 1, 0, 2, 1, 0, 0, 3, 14, 22, 9, 6, 3, 1, 0, 1, 2, 0, 0, 1, 0, 1, 1, 0]
  return AlarmKpis.parse({
    fromMs,
    toMs: fromMs + per10Min.length * slotMs,
    annunciations: per10Min.reduce((sum, count) => sum + count, 0),
    operators: 2,
    per10MinPerOperator: 1.4,
    peak10Min: { count: 22, fromMs: fromMs + 9 * slotMs },
    per10Min,
    floodShare: 0.042,
    byPriority: { urgent: 4, important: 11, minor: 38, notice: 9, commloss: 6 },
    timeToAcknowledge: {
      urgent: { acknowledged: 3, open: 1, p50Ms: 42_000, p90Ms: 180_000 },
      important: { acknowledged: 11, open: 0, p50Ms: 95_000, p90Ms: 420_000 },
      minor: { acknowledged: 30, open: 8, p50Ms: 310_000, p90Ms: 2_400_000 },
      notice: { acknowledged: 9, open: 0, p50Ms: 610_000, p90Ms: 3_000_000 },
      commloss: { acknowledged: 2, open: 4 },
    },
    stale: [
      { alarmId: 'stale-1', deviceId: 'tm-9', definitionId: 'offline', raisedAtMs: fromMs - 93 * 3_600_000 },
      { alarmId: 'stale-2', deviceId: 'tm-4', definitionId: 'hot', raisedAtMs: fromMs - 31 * 3_600_000 },
    ],
    staleCount: 2,
    chattering: [{ deviceId: 'smoke-1806', definitionId: 'smoke', count: 12 }],
    mostFrequent: [
      { deviceId: 'smoke-1806', definitionId: 'smoke', count: 31 },
      { deviceId: 'tm-4', definitionId: 'hot', count: 14 },
      { deviceId: 'tm-9', definitionId: 'offline', count: 6 },
    ],
    mostFrequentShare: 0.75,
    shelved: 3,
    outOfService: 1,
    suppressed: 3,
    law: { raw: 43, shown: 19, folded: 16, shelved: 4, suppressed: 3, outOfService: 1 },
    escalated: 2,
    judged: { real: 3, false: 4, test: 1, nuisance: 2 },
    falseShare: 0.7,
    ...partial,
  })
}

import type { Journal } from '../journal/Journal'

/** Which alarms stand, by device: asked for each decision that looks at one. */
export interface StandingAlarms {
  isStanding(deviceId: string, definitionIds: readonly string[]): boolean
  stop(): void
}

/** Kept level with the journal alarm by alarm: an answer costs what stands at the device. */
export function createStandingAlarms(journal: Pick<Journal, 'view' | 'onCommitted'>): StandingAlarms {
  /** Definition of each standing alarm of a device, by its id. */
  const byDevice = new Map<string, Map<string, string>>()

  const deviceOf = new Map<string, string>()

  const look = (id: string): void => {
    const alarm = journal.view.get('alarm', id)
    const before = deviceOf.get(id)
    if (before !== undefined) {
      byDevice.get(before)?.delete(id)
      deviceOf.delete(id)
    }
    if (!alarm || alarm.returnedAtMs !== undefined) return
    const own = byDevice.get(alarm.deviceId) ?? new Map<string, string>()
    byDevice.set(alarm.deviceId, own.set(id, alarm.definitionId))
    deviceOf.set(id, alarm.deviceId)
  }
  for (const { id } of journal.view.list('alarm')) look(id)
  const stop = journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) if (kind === 'alarm') look(id)
  })

  return {
    isStanding(deviceId, definitionIds) {
      for (const definitionId of byDevice.get(deviceId)?.values() ?? [])
        if (definitionIds.includes(definitionId)) return true
      return false
    },
    stop,
  }
}

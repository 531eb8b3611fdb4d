import type { Actor, SystemUse } from '../../domain/contract'
import type { Schedule } from '../iot/Schedule'
import type { Journal } from '../journal/Journal'

/** How much each system of others asked: counted in memory, and written so rarely that a busy one does not fill the journal. */
export interface UseLog {
  note(systemId: string, address: string, wasRefused: boolean): void
  stop(): Promise<void>
}

/** From a system's first request to its entry, ms: people who wait for it see it come in. */
const firstWaitMs = 1_000
/** Between two of its entries after that, ms. */
const laterWaitMs = 600_000

const system: Actor = { kind: 'system', id: 'northbound' }

export function createUseLog({
  journal,
  now,
  schedule,
  onError,
}: {
  journal: Pick<Journal, 'view' | 'write'>
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}): UseLog {
  const pending = new Map<string, SystemUse>()
  /** When the counts of a system may be written next. */
  const nextMs = new Map<string, number>()
  let stopTimer: (() => void) | undefined

  async function write(isAll: boolean): Promise<void> {
    const due = [...pending].filter(([id]) => isAll || (nextMs.get(id) ?? 0) <= now())
    for (const [id] of due) {
      pending.delete(id)
      nextMs.set(id, now() + laterWaitMs)
    }
    if (due.length > 0)
      await journal
        .write((view) =>
          due.flatMap(([subjectId, payload]) => {
            const known = view.get('thirdPartySystem', subjectId)
            return known && !known.removed
              ? [{ kind: 'thirdPartySystem.used' as const, subjectId, actor: system, payload }]
              : []
          }),
        )
        .catch(onError)
    wake()
  }

  function wake(): void {
    if (stopTimer || pending.size === 0) return
    const soonestMs = Math.min(...[...pending.keys()].map((id) => nextMs.get(id) ?? 0))
    stopTimer = schedule(Math.max(firstWaitMs, soonestMs - now()), () => {
      stopTimer = undefined
      void write(false)
    })
  }

  return {
    note(systemId, address, wasRefused) {
      const before = pending.get(systemId)
      pending.set(systemId, {
        requests: (before?.requests ?? 0) + 1,
        refused: (before?.refused ?? 0) + (wasRefused ? 1 : 0),
        lastAtMs: now(),
        lastAddress: address.slice(0, 80),
      })
      wake()
    },
    async stop() {
      stopTimer?.()
      await write(true)
      stopTimer?.()
    },
  }
}

import type { Device, GrantedRight } from '../../domain/contract'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import type { Grants } from '../registry/createGrants'

/** The devices that grants let a system of others reach. */
export interface Reach {
  /** Rows of the device table, rising; retired ones are none. */
  rows(systemId: string, right: GrantedRight): readonly number[]
  may(systemId: string, right: GrantedRight, device: Device): boolean
  stop(): void
}

/** Looks through the registry once, and again when devices, grants or the time change what came out. */
export function createReach({
  registry,
  journal,
  grants,
  now,
}: {
  registry: Registry
  journal: Pick<Journal, 'onCommitted'>
  grants: Pick<Grants, 'mayApplication' | 'holdsUntilMs'>
  now: () => number
}): Reach {
  const known = new Map<string, { rows: readonly number[]; untilMs: number }>()
  const stopJournal = journal.onCommitted(({ touched }) => {
    if (touched.some(({ kind }) => kind === 'grant' || kind === 'organisation' || kind === 'deviceGroup')) known.clear()
  })
  const stopRegistry = registry.onChanged(({ records, types }) => {
    if (records.length > 0 || types.length > 0) known.clear()
  })

  return {
    rows(systemId, right) {
      const key = `${right} ${systemId}`
      const before = known.get(key)
      if (before && now() < before.untilMs) return before.rows
      const rows: number[] = []
      for (let row = 0; row < registry.deviceCount; row++) {
        const device = registry.deviceAt(row)
        if (device && !registry.isRetired(row) && grants.mayApplication(systemId, right, device)) rows.push(row)
      }
      known.set(key, { rows, untilMs: grants.holdsUntilMs(systemId) })
      return rows
    },
    may: (systemId, right, device) => grants.mayApplication(systemId, right, device),
    stop() {
      stopJournal()
      stopRegistry()
    },
  }
}

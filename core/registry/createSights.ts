import type { Device } from '../../domain/contract'
import type { SessionHolder } from '../channel/SessionHolder'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import type { Ticker } from '../live/Ticker'
import type { Grants } from './createGrants'

/** The devices that members of an organisation see. Another object as soon as one of them is another. */
export interface Sight {
  /** The same for as long as the same devices are seen. */
  readonly key: string
  /** @param row of the device table */
  sees(row: number): boolean
  seesId(deviceId: string): boolean
}

export interface Sights {
  /** @returns `undefined` for whoever sees everything: the district's own people */
  of(session: Pick<SessionHolder, 'account'>): Sight | undefined
  /** Told when somebody may see other devices than before. */
  onChanged(listener: () => void): () => void
  stop(): void
}

interface Kept {
  sight: Sight
  /** By row: not looked at yet, seen, not seen. */
  rows: Uint8Array
  isSeen(device: Device): boolean
}

const unknown = 0
const seen = 1
const unseen = 2

/** What accounts see by the organisation that they are of; looked at device by device when it is asked for. */
export function createSights({
  registry,
  journal,
  grants,
  ticker,
  now,
}: {
  registry: Registry
  journal: Pick<Journal, 'onCommitted'>
  grants: Pick<Grants, 'organisationOf' | 'mayOrganisation' | 'nextEndMs'>
  ticker: Ticker
  now: () => number
}): Sights {
  const known = new Map<string, Kept>()
  const listeners = new Set<() => void>()
  let made = 0
  let endsMs = Infinity

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const forget = () => {
    known.clear()
    tell()
  }

  const make = (organisationId: string): Kept => {
    const isSeen = (device: Device) => grants.mayOrganisation(organisationId, 'view', device)
    let rows = new Uint8Array(registry.deviceCount)
    const sees = (row: number): boolean => {
      if (row >= rows.length) {
        const wider = new Uint8Array(Math.max(registry.deviceCount, row + 1))
        wider.set(rows)
        rows = wider
        kept.rows = rows
      }
      if (rows[row] === unknown) {
        const device = registry.deviceAt(row)
        rows[row] = device && isSeen(device) ? seen : unseen
      }
      return rows[row] === seen
    }
    const sight: Sight = {
      key: `${organisationId}-${made++}`,
      sees,
      seesId(deviceId) {
        const row = registry.indexOf(deviceId)
        return row !== undefined && sees(row)
      },
    }
    const kept: Kept = { sight, rows, isSeen }
    return kept
  }

  const stopJournal = journal.onCommitted(({ touched }) => {
    if (touched.some(({ kind }) => kind === 'grant' || kind === 'organisation' || kind === 'deviceGroup')) forget()
  })
  const stopRegistry = registry.onChanged(({ records, types }) => {
    if (types.length > 0) return forget()
    let isOther = false
    for (const [id, { rows, isSeen }] of known) {
      const isMoved = records.some((row) => {
        const device = registry.deviceAt(row)
        const was = rows[row] ?? unknown
        return was !== unknown && device !== undefined && isSeen(device) !== (was === seen)
      })
      if (!isMoved) continue
      known.delete(id)
      isOther = true
    }
    if (isOther) tell()
  })
  const stopTicking = ticker.every(1, () => {
    if (now() < endsMs) return
    endsMs = grants.nextEndMs()
    forget()
  })

  return {
    of({ account }) {
      const organisationId = account && grants.organisationOf(account.id)
      if (organisationId === undefined) return undefined
      const before = known.get(organisationId)
      if (before) return before.sight
      const kept = make(organisationId)
      known.set(organisationId, kept)
      endsMs = Math.min(endsMs, grants.nextEndMs())
      return kept.sight
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop() {
      stopJournal()
      stopRegistry()
      stopTicking()
    },
  }
}

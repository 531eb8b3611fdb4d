import type { AccountId, SeatId } from '../../domain/contract'
import type { SeatPerson } from '../../domain/contract/sync'
import type { SessionHolder } from '../channel/SessionHolder'
import type { Peers } from '../sync/createPeers'

/** Somebody who works somewhere now. */
export interface Present extends SeatPerson {
  seatId: SeatId
  seatName: string
}

/** Who works at which seat now. What is not told is unknown: a seat that is away has nobody. */
export interface Presence {
  /** This seat's people, for the other seats. */
  own(): SeatPerson[]
  everybody(): Present[]
  /** Somebody signed in at a session of this seat, or out. */
  set(session: SessionHolder, accountId: AccountId | undefined): void
  /** Told when somebody of this seat came or left. */
  onOwnChanged(listener: () => void): () => void
}

export function createPresence(parts: {
  self: { seatId: SeatId; name: string }
  /** The session that all windows of this seat share; any other is a browser's. */
  seatSession: SessionHolder
  visible: Peers['visible']
}): Presence {
  const { self, seatSession } = parts
  const sessions = new Map<SessionHolder, AccountId>()
  const listeners = new Set<() => void>()

  const own = (): SeatPerson[] => {
    const people = new Map<string, SeatPerson>()
    for (const [session, accountId] of sessions) {
      const isBrowser = session !== seatSession
      people.set(`${accountId} ${isBrowser}`, { accountId, isBrowser })
    }
    return [...people.values()]
  }
  return {
    own,
    everybody: () => [
      ...own().map((person) => ({ ...person, seatId: self.seatId, seatName: self.name })),
      ...parts
        .visible()
        .flatMap(({ seatId, name, people = [] }) => people.map((person) => ({ ...person, seatId, seatName: name }))),
    ],
    set(session, accountId) {
      if (sessions.get(session) === accountId) return
      if (accountId === undefined) sessions.delete(session)
      else sessions.set(session, accountId)
      for (const listener of listeners) listener()
    },
    onOwnChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

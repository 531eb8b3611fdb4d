import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Client, Right, SeatState, Session } from '../../domain/contract'
import { seatNow, setSeatTime } from './clock'
import { createFeedHub, type FeedHub } from './FeedHub'
import { keepTicket } from './pageTicket'

export interface SeatReport {
  seat: SeatState | undefined
  /** When this window last heard from the core, seat time, UTC ms; 0 for never. */
  heardAtMs: number
}

interface Base {
  client: Client
  session: StoreApi<{ session: Session | undefined }>
  seat: StoreApi<SeatReport>
}

const BaseContext = createContext<Base | undefined>(undefined)
const HubContext = createContext<FeedHub | undefined>(undefined)

function useBase(): Base {
  const base = useContext(BaseContext)
  if (!base) throw new Error('no <FeedProvider> above')
  return base
}

/** Gives everything below it the client, and keeps session and seat state, which need no sign-in. */
export function FeedProvider({ client, children }: { client: Client; children: ReactNode }) {
  const base = useMemo<Base>(
    () => ({
      client,
      session: createStore(() => ({ session: undefined })),
      seat: createStore(() => ({ seat: undefined, heardAtMs: 0 })),
    }),
    [client],
  )
  useEffect(() => {
    const stops = [
      client.on('session.changed', {}, (session) => base.session.setState({ session })),
      client.on('seat.changed', {}, (seat) => {
        setSeatTime(seat.nowMs)
        base.seat.setState({ seat, heardAtMs: seatNow() })
      }),
    ]
    return () => stops.forEach((stop) => stop())
  }, [base, client])
  return <BaseContext value={base}>{children}</BaseContext>
}

/** Opens the feeds that need a signed-in person; put a `key` of the account on it, so that another person starts afresh. */
export function HubProvider({ children }: { children: ReactNode }) {
  const { client } = useBase()
  const [hub, setHub] = useState<FeedHub>()
  useEffect(() => {
    const opened = createFeedHub(client, seatNow)
    setHub(opened)
    void opened.loadRegistry()
    return () => opened.close()
  }, [client])
  return hub ? <HubContext value={hub}>{children}</HubContext> : undefined
}

export const useClient = (): Client => useBase().client

/** `undefined` until the core has said who works here. */
export const useSession = (): Session | undefined => useStore(useBase().session, (state) => state.session)

/** Puts an answer of a session call on screen without waiting for the feed. */
export function useSetSession(): (session: Session) => void {
  const { session } = useBase()
  return (next) => {
    keepTicket(next)
    session.setState({ session: next })
  }
}

export const useSeat = (): SeatState | undefined => useStore(useBase().seat, (state) => state.seat)
export const useSeatHeardAtMs = (): number => useStore(useBase().seat, (state) => state.heardAtMs)

/** Whether the person may; the core decides again, this only hides or explains. */
export function useRight(right: Right): boolean {
  return useSession()?.rights.includes(right) ?? false
}

export function useHub(): FeedHub {
  const hub = useContext(HubContext)
  if (!hub) throw new Error('no <HubProvider> above')
  return hub
}

import { useEffect, useState } from 'react'
import type { ErrorCode, Result, ShowTarget } from '../../domain/contract'
import { refusalCode, useClient, useRight, useSeat, useSession } from '../feed'

type Present = Result<'presence.list'>['people'][number]

/** Somebody or something that a view can be sent to. */
export type Receiver =
  | { kind: 'display'; id: string; number: number }
  | { kind: 'person'; id: string; to: ShowTarget; name: string; seatName: string; isBrowser: boolean }
  | { kind: 'seat'; id: string; to: ShowTarget; name: string }
  | { kind: 'wall'; id: string; to: ShowTarget }

export interface Receivers {
  /** `undefined` until the core has said who is there. */
  list: readonly Receiver[] | undefined
  failed: ErrorCode | undefined
}

/** This seat's other displays, the people who work elsewhere, consoles where nobody is, and the wall. */
export function useReceivers(): Receivers {
  const people = usePresent()
  const me = useSession()?.account?.id
  const peers = useSeat()?.peers ?? []
  const mayShowOnWall = useRight('incident.dispatch')
  if (!people.list) return { list: undefined, failed: people.failed }
  const own = window.chengtai?.display
  const displays = Array.from({ length: own?.count ?? 0 }, (_, at) => at + 1).filter((number) => number !== own?.number)
  const others = people.list.filter(({ accountId }) => accountId !== me)
  const taken = new Set(people.list.filter(({ isBrowser }) => !isBrowser).map(({ seatId }) => seatId))
  const empty = peers.flatMap(({ seatId, name, kind }) =>
    kind === 'console' && seatId !== undefined && !taken.has(seatId) ? [{ seatId, name }] : [],
  )
  return {
    failed: undefined,
    list: [
      ...displays.map((number): Receiver => ({ kind: 'display', id: `display ${number}`, number })),
      ...others.map(({ accountId, seatId, displayName, seatName, isBrowser }): Receiver => ({
        kind: 'person',
        id: `person ${accountId} ${seatId} ${isBrowser}`,
        to: { kind: 'account', accountId },
        name: displayName,
        seatName,
        isBrowser,
      })),
      ...empty.map(({ seatId, name }): Receiver => ({
        kind: 'seat',
        id: `seat ${seatId}`,
        to: { kind: 'seat', seatId },
        name,
      })),
      ...(mayShowOnWall ? [{ kind: 'wall' as const, id: 'wall', to: { kind: 'wall' as const } }] : []),
    ],
  }
}

/** Who works where, asked anew every few seconds while it is looked at. */
export function usePresent(): { list: readonly Present[] | undefined; failed: ErrorCode | undefined } {
  const client = useClient()
  const [people, setPeople] = useState<{ list: readonly Present[] | undefined; failed: ErrorCode | undefined }>({
    list: undefined,
    failed: undefined,
  })
  useEffect(() => {
    let isGone = false
    const ask = () =>
      void client.call('presence.list', {}).then(
        ({ people: list }) => !isGone && setPeople({ list, failed: undefined }),
        (error: unknown) => !isGone && setPeople(({ list }) => ({ list, failed: refusalCode(error) })),
      )
    ask()
    const timer = setInterval(ask, askEveryMs)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [client])
  return people
}

const askEveryMs = 5_000

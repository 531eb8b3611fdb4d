import { useMemo } from 'react'
import type { Look } from '../../domain/contract'
import { isLookedAt, isLooking, isLookOpen } from '../../domain/shows/lookRules'
import { useCollection, useNow, useSeat, useSession } from '../feed'

export interface Looks {
  /** Others who ask to look at this seat, or look at it. */
  atMe: readonly Look[]
  /** Those this person asked for. */
  mine: readonly Look[]
  /** Work that was taken over from this person. */
  takenFromMe: readonly Look[]
}

const none: Looks = { atMe: [], mine: [], takenFromMe: [] }

/** Looks that this window has to do with, oldest first. */
export function useLooks(): Looks {
  const { items } = useCollection('look.changed')
  const accountId = useSession()?.account?.id
  const seatId = useSeat()?.seatId
  const now = useNow()
  const all = useMemo(() => [...items.values()].toSorted((a, b) => a.asked.atMs - b.asked.atMs), [items])
  if (accountId === undefined || seatId === undefined || all.length === 0) return none
  const open = all.filter((look) => isLookOpen(look, now))
  return {
    atMe: open.filter((look) => isLookedAt(look, { accountId, seatId })),
    mine: open.filter((look) => isLooking(look, { accountId })),
    takenFromMe: all.filter((look) => look.taken && look.accountId === accountId),
  }
}

import { useMemo } from 'react'
import type { Command } from '../../domain/contract'
import { useCollection, useNow } from '../feed'

/** So long every window of every seat tells of a command given under break-glass. */
export const breakGlassShownMs = 10 * 60_000

/** Commands given under break-glass in the last ten minutes, the newest first. */
export function useBreakGlassCommands(): readonly Command[] {
  const { items } = useCollection('command.changed')
  const given = useMemo(
    () =>
      [...items.values()]
        .filter(({ breakGlass }) => breakGlass !== undefined)
        .sort((a, b) => b.issued.atMs - a.issued.atMs),
    [items],
  )
  const now = useNow()
  return given.filter(({ issued }) => now - issued.atMs < breakGlassShownMs)
}

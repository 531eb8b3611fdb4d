import { afterEach, expect, test, vi } from 'vitest'
import { startHeartbeat } from './heartbeat'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a page beats while it has something to show, says whether it is wanted, and falls silent when it is empty', () => {
  vi.useFakeTimers()
  const beats: boolean[] = []
  vi.stubGlobal('chengtai', { beat: (isWanted: boolean) => beats.push(isWanted) })
  let isDrawn = true
  let isWanted = false
  startHeartbeat(
    () => isDrawn,
    () => isWanted,
  )
  vi.advanceTimersByTime(1_000)
  isWanted = true
  vi.advanceTimersByTime(500)
  isDrawn = false
  vi.advanceTimersByTime(5_000)
  expect(beats).toEqual([false, false, false, true])
})

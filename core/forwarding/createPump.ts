import type { ForwardFault } from '../../domain/contract'
import { backOffMs } from '../../domain/forwarding/backOff'
import type { ForwardItem } from '../../domain/forwarding/ForwardItem'
import type { Schedule } from '../iot/Schedule'
import type { ForwardQueue, Refused } from './ForwardQueue'
import { faultOf, type Target, TargetError } from './targets/Target'

/** So many items refused one after the other, and none taken in between: it is the target that is wrong, not the items. */
const mostRefusedInARow = 20
/** Over how long the rate is told. */
const rateSpanMs = 10_000

export interface PumpState {
  isRetrying: boolean
  sent: number
  ratePerS: number
  lastSentAtMs?: number
  lastError?: { fault: ForwardFault; text: string; atMs: number }
  nextTryAtMs?: number
}

/** Carries a route's chunks to its target, one after the other. */
export interface Pump {
  state(): PumpState
  /** Ends after what is under way; what was not confirmed stays in the queue. */
  stop(): Promise<void>
}

export function createPump(parts: {
  routeId: string
  queue: ForwardQueue
  /** @throws TargetError when the route cannot be opened as it is */
  open: () => Target
  now: () => number
  schedule: Schedule
  /** From 0 to below 1. */
  random: () => number
  onError: (error: unknown) => void
}): Pump {
  const { routeId, queue, now, schedule } = parts
  const state: PumpState = { isRetrying: false, sent: 0, ratePerS: 0 }
  const recent: { atMs: number; items: number }[] = []
  let target: Target | undefined
  let isStopped = false
  let failures = 0
  let refusedInARow = 0
  let wake: (() => void) | undefined

  /** Until something was added, the time has come, or it is stopped. */
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const stopTimer = schedule(ms, () => wake?.())
      wake = () => {
        wake = undefined
        stopTimer()
        resolve()
      }
    })
  const unlisten = queue.onAdded((id) => {
    // Not while it backs off: more to send is no reason to try sooner.
    if (id === routeId && failures === 0) wake?.()
  })

  const noteSent = (items: number): void => {
    failures = 0
    refusedInARow = 0
    state.sent += items
    state.lastSentAtMs = now()
    state.isRetrying = false
    delete state.nextTryAtMs
    recent.push({ atMs: now(), items })
    while (recent[0] && recent[0].atMs < now() - rateSpanMs) recent.shift()
  }

  /** @param progress told of each stretch that was taken or refused, from the front */
  async function deliver(
    to: Target,
    items: readonly ForwardItem[],
    progress: (items: number, refused?: Refused) => void,
  ): Promise<void> {
    try {
      await to.send(items)
      noteSent(items.length)
      return progress(items.length)
    } catch (error) {
      const fault = faultOf(error)
      if (fault.fault !== 'rejected') throw fault
      const [item] = items
      if (items.length === 1 && item) {
        if (++refusedInARow > mostRefusedInARow)
          throw new TargetError('refused', `it refuses everything: ${fault.message}`)
        return progress(1, { item, reason: fault.message })
      }
    }
    const middle = items.length >> 1
    await deliver(to, items.slice(0, middle), progress)
    await deliver(to, items.slice(middle), progress)
  }

  async function once(): Promise<'idle' | 'sent'> {
    const chunk = await queue.next(routeId)
    target ??= parts.open()
    if (!chunk) {
      await target.tick?.()
      return 'idle'
    }
    let done = 0
    const refused: Refused[] = []
    try {
      await deliver(target, chunk.items, (items, one) => {
        done += items
        if (one) refused.push(one)
      })
    } finally {
      if (done > 0) await queue.settle(routeId, chunk, chunk.items.slice(done), refused)
    }
    await target.tick?.()
    return 'sent'
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      try {
        if ((await once()) === 'idle' && !isStopped) await pause(1_000)
      } catch (error) {
        const { fault, message } = faultOf(error)
        failures += 1
        const waitMs = backOffMs(failures, parts.random())
        state.isRetrying = true
        state.lastError = { fault, text: message.slice(0, 300), atMs: now() }
        state.nextTryAtMs = now() + waitMs
        if (!isStopped) await pause(waitMs)
      }
    }
    await target?.close()
  }
  const running = run().catch(parts.onError)

  return {
    state() {
      const sinceMs = now() - rateSpanMs
      const items = recent.reduce((sum, one) => (one.atMs >= sinceMs ? sum + one.items : sum), 0)
      return { ...state, ratePerS: items / (rateSpanMs / 1_000) }
    },
    async stop() {
      isStopped = true
      unlisten()
      wake?.()
      await running
    },
  }
}

import { describe, expect, it, vi } from 'vitest'
import type { ForwardItem } from '../../domain/forwarding/ForwardItem'
import type { ForwardRoute } from '../../domain/contract'
import { createIntake } from './createIntake'
import type { ForwardQueue } from './ForwardQueue'
import { li, route } from './testForwarding'

function startIntake() {
  const written: ForwardItem[] = []
  const faults: unknown[] = []
  let write: (() => void) | undefined
  let fail: ((error: Error) => void) | undefined
  const put: ForwardQueue['put'] = (batches) =>
    new Promise((resolve, reject) => {
      write = () => {
        for (const items of batches.values()) written.push(...items)
        resolve()
      }
      fail = reject
    })
  const queue: Pick<ForwardQueue, 'put'> = { put }
  const saved: ForwardRoute = {
    id: 'r',
    ...route({ kind: 'http', url: 'http://127.0.0.1:9/', method: 'POST' }),
    isRemoved: false,
    saved: { by: li, atMs: 0 },
  }
  let timer: (() => void) | undefined
  const intake = createIntake({
    routes: () => [saved],
    queue: async () => queue as ForwardQueue,
    describe: () => ({ deviceId: 'm-1', property: 'power', systemKey: 'energy.meter', typeId: 'METER', name: '表' }),
    schedule(_delayMs, run) {
      timer = run
      return () => (timer = undefined)
    },
    onError: (error) => faults.push(error),
  })
  const log = intake.tap({ append: () => undefined, whenStored: (done) => done() })
  const isUnderWay = () => vi.waitFor(() => expect(write).toBeDefined())
  return {
    intake,
    log,
    written,
    faults,
    time: () => timer?.(),
    isUnderWay,
    /** The disk takes what is being written. */
    async land() {
      await isUnderWay()
      write?.()
      write = undefined
    },
    async refuse() {
      await isUnderWay()
      fail?.(new Error('the disk is full'))
      write = undefined
    },
  }
}

describe('what routes want', () => {
  it('is acknowledged when it is in the queue, also when its time to be written came before anybody asked', async () => {
    const { log, written, time, isUnderWay, land } = startIntake()
    log.append(1, 5, 1_000, 0)
    time()
    await isUnderWay()
    const inQueueWhenTold: number[] = []
    log.whenStored(() => inQueueWhenTold.push(written.length))
    await new Promise(setImmediate)
    expect(inQueueWhenTold).toEqual([])
    await land()
    await vi.waitFor(() => expect(inQueueWhenTold).toEqual([1]))
    log.whenStored(() => inQueueWhenTold.push(written.length))
    expect(inQueueWhenTold).toEqual([1, 1])
  })

  it('holds up nothing when the disk takes nothing: it is counted as lost', async () => {
    const { intake, log, faults, refuse } = startIntake()
    log.append(1, 5, 1_000, 0)
    let isTold = false
    log.whenStored(() => (isTold = true))
    await refuse()
    await vi.waitFor(() => expect(isTold).toBe(true))
    expect([intake.lostOf('r'), intake.lostOf('another')]).toEqual([1, 0])
    expect(faults).toHaveLength(1)
  })

  it('is tried again where it is told once, and is not counted as lost: an alarm before what came since', async () => {
    const { intake, written, time, refuse, land } = startIntake()
    const alarm = (id: string): ForwardItem => ({ id, kind: 'alarm', atMs: 1, deviceId: 'm-1', change: 'alarm.raised' })
    intake.take(alarm('first'))
    time()
    await refuse()
    await vi.waitFor(() => expect(intake.lostOf('r')).toBe(0))
    intake.take(alarm('second'))
    time()
    await land()
    expect(written.map(({ id }) => id)).toEqual(['first', 'second'])
    expect(intake.lostOf('r')).toBe(0)
  })
})

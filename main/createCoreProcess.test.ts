import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCoreProcess } from './createCoreProcess'
import type { CoreStart, FromCore, ToCore } from './coreMessages'

/** The core's process as main sees it, without one. */
class FakeCore extends EventEmitter {
  pid = 100_000 + cores.length
  told: ToCore[] = []
  postMessage(message: ToCore) {
    this.told.push(message)
  }
  says(message: FromCore) {
    this.emit('message', message)
  }
  dies(code = 1) {
    this.emit('exit', code)
  }
}
const { cores, killed } = vi.hoisted(() => ({ cores: [] as FakeCore[], killed: [] as number[] }))
vi.mock('electron', () => ({
  utilityProcess: {
    fork() {
      const core = new FakeCore()
      cores.push(core)
      return core
    },
  },
}))

const start: CoreStart = {
  type: 'start',
  dataDir: '/nowhere',
  version: '1',
  isDemo: false,
  peerUrls: [],
  rank: 100,
  broker: { kind: 'embedded', port: 0 },
}
// The machine that runs the test may be busy with other things.
vi.mock('./supervision/isCrowded', () => ({ isCrowded: () => false }))

const latest = () => cores.at(-1)!
const open = () => createCoreProcess('core.cjs', start, Date.now)

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  cores.length = 0
  killed.length = 0
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  vi.spyOn(process, 'kill').mockImplementation((pid) => {
    killed.push(pid)
    cores.find((core) => core.pid === pid)?.dies(9)
    return true
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

// req: R-6.4.3.1-06
test('a core that dies is there again at once, and pages are given other ports', () => {
  const process = open()
  let replaced = 0
  process.onReplaced(() => (replaced += 1))
  latest().says({ type: 'ready' })
  expect(replaced).toBe(0)
  latest().dies()
  expect(cores).toHaveLength(2)
  latest().says({ type: 'ready' })
  expect(replaced).toBe(1)
})

test('the next core is given the ticket of who is signed in, until nobody is', () => {
  open()
  latest().says({ type: 'ready' })
  latest().says({ type: 'ticket', ticket: 'abc' })
  latest().dies()
  expect(latest().told[0]).toEqual({ ...start, ticket: 'abc' })
  latest().says({ type: 'ticket' })
  latest().dies()
  expect(latest().told[0]).toEqual(start)
})

test('a core that cannot start is tried again after a while, says why meanwhile, and can be tried at once by hand', () => {
  const process = open()
  const troubles: unknown[] = []
  process.onTrouble((trouble) => troubles.push(trouble))
  latest().says({ type: 'failed', reason: 'duty.db is damaged' })
  expect(troubles).toEqual([{ reason: 'duty.db is damaged', deaths: 1, retryAtMs: 1_005_000 }])
  expect(cores).toHaveLength(1)
  vi.advanceTimersByTime(5_000)
  expect(cores).toHaveLength(2)
  latest().says({ type: 'failed', reason: 'duty.db is damaged' })
  process.retry()
  expect(cores).toHaveLength(3)
  latest().says({ type: 'ready' })
  expect(troubles.at(-1)).toBeUndefined()
})

test('a core that keeps dying is started ever later and never given up', () => {
  open()
  for (let death = 0; death < 5; death += 1) latest().dies()
  expect(cores).toHaveLength(6)
  latest().dies()
  expect(cores).toHaveLength(6)
  for (const waitMs of [2_000, 5_000, 15_000, 30_000, 30_000]) {
    vi.advanceTimersByTime(waitMs)
    latest().dies()
  }
  expect(cores).toHaveLength(11)
})

test('a core that no longer answers is killed by its pid and replaced; one that answers is left alone', () => {
  open()
  const first = latest()
  first.says({ type: 'ready' })
  for (let second = 0; second < 30; second += 1) {
    vi.advanceTimersByTime(1_000)
    first.says({ type: 'pong' })
  }
  expect(killed).toEqual([])
  vi.advanceTimersByTime(8_000)
  expect(killed).toEqual([first.pid])
  expect(cores).toHaveLength(2)
})

test('a core that asks for a new start is stopped in good order first, and that is no death', () => {
  const process = open()
  const troubles: unknown[] = []
  process.onTrouble((trouble) => troubles.push(trouble))
  latest().says({ type: 'ready' })
  latest().says({ type: 'restart' })
  expect(latest().told.at(-1)).toEqual({ type: 'stop' })
  latest().says({ type: 'stopped' })
  latest().dies(0)
  expect(cores).toHaveLength(2)
  expect(troubles).toEqual([undefined])
})

import { beforeEach, describe, expect, it } from 'vitest'
import { DeviceId, deviceStateCodes } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { draft } from '../journal/testJournal'
import { createDeviceConditions } from './createDeviceConditions'
import { createReachWatch, type ReachWatch } from './createReachWatch'
import { Registry } from './Registry'
import { createTestClock, type TestClock } from './testClock'
import { createMemoryJournal, type MemoryJournal } from './testMemoryJournal'

const registry = new Registry(testDistrict(), 1)
const index = (id: string) => registry.indexOf(id)!
const [gateway, first, second, door, handset] = ['GW-1', 'TH-1', 'TH-2', 'DR-1', 'HS-1'].map(index) as [
  number,
  number,
  number,
  number,
  number,
]

let clock: TestClock
let watch: ReachWatch
let journal: MemoryJournal
let states: Uint8Array
/** What the alarm engine is told: `TH-1 offline`, `TH-1 back`. */
let told: string[]

beforeEach(() => {
  clock = createTestClock(1_000_000)
  journal = createMemoryJournal(clock.now)
  states = new Uint8Array(registry.deviceCount)
  told = []
  const conditions = createDeviceConditions({ registry, journal, states: { set: (i, state) => (states[i] = state) } })
  watch = createReachWatch({
    registry,
    now: clock.now,
    schedule: clock.schedule,
    onReach: (i, reach) => conditions.setReach(i, reach),
    onOffline: (i, isOffline) => told.push(`${registry.table.ids[i]} ${isOffline ? 'offline' : 'back'}`),
  })
  watch.setLink(0, true)
})
const state = (device: number) => Object.entries(deviceStateCodes).find(([, code]) => code === states[device])?.[0]
/** Lets time pass while these devices speak every second. */
const pass = (seconds: number, speaking: readonly number[] = []) => {
  for (let s = 0; s < seconds; s++) {
    for (const device of speaking) watch.heard(device, 0)
    clock.advance(1_000)
  }
}
const offlines = () => told.filter((line) => line.endsWith('offline'))

describe('silence', () => {
  it('leaves a device unknown that was never heard', () => {
    pass(600, [handset])
    expect(state(door)).toBe('unknown')
    expect(offlines()).toEqual([])
  })

  // req: R-4.1.1.2-14
  it('calls a device offline after 2.5 of its shortest periods, at least 15 s, and online at once when it speaks', () => {
    watch.heard(first, 0)
    watch.heard(gateway, 0)
    expect(state(first)).toBe('online')
    pass(15, [handset])
    expect(state(first)).toBe('online')
    pass(2, [handset])
    expect([state(first), state(gateway)]).toEqual(['offline', 'online'])
    pass(9, [handset])
    expect(state(gateway)).toBe('offline')
    watch.heard(first, 0)
    expect(state(first)).toBe('online')
    expect(told).toContain('TH-1 back')
  })

  // req: R-4.1.1.1-05
  it('lets one sleep that wakes for its report twice a minute, and finds one in seconds that holds its connection', () => {
    for (const device of [handset, first, second]) watch.heard(device, 0)
    watch.lost(second, 0)
    expect([handset, first, second].map(state)).toEqual(['online', 'online', 'offline'])
    pass(30, [gateway])
    expect([handset, first].map(state)).toEqual(['online', 'offline'])
    pass(44, [gateway])
    expect(state(handset)).toBe('online')
    pass(5, [gateway])
    expect(state(handset)).toBe('offline')
    watch.heard(handset, 0)
    expect(state(handset)).toBe('online')
  })

  // req: R-4.1.1.1-03
  it('gives a device the time that the scheme of its network asks for, from the moment that the network is registered', () => {
    const changing = new Registry(testDistrict(), 1)
    const found: string[] = []
    const over = createReachWatch({
      registry: changing,
      now: clock.now,
      schedule: clock.schedule,
      onReach: (i, reach) => void (i === first && found.push(reach)),
      onOffline: () => undefined,
    })
    over.setLink(0, true)
    const device = changing.deviceAt(first)!
    changing.apply({ revision: 2, types: [], devices: [{ device: { ...device, network: 'nbIot' }, isRetired: false }] })
    over.heard(first, 0)
    const silent = (seconds: number) => {
      for (let s = 0; s < seconds; s++) {
        over.heard(handset, 0)
        clock.advance(1_000)
      }
    }
    silent(2_200)
    expect(found).toEqual(['online'])
    silent(100)
    expect(found).toEqual(['online', 'offline'])
    over.stop()
  })

  it('never calls a device silent that reports nothing by itself', () => {
    watch.heard(door, 0)
    pass(3_600, [handset])
    expect(state(door)).toBe('online')
  })

  it('is not deceived by a wall clock that jumps', () => {
    watch.heard(first, 0)
    clock.jump(86_400_000)
    pass(5, [handset])
    expect(state(first)).toBe('online')
    clock.jump(-2 * 86_400_000)
    pass(12, [handset])
    expect(state(first)).toBe('offline')
  })

  it('takes a last will at its word', () => {
    watch.heard(door, 0)
    watch.lost(door, 0)
    watch.lost(door, 0)
    expect(state(door)).toBe('offline')
    expect(offlines()).toEqual(['DR-1 offline'])
  })
})

describe('a link that is lost', () => {
  it('makes its devices unknown, not offline, and gives them their time when it is back', () => {
    watch.heard(first, 0)
    watch.heard(handset, 0)
    watch.setLink(0, false)
    pass(600)
    expect([state(first), state(handset)]).toEqual(['unknown', 'unknown'])
    watch.setLink(0, true)
    pass(10, [handset])
    expect([state(first), state(handset)]).toEqual(['unknown', 'online'])
    pass(10, [handset])
    expect([state(first), state(handset)]).toEqual(['offline', 'online'])
  })

  it('raises no flood in the seconds before it has noticed by itself', () => {
    for (const device of [gateway, first, second, handset]) watch.heard(device, 0)
    pass(30)
    expect(offlines()).toEqual([])
    watch.setLink(0, false)
    pass(60)
    expect(offlines()).toEqual([])
  })

  it('does find a device dead that is the only one of its link', () => {
    watch.heard(second, 0)
    pass(40)
    expect(offlines()).toEqual(['TH-2 offline'])
  })
})

describe('behind a gateway', () => {
  it('tells of the gateway alone when it takes its devices with it', () => {
    for (const device of [gateway, first, second]) watch.heard(device, 0)
    pass(60, [handset])
    expect([gateway, first, second].map(state)).toEqual(['offline', 'offline', 'offline'])
    expect(offlines()).toEqual(['GW-1 offline'])
  })

  it('tells of a device when its gateway speaks on', () => {
    watch.heard(first, 0)
    pass(60, [gateway])
    expect(offlines()).toEqual(['TH-1 offline'])
  })

  it('finds a device gone whose gateways two seats put in a circle', () => {
    const document = testDistrict()
    const circle = new Map<string, string>([
      ['GW-1', 'DR-1'],
      ['DR-1', 'GW-1'],
    ])
    const devices = document.devices.map((device) => {
      const parentId = circle.get(device.id)
      return parentId === undefined ? device : { ...device, parentId: DeviceId.parse(parentId) }
    })
    const gone: number[] = []
    const circling = createReachWatch({
      registry: new Registry({ ...document, devices }, 1),
      now: clock.now,
      schedule: clock.schedule,
      onReach: () => undefined,
      onOffline: (device, isOffline) => isOffline && gone.push(device),
    })
    circling.heard(first, 0)
    circling.lost(first, 0)
    expect(gone).toEqual([first])
    circling.stop()
  })

  it('tells of a device that stays silent after its gateway is back', () => {
    for (const device of [gateway, first, second]) watch.heard(device, 0)
    watch.lost(gateway, 0)
    pass(30, [handset])
    expect(offlines()).toEqual(['GW-1 offline'])
    pass(10, [gateway, second])
    expect(offlines()).toEqual(['GW-1 offline'])
    pass(10, [gateway, second])
    expect(offlines()).toEqual(['GW-1 offline', 'TH-1 offline'])
    expect(state(second)).toBe('online')
  })
})

describe('what is shown of a device', () => {
  const write = async (...drafts: Parameters<typeof draft.raised>[]) => {
    await journal.write(() => drafts.map((args) => draft.raised(...args)))
  }

  it('is abnormal while an alarm stands, whether acknowledged or not, and offline before that', async () => {
    watch.heard(door, 0)
    await write(['A-1', clock.nowMs, 'DR-1'])
    expect(state(door)).toBe('abnormal')
    await journal.write(() => [draft.acknowledged('A-1')])
    expect(state(door)).toBe('abnormal')
    watch.lost(door, 0)
    expect(state(door)).toBe('offline')
    watch.heard(door, 0)
    await journal.write(() => [draft.returned('A-1', clock.nowMs)])
    expect(state(door)).toBe('online')
  })

  it('is not abnormal by a notice', async () => {
    watch.heard(door, 0)
    await journal.write(() => {
      const raised = draft.raised('A-1', clock.nowMs, 'DR-1')
      return raised.kind === 'alarm.raised' ? [{ ...raised, payload: { ...raised.payload, priority: 'notice' } }] : []
    })
    expect(state(door)).toBe('online')
  })

  it('is picked up from the journal at the start', async () => {
    await write(['A-1', clock.nowMs, 'DR-1'])
    const fresh = new Uint8Array(registry.deviceCount)
    createDeviceConditions({ registry, journal, states: { set: (i, code) => (fresh[i] = code) } })
    expect(fresh[door]).toBe(deviceStateCodes.abnormal)
  })
})

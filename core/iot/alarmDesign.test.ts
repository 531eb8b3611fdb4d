import { afterEach, describe, expect, it } from 'vitest'
import {
  type Alarm,
  type AlarmDefinition,
  type AlarmSettingValues,
  DistrictDocument,
  qualityCodes,
  IdempotencyKey,
} from '../../domain/contract'
import { testDistrictJson } from '../../domain/district/testDistrict'
import { createAlarmDesk } from './createAlarmDesk'
import { type AlarmEngine, createAlarmEngine } from './createAlarmEngine'
import { createAlarmKeeper } from './createAlarmKeeper'
import { createAlarmSettings } from './createAlarmSettings'
import { Registry } from './Registry'
import { createTestClock } from './testClock'
import { createMemoryJournal } from './testMemoryJournal'

const startMs = Date.UTC(2026, 10, 22, 6)
const text = (zh: string) => ({ zh, en: zh })
const number = (id: string, unit?: string) => ({
  id,
  name: text(id),
  type: 'number' as const,
  ...(unit && { unit }),
  min: -50,
  max: 200,
  access: 'read' as const,
  reportPeriodMs: 10_000,
})
const mode = {
  id: 'mode',
  name: text('模式'),
  type: 'enum' as const,
  access: 'read' as const,
  reportPeriodMs: 10_000,
  values: [0, 1, 2, 3].map((value) => ({ value, name: text(String(value)) })),
}
const alarm = (id: string, condition: object, more: object = {}) => ({
  id,
  name: text(id),
  priority: 'important',
  isLifeSafety: false,
  condition,
  onDelayMs: 0,
  offDelayMs: 0,
  incidentType: 'equipment',
  response: [],
  ...more,
})
const plant = (alarms: object[], version = 1) => ({
  id: 'plant',
  version,
  systemKey: 'building_equipment.hvac',
  name: text('机组'),
  symbol: 'pump',
  properties: [number('supply', '℃'), number('target', '℃'), mode],
  events: [],
  services: [],
  alarms,
})
const li = { actor: { kind: 'account', id: 'A-li', name: '李' } as const, rights: [] }

const engines: AlarmEngine[] = []
afterEach(async () => void (await Promise.all(engines.splice(0).map((engine) => engine.stop()))))

function setUp(...alarms: object[]) {
  const json = testDistrictJson()
  const [first] = json.devices
  const document = DistrictDocument.parse({
    ...json,
    deviceTypes: [...json.deviceTypes, plant(alarms)],
    devices: [...json.devices, { ...first, id: 'AHU-1', typeId: 'plant', name: text('空调一') }],
  })
  const registry = new Registry(document, 1)
  const clock = createTestClock(startMs)
  const journal = createMemoryJournal(clock.now)
  const onError = (error: unknown): never => {
    throw error
  }
  const start = () => {
    const { now, schedule } = clock
    const made = createAlarmEngine({ registry, journal, now, schedule, isReached: () => reach.isUp, onError })
    engines.push(made)
    return made
  }
  const reach = { isUp: true }
  const context = { engine: start() }
  const quiet = async () => {
    for (let i = 0; i < 3; i++) {
      await new Promise<void>((resolve) => context.engine.whenWritten(() => resolve()))
      await new Promise(setImmediate)
    }
  }
  const hear = async (property: string, value: number, afterMs = 1_000, quality: number = qualityCodes.good) => {
    clock.advance(afterMs)
    context.engine.sample(registry.pointOf('AHU-1', property)!, value, clock.nowMs, quality)
    await quiet()
  }
  const desk = createAlarmDesk({
    journal,
    alarmsOf: (id) => registry.findDevice(id)?.type.alarms,
    isUnsaved: () => false,
    now: clock.now,
  })
  const settings = createAlarmSettings({
    journal,
    readSettingEntries: async (id) => journal.entries.filter(({ subject }) => subject.id === id),
    typeOf: (id) => registry.findDevice(id)?.type,
  })
  let clicks = 0
  return {
    clock,
    registry,
    journal,
    quiet,
    hear,
    reach,
    settings,
    desk,
    device: registry.findDevice('AHU-1')!,
    alarms: (): Alarm[] => [...journal.view.list('alarm')],
    states: () => [...journal.view.list('alarm')].map(({ definitionId, state }) => `${definitionId} ${state}`),
    key: () => IdempotencyKey.parse(`click-${(clicks += 1)}`),
    set: async (definitionId: string, values: AlarmSettingValues, seenAtMs?: number) => {
      clicks += 1
      const click = {
        key: IdempotencyKey.parse(`set-${clicks}`),
        deviceId: document.devices[0]!.id,
        definitionId,
        values,
        reason: '夏季',
      }
      await settings.save(
        { ...click, deviceId: registry.findDevice('AHU-1')!.id, ...(seenAtMs !== undefined && { seenAtMs }) },
        li,
      )
      await quiet()
    },
    acknowledge: async (id: string) => {
      clicks += 1
      await desk.acknowledge({ key: IdempotencyKey.parse(`ack-${clicks}`), ids: [id as Alarm['id']], basis: 0 }, li)
      await quiet()
    },
    restart: async () => {
      await context.engine.stop()
      context.engine = start()
    },
    stop: () => context.engine.stop(),
    /** With the registry as it is then. */
    start: async () => void (context.engine = start()),
    setOffline: (isOffline: boolean) => context.engine.setOffline(registry.indexOf('AHU-1')!, isOffline, clock.nowMs),
  }
}

describe('a condition', () => {
  it('of a rate of change stands while the value rises faster, and tells the rate', async () => {
    const rise = { kind: 'rate', property: 'supply', direction: 'rise', limit: 8, deadband: 2, windowMs: 60_000 }
    const { hear, alarms, states } = setUp(alarm('rise', rise))
    for (const [i, value] of [20, 21, 22, 26, 31].entries()) await hear('supply', value, i === 0 ? 0 : 30_000)
    expect(alarms()).toMatchObject([{ definitionId: 'rise', value: 9, limit: 8, property: 'supply' }])
    await hear('supply', 31, 30_000)
    expect(states()).toEqual(['rise returnedUnacknowledged'])
  })

  it('of a deviation follows the other point, whichever of the two is heard', async () => {
    const away = { kind: 'deviation', property: 'supply', from: { property: 'target' }, limit: 3, deadband: 1 }
    const { hear, alarms, states } = setUp(alarm('away', away))
    await hear('supply', 30)
    expect(states()).toEqual([])
    await hear('target', 26)
    expect(alarms()).toMatchObject([{ definitionId: 'away', value: 4, limit: 3, state: 'unacknowledged' }])
    await hear('target', 28)
    expect(states()).toEqual(['away returnedUnacknowledged'])
  })

  it('of a set of states stands in each of them, from one to the other too', async () => {
    const { hear, alarms } = setUp(alarm('fault', { kind: 'oneOf', property: 'mode', values: [2, 3] }))
    await hear('mode', 1)
    expect(alarms()).toEqual([])
    await hear('mode', 2)
    await hear('mode', 3)
    expect(alarms()).toMatchObject([{ state: 'unacknowledged', value: 2, occurrences: 1 }])
    await hear('mode', 0)
    expect(alarms()).toMatchObject([{ state: 'returnedUnacknowledged' }])
  })

  it('in CEL is judged over several points once all were heard', async () => {
    const expression = 'mode == 1 && supply - target > 5.0'
    const { hear, states } = setUp(alarm('poor', { kind: 'expression', expression }))
    await hear('supply', 40)
    await hear('target', 20)
    expect(states()).toEqual([])
    await hear('mode', 1)
    expect(states()).toEqual(['poor unacknowledged'])
    await hear('supply', 24)
    expect(states()).toEqual(['poor returnedUnacknowledged'])
  })

  it('of silence stands when nothing is heard of a point of a device that is there', async () => {
    const { clock, hear, quiet, states, setOffline } = setUp(
      alarm('silent', { kind: 'stale', property: 'supply', afterMs: 30_000 }),
    )
    await hear('supply', 20)
    clock.advance(29_000)
    await quiet()
    expect(states()).toEqual([])
    clock.advance(3_000)
    await quiet()
    expect(states()).toEqual(['silent unacknowledged'])
    await hear('supply', 20)
    expect(states()).toEqual(['silent returnedUnacknowledged'])
    setOffline(true)
    clock.advance(600_000)
    await quiet()
    expect(states()).toEqual(['silent returnedUnacknowledged'])
  })
})

it('of silence says nothing of a device that is not heard at all, and gives it its time when it is heard again', async () => {
  const { clock, hear, quiet, states, reach } = setUp(
    alarm('silent', { kind: 'stale', property: 'supply', afterMs: 30_000 }),
  )
  const pass = async (seconds: number) => {
    for (let s = 0; s < seconds; s++) clock.advance(1_000)
    await quiet()
  }
  reach.isUp = false
  await pass(600)
  reach.isUp = true
  await hear('mode', 1)
  await pass(25)
  expect(states()).toEqual([])
  // The link is down, and back.
  await hear('supply', 20)
  reach.isUp = false
  await pass(600)
  reach.isUp = true
  await pass(28)
  expect(states()).toEqual([])
  await pass(4)
  expect(states()).toEqual(['silent unacknowledged'])
})

it('of silence is moved by no clock: one that is set forward calls no point silent, one that is set back hides none', async () => {
  const { clock, hear, quiet, states } = setUp(alarm('silent', { kind: 'stale', property: 'supply', afterMs: 30_000 }))
  await hear('supply', 20)
  clock.jump(3_600_000)
  clock.advance(5_000)
  await quiet()
  expect(states()).toEqual([])
  clock.jump(-7_200_000)
  clock.advance(27_000)
  await quiet()
  expect(states()).toEqual(['silent unacknowledged'])
})

const hot = alarm('hot', { kind: 'above', property: 'supply', limit: 60, deadband: 5 })

describe('what a device has of its own', () => {
  it('holds at once, by the last value too, over a start, and until it is taken back', async () => {
    const { clock, hear, states, alarms, set, restart, quiet, journal, settings, device } = setUp(hot)
    await hear('supply', 50)
    await set('hot', { limit: 45, priority: 'urgent' })
    expect(alarms()).toMatchObject([{ state: 'unacknowledged', value: 50, limit: 45, priority: 'urgent' }])
    await restart()
    await hear('supply', 38)
    expect(states()).toEqual(['hot returnedUnacknowledged'])
    await hear('supply', 50)
    expect(states()).toEqual(['hot unacknowledged'])
    const saved = journal.view.get('alarmSetting', 'AHU-1#hot')!.saved.atMs
    clock.advance(15_000)
    await set('hot', {}, saved)
    await quiet()
    expect(states()).toEqual(['hot returnedUnacknowledged'])
    const history = await settings.history({ deviceId: device.id, definitionId: 'hot' })
    expect(history.map(({ values, reason, saved: { by } }) => [values, reason, by.id])).toEqual([
      [{}, '夏季', 'A-li'],
      [{ limit: 45, priority: 'urgent' }, '夏季', 'A-li'],
    ])
  })

  it('ends an alarm that is switched off, and raises none until it is on again', async () => {
    const { hear, states, set, journal } = setUp(hot)
    await hear('supply', 70)
    await set('hot', { isEnabled: false })
    expect(states()).toEqual(['hot returnedUnacknowledged'])
    await hear('supply', 20)
    await hear('supply', 90)
    expect(states()).toEqual(['hot returnedUnacknowledged'])
    await set('hot', {}, journal.view.get('alarmSetting', 'AHU-1#hot')!.saved.atMs)
    expect(states()).toEqual(['hot unacknowledged'])
  })

  it('is refused where the world moved, where it makes no sense, and where it weakens life safety', async () => {
    const { set, journal } = setUp(hot, { ...hot, id: 'fire', isLifeSafety: true })
    await set('hot', { limit: 45 })
    await expect(set('hot', { limit: 50 })).rejects.toMatchObject({ code: 'worldMoved' })
    await expect(
      set('hot', { limit: 900 }, journal.view.get('alarmSetting', 'AHU-1#hot')!.saved.atMs),
    ).rejects.toMatchObject({
      code: 'badRequest',
    })
    await expect(set('fire', { isEnabled: false })).rejects.toMatchObject({ code: 'lifeSafety' })
    await expect(set('unknown', {})).rejects.toMatchObject({ code: 'notFound' })
    expect([...journal.view.list('alarmSetting')]).toHaveLength(1)
  })
})

describe('an alarm that latches', () => {
  const tripped = { ...hot, isLatching: true }

  // req: R-4.1.1.2-15
  it('stands until it is acknowledged and reset, over a start too, and is one alarm all the while', async () => {
    const { hear, alarms, states, acknowledge, desk, key, restart, quiet } = setUp(tripped)
    await hear('supply', 70)
    await hear('supply', 20)
    const [{ id }] = alarms() as [Alarm]
    expect(alarms()).toMatchObject([{ state: 'unacknowledged', latched: {} }])
    expect((await desk.reset({ key: key(), ids: [id] }, li)).refused).toEqual([{ id, code: 'illegalState' }])
    await acknowledge(id)
    await restart()
    await hear('supply', 70, 20_000)
    expect(alarms()).toMatchObject([{ state: 'unacknowledged', occurrences: 2 }])
    await acknowledge(id)
    await hear('supply', 20, 20_000)
    expect((await desk.reset({ key: key(), ids: [id] }, li)).done).toEqual([id])
    await quiet()
    expect(states()).toEqual(['hot returned'])
    await hear('supply', 70, 20_000)
    expect(alarms()).toHaveLength(2)
  })
})

describe('suppression by design', () => {
  const off = { suppressedWhen: [{ reason: text('机组停机'), property: 'mode', values: [0] }] }

  it('keeps what is raised meanwhile silent and in a list, and tells it when it ends', async () => {
    const { hear, alarms, states, restart } = setUp({ ...hot, ...off })
    await hear('mode', 0)
    await hear('supply', 70)
    expect(alarms()).toMatchObject([{ state: 'suppressed', suppressed: { reason: text('机组停机') } }])
    await restart()
    await hear('supply', 71)
    expect(states()).toEqual(['hot suppressed'])
    await hear('mode', 1)
    expect(states()).toEqual(['hot unacknowledged'])
    await hear('mode', 0)
    expect(states()).toEqual(['hot suppressed'])
    await hear('supply', 20)
    await hear('mode', 1)
    expect(states()).toEqual(['hot returned'])
  })

  it('ends as soon as nobody knows any more whether its condition holds, and begins again when it is known', async () => {
    const { hear, states } = setUp({ ...hot, ...off })
    await hear('mode', 0)
    await hear('supply', 70)
    expect(states()).toEqual(['hot suppressed'])
    await hear('mode', 0, 1_000, qualityCodes.bad)
    expect(states()).toEqual(['hot unacknowledged'])
    await hear('mode', 0)
    expect(states()).toEqual(['hot suppressed'])
  })

  it.each([
    ['has no suppression any more', {}],
    ['is of life safety now', { ...off, isLifeSafety: true }],
    ['is suppressed by another value', { suppressedWhen: [{ ...off.suppressedWhen[0], values: [3] }] }],
  ])('ends when the type changes and the alarm %s, and what comes later rings', async (_name, more) => {
    const { hear, states, registry, quiet, acknowledge, alarms } = setUp({ ...hot, ...off })
    await hear('mode', 0)
    await hear('supply', 70)
    expect(states()).toEqual(['hot suppressed'])
    registry.apply({
      revision: 2,
      types: [
        { ...registry.typeOf('plant')!, version: 2, alarms: [{ ...hot, ...more } as unknown as AlarmDefinition] },
      ],
      devices: [],
    })
    await quiet()
    expect(states()).toEqual(['hot unacknowledged'])
    await acknowledge(alarms()[0]!.id)
    await hear('supply', 20, 20_000)
    await hear('supply', 70, 20_000)
    expect(states()).toEqual(['hot returned', 'hot unacknowledged'])
  })

  it('is not known of a device that comes back after it was retired, nor is anything else it said', async () => {
    const { hear, states, registry, quiet } = setUp({ ...hot, ...off })
    await hear('mode', 0)
    await hear('supply', 70)
    const device = registry.deviceAt(registry.indexOf('AHU-1')!)!
    registry.apply({ revision: 2, types: [], devices: [{ device, isRetired: true }] })
    await quiet()
    registry.apply({ revision: 3, types: [], devices: [{ device, isRetired: false }] })
    await quiet()
    expect(states()).toEqual(['hot returned'])
    await hear('supply', 70)
    expect(states().at(-1)).toBe('hot unacknowledged')
  })

  // I5
  it('does nothing to life safety, whatever a definition says', async () => {
    const { hear, states } = setUp({ ...hot, ...off, isLifeSafety: true })
    await hear('mode', 0)
    await hear('supply', 70)
    expect(states()).toEqual(['hot unacknowledged'])
  })
})

it('the first of a group is marked, those that follow are not, and the next group has a first of its own', async () => {
  const group = { firstOutGroup: 'trip' }
  const { hear, alarms, acknowledge } = setUp(
    { ...hot, ...group },
    alarm('fault', { kind: 'equals', property: 'mode', value: 2 }, group),
  )
  await hear('mode', 2)
  await hear('supply', 70)
  const marks = () => alarms().map(({ definitionId, isFirstOut }) => [definitionId, isFirstOut])
  expect(marks()).toEqual([
    ['fault', true],
    ['hot', undefined],
  ])
  await hear('mode', 1)
  await hear('supply', 20)
  for (const { id } of alarms()) await acknowledge(id)
  await hear('supply', 70, 20_000)
  expect(marks().at(-1)).toEqual(['hot', true])
})

it('what stands on after an acknowledgement is told again after its time', async () => {
  const { hear, alarms, acknowledge, clock, journal, quiet } = setUp({ ...hot, reAlarmMs: 600_000 })
  const keeper = createAlarmKeeper({
    journal,
    now: clock.now,
    schedule: clock.schedule,
    onError: (error) => {
      throw error
    },
  })
  await hear('supply', 70)
  await acknowledge(alarms()[0]!.id)
  clock.advance(599_000)
  await quiet()
  expect(alarms()).toMatchObject([{ state: 'acknowledged' }])
  clock.advance(20_000)
  await quiet()
  expect(alarms()).toMatchObject([{ state: 'unacknowledged', occurrences: 1 }])
  await keeper.stop()
})

it('a shelf whose end fell due in the very moment in which the clock was set back ends all the same', async () => {
  const { hear, alarms, states, desk, key, clock, journal, quiet } = setUp(hot)
  await hear('supply', 70)
  await desk.shelve({ key: key(), ids: [alarms()[0]!.id], minutes: 10, reason: 'works' }, li)
  let jumpMs = 5_000
  const keeper = createAlarmKeeper({
    journal: {
      ...journal,
      view: journal.view,
      write(decide) {
        clock.jump(-jumpMs)
        jumpMs = 0
        return journal.write(decide)
      },
    },
    now: clock.now,
    schedule: clock.schedule,
    onError: (error) => {
      throw error
    },
  })
  clock.advance(600_000)
  await quiet()
  expect(states()).toEqual(['hot shelved'])
  clock.advance(20_000)
  await quiet()
  expect(states()).toEqual(['hot unacknowledged'])
  await keeper.stop()
})

it('a type that changes while its alarms stand: what it has no more is ended, what is new is judged', async () => {
  const { hear, states, registry, quiet } = setUp(hot)
  await hear('supply', 70)
  const type = registry.typeOf('plant')!
  const warm = alarm('warm', {
    kind: 'above',
    property: 'supply',
    limit: 40,
    deadband: 0,
  }) as unknown as AlarmDefinition
  const extra = { ...type.properties[0]!, id: 'extra' }
  registry.apply({
    revision: 2,
    types: [{ ...type, version: 2, properties: [extra, ...type.properties], alarms: [warm] }],
    devices: [],
  })
  await quiet()
  expect(states()).toEqual(['hot returnedUnacknowledged', 'warm unacknowledged'])
  await hear('supply', 20)
  expect(states()).toEqual(['hot returnedUnacknowledged', 'warm returnedUnacknowledged'])
})

it.each([
  ['its type has it no more', false],
  ['its device was retired', true],
])('an alarm of which %s while nobody drove does not stand for ever', async (_name, isRetired) => {
  const { hear, states, registry, quiet, stop, start } = setUp(hot)
  await hear('supply', 70)
  await stop()
  const device = registry.deviceAt(registry.indexOf('AHU-1')!)!
  const type = { ...registry.typeOf('plant')!, version: 2, alarms: [] }
  registry.apply({ revision: 2, types: isRetired ? [] : [type], devices: isRetired ? [{ device, isRetired }] : [] })
  await start()
  await quiet()
  expect(states()).toEqual(['hot returnedUnacknowledged'])
})

// I5
it('an alarm that a device had switched off rings from the moment at which its type calls it life safety', async () => {
  const { hear, states, registry, quiet, set } = setUp(hot)
  await set('hot', { isEnabled: false })
  await hear('supply', 70)
  expect(states()).toEqual([])
  const safety = { ...registry.typeOf('plant')!.alarms[0]!, isLifeSafety: true }
  registry.apply({ revision: 2, types: [{ ...registry.typeOf('plant')!, version: 2, alarms: [safety] }], devices: [] })
  await quiet()
  expect(states()).toEqual(['hot unacknowledged'])
})

// I5
it('an alarm that was raised before its type called it life safety is not shelved any more', async () => {
  const { hear, states, alarms, registry, desk, key } = setUp(hot)
  await hear('supply', 70)
  const safety = { ...registry.typeOf('plant')!.alarms[0]!, isLifeSafety: true }
  registry.apply({ revision: 2, types: [{ ...registry.typeOf('plant')!, version: 2, alarms: [safety] }], devices: [] })
  const { id } = alarms()[0]!
  const answer = await desk.shelve({ key: key(), ids: [id], minutes: 60, reason: 'works' }, li)
  expect(answer).toEqual({ done: [], refused: [{ id, code: 'lifeSafety' }] })
  expect(states()).toEqual(['hot unacknowledged'])
})

describe('what cannot be written', () => {
  it('is no value that grew beyond all numbers: the alarm is raised without it', async () => {
    const apart = alarm('apart', {
      kind: 'deviation',
      property: 'supply',
      from: { property: 'target' },
      limit: 5,
      deadband: 0,
    })
    const { hear, states, alarms } = setUp(apart)
    await hear('target', -1.7e308)
    await hear('supply', 1.7e308)
    expect(states()).toEqual(['apart unacknowledged'])
    expect(alarms()[0]).not.toHaveProperty('value')
  })

  it('keeps no other alarm from being written', async () => {
    const errors: unknown[] = []
    const { registry, clock, journal, device, alarms } = setUp(
      hot,
      alarm('stopped', { kind: 'equals', property: 'mode', value: 3 }),
    )
    const { now, schedule } = clock
    const engine = createAlarmEngine({ registry, journal, now, schedule, onError: (error) => errors.push(error) })
    engines.push(engine)
    const point = (property: string) => device.properties.get(property)!.point
    engine.sample(point('supply'), 70, Number.NaN, qualityCodes.good)
    engine.sample(point('mode'), 3, clock.nowMs, qualityCodes.good)
    await new Promise<void>((resolve) => engine.whenWritten(() => resolve()))
    clock.advance(10_000)
    await new Promise<void>((resolve) => engine.whenWritten(() => resolve()))
    expect(alarms().map(({ definitionId }) => definitionId)).toEqual(['stopped'])
    expect(errors).not.toEqual([])
  })
})

it('acknowledging many says of each that was refused why', async () => {
  const { hear, alarms, desk, key } = setUp(hot)
  await hear('supply', 70)
  const [{ id }] = alarms() as [Alarm]
  const unknown = 'A-unknown' as Alarm['id']
  const answer = await desk.acknowledge({ key: key(), ids: [unknown, id], basis: 0 }, li)
  expect(answer).toEqual({ acknowledged: [id], refused: [{ id: unknown, code: 'notFound' }] })
  expect(alarms()).toMatchObject([{ state: 'acknowledged' }])
})

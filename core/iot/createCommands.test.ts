import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Command, CommandId, type CommandRefusal, DeviceId, Refused } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import type { LinkReport, SiteCommand, SiteConnector } from '../../connectors/site'
import { openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import type { CommandRequest, CommandRules } from './commandRequest'
import { type CommandCarrier, createCommandCarrier } from './createCommandCarrier'
import { type Commands, createCommands } from './createCommands'
import { Registry } from './Registry'
import { createTestClock, type TestClock } from './testClock'

const plainRegistry = new Registry(testDistrict(), 1)
/** The door speaks over this network. */
const over = (network: 'nbIot' | 'lora') => {
  const district = testDistrict()
  const devices = district.devices.map((each) => (each.id === 'DR-1' ? { ...each, network } : each))
  return new Registry({ ...district, devices }, 1)
}
let registry = plainRegistry
/** Since when nothing was heard of the door, ms. */
let silentMs: number | undefined
const actor = { kind: 'account', id: 'A-1', name: '李敏' } as const

/** A link that tests pull and plug; what was sent over it can be looked at. */
class TestConnector implements SiteConnector {
  readonly sent: SiteCommand[] = []
  failure: Error | undefined
  private readonly listeners = new Set<(report: LinkReport) => void>()
  private report: LinkReport = { state: 'up' }
  constructor(readonly id = 'site') {}
  start() {}
  async stop() {}
  async sendCommand(command: SiteCommand) {
    this.sent.push(command)
    if (this.failure) throw this.failure
  }
  async sendToHandset() {}
  onLink(listener: (report: LinkReport) => void) {
    this.listeners.add(listener)
    listener(this.report)
    return () => void this.listeners.delete(listener)
  }
  set(state: LinkReport['state']) {
    this.report = { state }
    for (const listener of this.listeners) listener(this.report)
  }
}

let opened: TestJournal
let clock: TestClock
let site: TestConnector
let commands: Commands
let carrier: CommandCarrier
/** Number of the lease: as the seat that issues knows it, and as the seat that sends holds it. */
let fence: { known?: number; held?: number }
let check: CommandRules['check']
/** What the guard beside the connector says. */
let refusal: CommandRefusal | undefined
const start = (connectors: SiteConnector[] = [site], linkId?: string) => {
  commands = createCommands({
    registry,
    now: clock.now,
    journal: opened.journal,
    rules: { fence: () => fence.known, check: (command) => check(command) },
  })
  carrier = createCommandCarrier({
    registry,
    journal: opened.journal,
    connectors,
    linkIdOf: () => linkId,
    silentMs: () => silentMs,
    guard: { judge: () => refusal, statesOf: () => ({}) },
    ...(fence.held !== undefined && { fence: fence.held }),
    isDriven: (device) => device !== registry.indexOf('TH-1'),
    now: clock.now,
    schedule: clock.schedule,
    onError(error) {
      throw error
    },
  })
}
beforeEach(async () => {
  registry = plainRegistry
  silentMs = undefined
  fence = {}
  check = () => undefined
  refusal = undefined
  opened = await openTestJournal()
  clock = createTestClock(startMs, opened.clock)
  site = new TestConnector()
  start()
})
afterEach(async () => {
  carrier.stop()
  await opened.dispose()
})

const request = (more: Partial<CommandRequest> = {}): CommandRequest => ({
  key: 'k-1',
  deviceId: DeviceId.parse('DR-1'),
  service: 'setLevel',
  input: { level: 40 },
  actor,
  ...more,
})
/** Until nothing more is written by itself. */
const quiet = async () => {
  for (let i = 0; i < 4; i++) {
    await opened.journal.write(() => [])
    await new Promise(setImmediate)
  }
}
const issue = async (more: Partial<CommandRequest> = {}) => {
  const { commandId } = await commands.issue(request(more))
  await quiet()
  return commandId
}
const state = (id: CommandId): Command['state'] | undefined => opened.journal.view.get('command', id)?.state
const kinds = async () => (await opened.journal.read({ afterPosition: 0, limit: 100 })).map(({ kind }) => kind)
const answer = async (commandId: string, code = 200, deviceId = 'DR-1') => {
  await carrier.takeAnswer({
    commandId,
    device: registry.findDevice(deviceId)!,
    code,
    text: 'done',
    atMs: clock.nowMs,
  })
}
const restart = async (during?: () => Promise<void>) => {
  carrier.stop()
  await opened.reopen()
  await during?.()
  start()
  await quiet()
}

describe('a command on its way', () => {
  it('is written as sent before it leaves, and ends with the answer of its device', async () => {
    const id = await issue()
    expect(site.sent).toEqual([expect.objectContaining({ commandId: id, service: 'setLevel', input: { level: 40 } })])
    expect(state(id)).toBe('sent')
    await answer(id)
    expect(opened.journal.view.get('command', id)).toMatchObject({ state: 'answered', answer: 'done' })
    expect(await kinds()).toEqual(['command.issued', 'command.sent', 'command.answered'])
    clock.advance(60_000)
    await quiet()
    expect(state(id)).toBe('answered')
  })

  it('fails with what the device said', async () => {
    const id = await issue()
    await answer(id, 400)
    expect(opened.journal.view.get('command', id)).toMatchObject({ state: 'failed', answer: '400 done' })
  })

  // req: R-4.1.1.1-06
  it('is unknown without an answer in time, is not sent again, and a late answer tells what became of it', async () => {
    const id = await issue()
    clock.advance(1_999)
    await quiet()
    expect(state(id)).toBe('sent')
    clock.advance(1)
    await quiet()
    expect(state(id)).toBe('unknown')
    site.set('down')
    site.set('up')
    await quiet()
    expect(site.sent).toHaveLength(1)
    await answer(id)
    expect(state(id)).toBe('answered')
  })

  it('takes an answer from its own device only', async () => {
    const id = await issue()
    await answer(id, 200, 'DR-2')
    await answer('C-nothing')
    await answer('')
    expect(state(id)).toBe('sent')
    clock.advance(2_000)
    await quiet()
    expect(state(id)).toBe('unknown')
  })

  it('has failed when the link says that it took nothing', async () => {
    site.failure = new Refused('linkDown')
    const id = await issue()
    expect(state(id)).toBe('failed')
  })

  it('is unknown when sending broke in a way that tells nothing', async () => {
    site.failure = new Error('socket closed')
    const id = await issue()
    expect(state(id)).toBe('unknown')
    expect(site.sent).toHaveLength(1)
  })

  it('is issued once however often the same click arrives', async () => {
    await Promise.all([commands.issue(request()), commands.issue(request())])
    await issue()
    expect(site.sent).toHaveLength(1)
    expect(await kinds()).toEqual(['command.issued', 'command.sent'])
  })
})

describe('without a link', () => {
  it('waits, and leaves as soon as there is one', async () => {
    site.set('down')
    const id = await issue()
    expect([state(id), site.sent.length]).toEqual(['issued', 0])
    clock.advance(29_000)
    site.set('up')
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['sent', 1])
  })

  it('expires after 30 s and never leaves', async () => {
    site.set('down')
    const id = await issue()
    clock.advance(30_000)
    await quiet()
    site.set('up')
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['expired', 0])
  })

  it('does not leave when it was withdrawn meanwhile', async () => {
    site.set('down')
    const id = await issue()
    await opened.journal.write(() => [
      { kind: 'command.withdrawn', subjectId: id, actor, payload: { reason: 'undone' } },
    ])
    site.set('up')
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['withdrawn', 0])
  })

  it('does not leave when it is withdrawn in the very moment in which the link comes back', async () => {
    site.set('down')
    const id = await issue()
    const reason = { reason: 'undone' }
    const withdrawn = opened.journal.write(() => [{ kind: 'command.withdrawn', subjectId: id, actor, payload: reason }])
    site.set('up')
    site.set('up')
    await withdrawn
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['withdrawn', 0])
  })

  it('leaves once when the link comes back twice', async () => {
    site.set('down')
    await issue()
    site.set('up')
    site.set('up')
    await quiet()
    expect(site.sent).toHaveLength(1)
  })

  it('goes over the link on which its device was heard, and over no other', async () => {
    carrier.stop()
    const other = new TestConnector('other')
    start([site, other], 'other')
    await issue()
    expect([site.sent.length, other.sent.length]).toEqual([0, 1])
    other.set('down')
    const waiting = await issue({ key: 'k-2' })
    expect([state(waiting), site.sent.length]).toEqual(['issued', 0])
  })
})

describe('to a device that sleeps by the scheme of its network', () => {
  const startOver = (network: 'nbIot' | 'lora') => {
    carrier.stop()
    registry = over(network)
    start()
  }

  // req: R-4.1.1.1-03
  it('leaves after it has spoken, over NB-IoT, and does not expire before it must have', async () => {
    startOver('nbIot')
    silentMs = 300_000
    const id = await issue()
    clock.advance(600_000)
    await quiet()
    expect([state(id), site.sent]).toEqual(['issued', []])
    silentMs = 2_000
    clock.advance(1_000)
    await quiet()
    expect(site.sent.map(({ commandId }) => commandId)).toEqual([id])
    await answer(id)
    expect(state(id)).toBe('answered')
  })

  it('expires over NB-IoT when it does not speak at all', async () => {
    startOver('nbIot')
    const id = await issue()
    clock.advance(1_830_000)
    await quiet()
    expect([state(id), site.sent]).toEqual(['expired', []])
  })

  // req: R-4.1.1.1-03
  it('is given to the network server at once, over LoRa, and its answer has until the device spoke again', async () => {
    startOver('lora')
    const id = await issue()
    expect(site.sent).toHaveLength(1)
    clock.advance(1_000_000)
    await quiet()
    expect(state(id)).toBe('sent')
    clock.advance(300_000)
    await quiet()
    expect(state(id)).toBe('unknown')
  })
})

describe('after a restart', () => {
  it('ends as unknown what was sent and not answered, once its time is over, and sends nothing again', async () => {
    const id = await issue()
    await restart()
    expect(state(id)).toBe('sent')
    clock.advance(2_000)
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['unknown', 1])
  })

  it('still takes the answer to what was sent before', async () => {
    const id = await issue()
    await restart()
    await answer(id)
    expect(state(id)).toBe('answered')
  })

  it('sends what was issued and had not left yet', async () => {
    site.set('down')
    const id = await issue()
    await restart(async () => site.set('up'))
    expect([state(id), site.sent.length]).toEqual(['sent', 1])
  })

  it('lets expire what was issued too long ago', async () => {
    site.set('down')
    const id = await issue()
    carrier.stop()
    clock.advance(31_000)
    await restart(async () => site.set('up'))
    clock.advance(1)
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['expired', 0])
  })
})

describe('under a lease', () => {
  const driveUnder = (held: number) => {
    carrier.stop()
    fence.held = held
    start()
  }

  it('is sent by the seat that holds the lease under which it was issued', async () => {
    fence.known = 3
    driveUnder(3)
    const id = await issue()
    expect([state(id), site.sent.length]).toEqual(['sent', 1])
  })

  it('expires when it was issued under another one: nobody knows whether it left there', async () => {
    fence.known = 2
    driveUnder(3)
    const id = await issue()
    expect([state(id), site.sent.length]).toEqual(['issued', 0])
    clock.advance(30_000)
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['expired', 0])
  })

  it('ends as expired before another seat drives, and leaves neither here nor there', async () => {
    fence.known = 3
    driveUnder(3)
    site.set('down')
    const id = await issue()
    await carrier.release()
    expect(state(id)).toBe('expired')
    const later = await issue({ key: 'k-2' })
    site.set('up')
    await quiet()
    expect([state(later), site.sent.length]).toEqual(['issued', 0])
    driveUnder(4)
    await quiet()
    expect(site.sent).toEqual([])
  })

  it('that another seat sent ends as unknown when nobody answers', async () => {
    fence.known = 3
    driveUnder(4)
    const id = await issue()
    await opened.journal.write(() => [{ kind: 'command.sent', subjectId: id, actor, payload: {} }])
    clock.advance(2_000)
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['unknown', 0])
  })
})

describe('what may be asked', () => {
  const refusal = (more: Partial<CommandRequest>) => {
    try {
      commands.prepare(request(more))
      return 'taken'
    } catch (error) {
      return error instanceof Refused ? error.code : String(error)
    }
  }
  it.each<[string, Partial<CommandRequest>, string]>([
    ['a level within its range', {}, 'taken'],
    ['a device that is none', { deviceId: DeviceId.parse('X') }, 'notFound'],
    ['a service that the device has not', { service: 'dance' }, 'notFound'],
    ['no level', { input: {} }, 'badRequest'],
    ['a level that is no number', { input: { level: Number.NaN } }, 'badRequest'],
    ['a level above the range', { input: { level: 101 } }, 'badRequest'],
    ['a level below the range', { input: { level: -1 } }, 'badRequest'],
    ['a parameter that is none', { input: { level: 1, speed: 2 } }, 'badRequest'],
    ['class 2 without a reason', { service: 'unlock', input: {}, reason: ' ' }, 'badRequest'],
    ['class 2 with a reason', { service: 'unlock', input: {}, reason: 'fire' }, 'taken'],
    ['class 3 by one person', { service: 'cutPower', input: {}, reason: 'fire' }, 'needsSecondPerson'],
    ['class 3 with break-glass', { service: 'cutPower', input: {}, reason: 'fire', breakGlass: 'alone' }, 'taken'],
  ])('%s', (_, more, expected) => {
    expect(refusal(more)).toBe(expected)
  })

  it('asks the rules of the seat, and keeps why the glass was broken', async () => {
    check = ({ commandClass, breakGlass }) => {
      if (commandClass >= 2 && breakGlass === undefined) throw new Refused('needsBreakGlass')
    }
    expect(refusal({ service: 'unlock', input: {}, reason: 'fire' })).toBe('needsBreakGlass')
    const id = await issue({ service: 'unlock', input: {}, reason: 'fire', breakGlass: 'nobody else here' })
    expect(opened.journal.view.get('command', id)?.breakGlass).toBe('nobody else here')
  })

  it('does not send to a device that was retired while its command waited', async () => {
    site.set('down')
    const id = await issue()
    const device = registry.deviceAt(registry.indexOf('DR-1')!)!
    registry.apply({ revision: 2, types: [], devices: [{ device, isRetired: true }] })
    site.set('up')
    await quiet()
    registry.apply({ revision: 3, types: [], devices: [{ device, isRetired: false }] })
    expect(site.sent).toEqual([])
    expect(opened.journal.view.get('command', id)).toMatchObject({ state: 'failed' })
  })

  it('does not send what a plan wrote for a device that is not driven from here', async () => {
    const id = CommandId.parse('C-plan')
    const what = { deviceId: DeviceId.parse('TH-1'), service: 'calibrate', input: {}, commandClass: 1 as const }
    await opened.journal.write(() => [
      { kind: 'command.issued', subjectId: id, actor, payload: { ...what, isHeld: false } },
    ])
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['failed', 0])
  })

  it('writes nothing of what it refuses', async () => {
    await expect(commands.issue(request({ input: {} }))).rejects.toMatchObject({ code: 'badRequest' })
    expect(await kinds()).toEqual([])
  })

  it('sends what a plan wrote, whatever its class: whoever started the plan answers for it', async () => {
    const id = CommandId.parse('C-plan')
    await opened.journal.write(() => [
      {
        kind: 'command.issued',
        subjectId: id,
        actor: { kind: 'plan', id: 'F-01' },
        payload: { deviceId: DeviceId.parse('DR-1'), service: 'cutPower', input: {}, commandClass: 3, isHeld: false },
      },
    ])
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['sent', 1])
  })

  it('ends a command that a plan wrote for a device without the service', async () => {
    const id = CommandId.parse('C-plan')
    await opened.journal.write(() => [
      {
        kind: 'command.issued',
        subjectId: id,
        actor: { kind: 'plan', id: 'F-01' },
        payload: { deviceId: DeviceId.parse('TH-1'), service: 'unlock', input: {}, commandClass: 2, isHeld: false },
      },
    ])
    await quiet()
    expect([state(id), site.sent.length]).toEqual(['failed', 0])
  })
})

import { afterEach, beforeEach, expect, it } from 'vitest'
import { messagePorts } from '../../core/channel/channelPairs'
import { serveChannel } from '../../core/channel/serveChannel'
import { createSessionHolder } from '../../core/channel/SessionHolder'
import { stubHandlers } from '../../core/channel/stubHandlers'
import { commandHandlers } from '../../core/iot/commandHandlers'
import { CONFIRM_WITHIN_MS } from '../../core/iot/commandRequest'
import { createCommandCarrier, type CommandCarrier } from '../../core/iot/createCommandCarrier'
import { createCommands, type Commands } from '../../core/iot/createCommands'
import { Registry } from '../../core/iot/Registry'
import { createTestClock } from '../../core/iot/testClock'
import { createMemoryJournal } from '../../core/iot/testMemoryJournal'
import { createClient, type ChannelClient } from '../../domain/channel/createClient'
import {
  type Account,
  AccountId,
  type CommandClass,
  type CommandId,
  DeviceId,
  IdempotencyKey,
  Refused,
  type Role,
  rightsByRole,
  SeatId,
} from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { commandRefusal } from '../../domain/seat/commandGate'
import { findUnapproved, findUnwritten } from '../invariants/commandOrder'
import { randoms } from './kit/randoms'
import { isNightly, report } from './report'

const registry = new Registry(testDistrict(), 1)
const startMs = Date.parse('2026-11-23T00:00:00Z')
const reason = '演练'
const services: Record<CommandClass, string> = { 0: 'query', 1: 'setLevel', 2: 'unlock', 3: 'cutPower' }
const classes: readonly CommandClass[] = [0, 1, 2, 3]
const roles = Object.keys(rightsByRole) as Role[]

/** What happens besides the first person's click. */
const cases = [
  'nobody else',
  'the same person confirms',
  'another person confirms',
  'somebody without the right confirms',
  'a rule confirms',
  'confirmed when the time is over',
  'everything clicked twice',
  'the second person says no',
  'an interlock holds',
  'out of scope',
  'out of scope before it is confirmed',
  'a minority alone',
  'a minority alone, glass broken',
  'glass broken',
] as const
type Case = (typeof cases)[number]

/** A second telling of the rules, beside the code: whether a device gets the command (programme, section 5, "Commands"). */
function shouldSend(role: Role, commandClass: CommandClass, what: Case): boolean {
  const mayIssue = ['dispatcher', 'shiftLeader'].includes(role) || (role === 'engineer' && commandClass < 2)
  if (!mayIssue || what === 'an interlock holds' || what === 'out of scope') return false
  if (what === 'a minority alone') return commandClass < 2
  if (commandClass < 3) return true
  return [
    'another person confirms',
    'everything clicked twice',
    'glass broken',
    'a minority alone, glass broken',
  ].includes(what)
}

const account = (id: string, role: Role): Account => ({
  id: AccountId.parse(id),
  name: id,
  displayName: id,
  role,
  isDisabled: false,
  isDemo: false,
  mustChangePassword: false,
  passwordChangedAtMs: 0,
})

/** A seat with one device, its commands, and how it stands. */
function createBench(twin?: (commands: Commands) => Commands) {
  const clock = createTestClock(startMs)
  const journal = createMemoryJournal(clock.now)
  const sent: string[] = []
  const standing = { isAlone: false, isInScope: true, isInterlocked: false }
  const rules = {
    fence: () => undefined,
    check({ commandClass, breakGlass }: { commandClass: CommandClass; breakGlass: string | undefined }) {
      const code = commandRefusal({
        role: standing.isAlone ? 'alone' : 'leader',
        isMinority: standing.isAlone,
        isInScope: standing.isInScope,
        commandClass,
        hasBreakGlass: breakGlass !== undefined,
      })
      if (code) throw new Refused(code)
    },
  }
  const held = { code: 'interlocked' as const, text: { zh: '门未关', en: 'door open' }, values: [] }
  const made = createCommands({ registry, journal, rules, now: clock.now })
  const carry = (): CommandCarrier => {
    const carrier = createCommandCarrier({
      registry,
      journal,
      connectors: [
        {
          id: 'site',
          start() {},
          async stop() {},
          async sendCommand({ commandId, device }) {
            sent.push(commandId)
            void carrier.takeAnswer({ commandId, device, code: 200, text: '', atMs: clock.nowMs })
          },
          async sendToHandset() {},
          onLink(listener) {
            listener({ state: 'up' })
            return () => {}
          },
        },
      ],
      linkIdOf: () => undefined,
      guard: { judge: () => (standing.isInterlocked ? held : undefined), statesOf: () => ({}) },
      now: clock.now,
      schedule: clock.schedule,
      onError(error) {
        throw error
      },
    })
    return carrier
  }
  let carrier = carry()
  return {
    clock,
    journal,
    sent,
    standing,
    commands: twin ? twin(made) : made,
    restart() {
      carrier.stop()
      carrier = carry()
    },
    stop: () => carrier.stop(),
    async quiet() {
      for (let before = -1; before !== journal.entries.length;) {
        before = journal.entries.length
        for (let i = 0; i < 10; i++) await new Promise(setImmediate)
      }
    },
  }
}
type Bench = ReturnType<typeof createBench>

/** The bench behind the channel's one door now: rights are checked where they are in the product. */
let bench: Bench
let side: Awaited<ReturnType<typeof messagePorts.start>>
const clients = new Map<string, ChannelClient>()
let keys = 0

beforeEach(async () => {
  const never = () => {
    throw new Error('not in this test')
  }
  const handlers = () =>
    stubHandlers({
      call: commandHandlers({
        journal: bench.journal as never,
        sights: {} as never,
        commands: bench.commands,
        batches: { confirm: never, decline: never } as never,
        schedules: {} as never,
        ticker: {} as never,
        now: () => bench.clock.nowMs,
      }).call,
    })
  const accounts = [...roles.map((role) => account(role, role)), account('second', 'dispatcher')]
  const waiting = [...accounts]
  side = await messagePorts.start((core) => {
    const session = createSessionHolder()
    session.set(waiting.shift())
    const current = {
      get call() {
        return handlers().call
      },
      feed: stubHandlers({}).feed,
    }
    serveChannel(core, { handlers: current, session, log: { warn() {}, error: (fields) => console.error(fields) } })
  })
  for (const { id } of accounts) {
    const link = await side.connect()
    clients.set(
      id,
      createClient({
        connect: async () => link,
        after(delayMs, run) {
          const timer = setTimeout(run, delayMs)
          return () => clearTimeout(timer)
        },
        random: () => 0,
        callTimeoutMs: 60_000,
      }),
    )
  }
})
afterEach(async () => {
  for (const client of clients.values()) client.close()
  clients.clear()
  await side.stop()
})

const clickOf = (commandClass: CommandClass, breakGlass?: string) => ({
  key: IdempotencyKey.parse(`a5-${(keys += 1)}`),
  deviceId: DeviceId.parse('DR-1'),
  service: services[commandClass],
  input: commandClass === 1 ? { level: 3 } : {},
  reason,
  ...(breakGlass === undefined ? { askSecond: true } : { breakGlass }),
})
const refusedAs = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Refused ? error.code : Promise.reject(error)),
  )
const confirm = (who: string, id: CommandId) =>
  refusedAs(clients.get(who)!.call('command.confirm', { key: IdempotencyKey.parse(`a5-${(keys += 1)}`), id }))

/** Plays one cell. @returns how often the device got it, and whether it was told as break-glass to another seat where it was */
async function play(role: Role, commandClass: CommandClass, what: Case, twin?: (commands: Commands) => Commands) {
  bench = createBench(twin)
  const { standing, clock } = bench
  standing.isInterlocked = what === 'an interlock holds'
  standing.isInScope = what !== 'out of scope'
  standing.isAlone = what.startsWith('a minority alone') || what === 'out of scope'
  const glass = what.endsWith('glass broken') ? '只有我一人在岗' : undefined
  const click = clickOf(commandClass, glass)
  const first = clients.get(role)!
  const issued = await first.call('command.issue', click).catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error
    return undefined
  })
  await bench.quiet()
  if (issued) {
    const { commandId: id } = issued
    if (what === 'the same person confirms') await confirm(role, id)
    if (what === 'another person confirms' || what === 'an interlock holds') await confirm('second', id)
    if (what === 'somebody without the right confirms') await confirm('engineer', id)
    if (what === 'a rule confirms')
      await refusedAs(bench.commands.confirm({ id, actor: { kind: 'rule', id: 'a-rule' } }))
    if (what === 'confirmed when the time is over') {
      clock.advance(CONFIRM_WITHIN_MS + 1_000)
      await bench.quiet()
      await confirm('second', id)
    }
    if (what === 'everything clicked twice')
      for (let i = 0; i < 2; i++) {
        await first.call('command.issue', click)
        await confirm('second', id)
        await bench.quiet()
        bench.restart()
      }
    if (what === 'the second person says no') {
      const no = { key: IdempotencyKey.parse(`a5-${(keys += 1)}`), id, reason }
      await refusedAs(clients.get('second')!.call('command.decline', no))
      await confirm('second', id)
    }
    if (what === 'out of scope before it is confirmed') {
      Object.assign(standing, { isAlone: true, isInScope: false })
      await confirm('second', id)
    }
    await bench.quiet()
    clock.advance(CONFIRM_WITHIN_MS + 60_000)
    await bench.quiet()
  }
  const other = createMemoryJournal(clock.now, SeatId.parse('seat-b'))
  await other.absorb(bench.journal.entries)
  bench.stop()
  const { entries, view } = bench.journal
  return {
    sent: bench.sent.length,
    breach: findUnapproved(entries, [...view.list('command')]) ?? findUnwritten(bench.sent, entries),
    isTold: glass === undefined || !issued || other.view.get('command', issued.commandId)?.breakGlass === glass,
  }
}

// Compares nobody: whoever clicks second counts as another person.
const blind = (commands: Commands): Commands => ({
  ...commands,
  confirm: ({ id, actor }) => commands.confirm({ id, actor: { ...actor, kind: 'account', id: `${actor.id}'s twin` } }),
})

it('A5 two-person: only what the rules allow reaches a device, and broken glass is told to every seat', async () => {
  const wrong: string[] = []
  let cells = 0
  let leaks = 0
  let untold = 0
  let twinLeaks = 0
  for (const role of roles)
    for (const commandClass of classes)
      for (const what of cases) {
        cells += 1
        const expected = shouldSend(role, commandClass, what) ? 1 : 0
        const { sent, breach, isTold } = await play(role, commandClass, what)
        if (sent > expected) leaks += 1
        if (!isTold) untold += 1
        if (sent !== expected || breach)
          wrong.push(`${role}, class ${commandClass}, ${what}: ${sent} sent ${breach?.text ?? ''}`)
        if (what === 'the same person confirms' || what === 'a rule confirms')
          twinLeaks += (await play(role, commandClass, what, blind)).sent > expected ? 1 : 0
      }
  report({
    name: 'A5 two-person',
    figures: { cells, leaks, untold, twinLeaks },
    bar: 'only the legal cells send, once; I8; break-glass told to the other seat; the twin that compares nobody must leak',
    pass: wrong.length === 0 && untold === 0 && twinLeaks > 0,
  })
  expect(wrong).toEqual([])
  expect(untold).toBe(0)
  // Dispatcher and shift leader, confirmed by themselves and by a rule.
  expect(twinLeaks).toBe(4)
})

it('A5 two-person: whatever is clicked in whatever order, nothing of class 3 leaves without another person', async () => {
  const histories = isNightly ? 5_000 : 150
  const seed = 20_261_123
  const random = randoms(seed)
  const breaches: string[] = []
  let sent = 0
  for (let i = 0; i < histories; i++) {
    bench = createBench()
    const click = clickOf(3)
    const { commandId: id } = await clients.get('dispatcher')!.call('command.issue', click)
    const steps: (() => unknown)[] = [
      () => refusedAs(clients.get('dispatcher')!.call('command.issue', click)),
      () => confirm('dispatcher', id),
      () => confirm('engineer', id),
      () => confirm('second', id),
      () => bench.clock.advance(100_000),
      () => bench.restart(),
      () => void (bench.standing.isInterlocked = !bench.standing.isInterlocked),
      () => void (bench.standing.isAlone = !bench.standing.isAlone),
    ]
    for (let step = 0; step < 8; step++) {
      await steps[random.below(steps.length)]?.()
      await bench.quiet()
    }
    bench.clock.advance(CONFIRM_WITHIN_MS + 60_000)
    await bench.quiet()
    const { entries, view } = bench.journal
    const breach = findUnapproved(entries, [...view.list('command')]) ?? findUnwritten(bench.sent, entries)
    if (breach || bench.sent.length > 1) breaches.push(`history ${i}: ${breach?.text ?? 'sent twice'}`)
    sent += bench.sent.length
    bench.stop()
  }
  report({
    name: 'A5 two-person, any order',
    seed,
    figures: { histories, sent, breaches: breaches.length },
    bar: 'I8, at most once, some are sent',
    pass: breaches.length === 0 && sent > 0,
  })
  expect(breaches).toEqual([])
  expect(sent).toBeGreaterThan(0)
})

import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Actor, DeviceId, IdempotencyKey, type RuleDraft } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { createTestWorld, warmRule } from '../../domain/rules/testRules'
import { Registry } from '../iot/Registry'
import { openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import { createRuleBook, type RuleBook } from './createRuleBook'
import { createRuleDesk, type RuleDesk } from './createRuleDesk'

const engineer: Actor = { kind: 'account', id: 'A-1', name: '陈工' }
const leader: Actor = { kind: 'account', id: 'A-2', name: '周敏' }
const onCall = {
  triggers: [{ kind: 'alarm', devices: { systemKeys: ['fire.call_point'] }, alarms: ['called'], phase: 'raised' }],
  conditions: [],
}
const unlock = {
  kind: 'command',
  devices: { systemKeys: ['security.door'], scope: 'sameBuilding', max: 9 },
  service: 'unlock',
  input: {},
}
const shipped: RuleDraft[] = [warmRule({ id: 'fire', ...onCall })]

let opened: TestJournal
let book: RuleBook
let desk: RuleDesk
let keys = 0
const key = () => IdempotencyKey.parse(`k${keys++}`)

beforeEach(async () => {
  opened = await openTestJournal()
  const registry = new Registry(testDistrict(), 1)
  const { journal, clock } = opened
  book = createRuleBook({ registry, journal, shipped })
  const { world } = createTestWorld()
  const commandRules = { fence: () => 7, check: () => undefined }
  desk = createRuleDesk({ registry, journal, book, shipped, world: () => world, commandRules, now: () => clock.nowMs })
})
afterEach(async () => {
  book.stop()
  await opened.dispose()
})

it('keeps a rule in versions, off until it is switched on, and refuses who saw an older one', async () => {
  expect(await desk.save({ key: key(), rule: warmRule(), basis: 0 }, engineer)).toMatchObject({
    id: 'warm',
    version: 1,
  })
  expect(book.rules.get('warm')).toMatchObject({ isEnabled: false, version: 1, origin: 'own' })
  const second = warmRule({ note: 'second' })
  await expect(desk.save({ key: key(), rule: second, basis: 0 }, leader)).rejects.toMatchObject({ code: 'worldMoved' })
  await desk.save({ key: key(), rule: second, basis: 1 }, leader)
  await desk.enable({ key: key(), id: 'warm', isEnabled: true }, leader)
  expect(book.rules.get('warm')).toMatchObject({ isEnabled: true, version: 2 })
  expect((await desk.versions('warm')).versions.map(({ version, saved }) => [version, saved.by.id])).toEqual([
    [2, 'A-2'],
    [1, 'A-1'],
  ])
  await desk.remove({ key: key(), id: 'warm', basis: 2 }, leader)
  expect(book.rules.get('warm')?.isRemoved ?? true).toBe(true)
})

it('refuses a bad rule with field and reason, and saves nothing of it', async () => {
  const bad = warmRule({ conditions: [{ kind: 'expression', source: 'heat > 3' }] })
  await expect(desk.save({ key: key(), rule: bad, basis: 0 }, engineer)).rejects.toMatchObject({
    code: 'badRule',
    details: { problems: [{ path: 'conditions.0.source', code: 'badExpression', start: 0, end: 4 }] },
  })
  expect(book.rules.has('warm')).toBe(false)
})

it('switches a rule off in a building, and never one that life depends on', async () => {
  await desk.save({ key: key(), rule: warmRule(), basis: 0 }, engineer)
  const area = { kind: 'building', id: 'T1' } as never
  await desk.enable({ key: key(), id: 'warm', isEnabled: false, area }, engineer)
  expect(book.rules.get('warm')?.offIn).toEqual([{ kind: 'building', id: 'T1' }])
  const off = desk.enable({ key: key(), id: 'fire', isEnabled: false }, engineer)
  await expect(off).rejects.toMatchObject({ code: 'lifeSafety' })
})

it('lets a version act by itself only after somebody else has approved it', async () => {
  const rule = warmRule({ id: 'own-fire', ...onCall, actions: [{ ...unlock, authority: 'act' }] })
  await desk.save({ key: key(), rule, basis: 0 }, engineer)
  expect(book.rules.get('own-fire')?.approval).toBe('wanted')
  const own = desk.approve({ key: key(), id: 'own-fire', version: 1 }, engineer)
  await expect(own).rejects.toMatchObject({ code: 'needsSecondPerson' })
  await desk.approve({ key: key(), id: 'own-fire', version: 1 }, leader)
  expect(book.rules.get('own-fire')?.approval).toBe('given')
  await desk.save({ key: key(), rule: { ...rule, note: 'changed' }, basis: 1 }, engineer)
  expect(book.rules.get('own-fire')?.approval).toBe('wanted')
})

it('does what was proposed at one key, once, in the name of who pressed it', async () => {
  await desk.save({ key: key(), rule: warmRule({ id: 'open', ...onCall, actions: [unlock] }), basis: 0 }, engineer)
  await opened.journal.write(() => [
    {
      kind: 'ruleFiring.fired',
      subjectId: 'F-1',
      actor: { kind: 'rule', id: 'open' },
      payload: {
        ruleId: 'open',
        version: 1,
        name: { zh: '开门', en: 'Open' },
        cause: { trigger: 0, kind: 'alarm', atMs: startMs, deviceId: DeviceId.parse('CP-1') },
        parts: [],
        deeds: [
          { action: 0, kind: 'command', how: 'propose', to: 'DR-1', service: 'unlock', input: {}, commandClass: 2 },
        ],
        isStanding: false,
        proposedUntilMs: startMs + 600_000,
      },
    },
  ])
  await desk.confirm({ key: key(), firingId: 'F-1' }, leader)
  await expect(desk.confirm({ key: key(), firingId: 'F-1' }, leader)).rejects.toMatchObject({ code: 'alreadySet' })
  const commands = [...opened.journal.view.list('command')]
  expect(commands).toMatchObject([{ deviceId: 'DR-1', service: 'unlock', fence: 7, issued: { by: leader } }])
  expect(opened.journal.view.get('ruleFiring', 'F-1')?.proposal).toMatchObject({ state: 'confirmed' })
})

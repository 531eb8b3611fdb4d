import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DeviceType, LocalText, RuleDraft } from '../../../domain/contract'
import { systemPacks } from '../../../domain/packs'
import { shippedRules } from '../../../domain/rules/shippedRules'
import { createRegistry } from '../../feed/Registry'
import { formatNumber } from '../../i18n/format'
import { startI18n } from '../../i18n'
import { makeRegistryParts } from '../../testing/builders'
import { actionKinds, conditionKinds, newAction, newCondition, newRule, newTrigger, triggerKinds } from './newParts'
import { addPart } from './ruleEdits'
import { createRuleNames } from './ruleNames'
import { createRuleWords } from './ruleWords'
import { makeDraft } from './testRules'

beforeAll(async () => void (await startI18n('zh-CN')))

function wordsIn(language: 'zh' | 'en', deviceTypes: readonly DeviceType[] = makeRegistryParts().deviceTypes) {
  const registry = createRegistry({ ...makeRegistryParts(), deviceTypes: [...deviceTypes] })
  const text = (of: LocalText) => of[language]
  return createRuleWords({
    t: i18next.getFixedT(language === 'zh' ? 'zh-CN' : 'en', ['rules', 'common', 'dispatch']),
    names: createRuleNames(registry, text, new Map([['route-2', '市局平台']])),
    text,
    number: formatNumber,
  })
}

const smoke = makeRegistryParts().deviceTypes.find(({ id }) => id === 'smoke')
const systemKeys = [smoke?.systemKey ?? '']

const ventilation: RuleDraft = {
  ...makeDraft({
    triggers: [{ kind: 'sample', devices: { systemKeys }, property: 'obscuration' }],
    areas: { plotIds: ['p1'], buildingIds: [] },
    conditions: [
      { kind: 'expression', source: '(obscuration > 3.5 || hour >= 22) && !(obscuration == 9)' },
      { kind: 'held', forMs: 120_000 },
      { kind: 'time', from: '22:00', to: '06:00', days: { weekdays: [6, 7] }, isNot: true },
    ],
    actions: [
      { kind: 'show', devices: { systemKeys, scope: 'near', radiusM: 60, max: 4 } },
      { kind: 'order', skills: ['fire'], count: 2, instruction: { zh: '到场核实', en: 'Check on the spot' } },
    ],
  }),
}

describe('a rule as a sentence', () => {
  test('names the target that it forwards to, and one that nobody knows by its id', () => {
    const words = wordsIn('zh')
    const to = (targetId: string) => words.sentence({ ...ventilation, actions: [{ kind: 'forward', targetId }] })
    expect(to('route-2')).toContain('转发到 市局平台')
    expect(to('route-9')).toContain('转发到 route-9')
  })

  test('can be read by a shift leader, in Chinese', () => {
    const name = smoke?.name.zh
    expect(wordsIn('zh').sentence(ventilation)).toBe(
      `当${name}上报减光率，且在澄湖中心，且（（减光率高于 3.5\u2009%/m或钟点不低于 22），且并非“减光率为 9\u2009%/m”），且已持续 2 分钟，且并非“时间在周六、周日 22:00 至 06:00”时，` +
        `把半径 60 m 内的${name}（最多 4 台）弹到大屏；派 2 名消防人员：“到场核实”。每台设备 10 分钟内最多 1 次。`,
    )
  })

  test('and in English', () => {
    const name = smoke?.name.en
    expect(wordsIn('en').sentence(ventilation)).toBe(
      `When ${name} reports Obscuration, in Chenghu Centre, and ((Obscuration is above 3.5\u2009%/m or the hour is at least 22) and not “Obscuration is 9\u2009%/m”) and it has lasted 2 min` +
        ` and not “it is between 22:00 and 06:00 on Sat, Sun”, then bring ${name} within 60 m (4 at most) up on the wall; send 2 with fire: “Check on the spot”.` +
        ' At most 1 × in 10 min for each device. ',
    )
  })

  test('an expression that words cannot say is quoted, never told wrongly', () => {
    const rule = makeDraft({
      triggers: [{ kind: 'sample', devices: { systemKeys }, property: 'obscuration' }],
      conditions: [{ kind: 'expression', source: 'obscuration > 3 ? hour > 2 || minute > 3 : true' }],
    })
    expect(wordsIn('zh').condition(rule.conditions[0]!, rule)).toBe(
      '“obscuration > 3 ? hour > 2 || minute > 3 : true”成立',
    )
  })

  test('a unit and a lone yes or no are said too', () => {
    const rule = makeDraft({
      triggers: [{ kind: 'sample', devices: { systemKeys }, property: 'obscuration' }],
      conditions: [{ kind: 'expression', source: 'value >= unit(0.3, "MPa") || isWorkday' }],
    })
    expect(wordsIn('zh').condition(rule.conditions[0]!, rule)).toBe('减光率不低于 0.3\u2009MPa或工作日为 是')
  })

  test('a command that moves doors or traffic says that a person has to confirm it, unless it may act alone', () => {
    const types = systemPacks
    const door = types.find(({ services }) => services.some(({ commandClass }) => commandClass >= 2))!
    const service = door.services.find(({ commandClass }) => commandClass >= 2)!
    const command = {
      kind: 'command' as const,
      devices: { systemKeys: [door.systemKey], scope: 'sameFloor' as const, max: 3 },
      service: service.id,
      input: {},
    }
    const words = wordsIn('zh', types)
    expect(words.action(command, makeDraft())).toMatch(/^提请值守确认后/)
    expect(words.action({ ...command, authority: 'act' }, makeDraft())).not.toMatch(/确认/)
  })

  test.each(['zh', 'en'] as const)('every shipped rule and every kind of part has its words, in %s', (language) => {
    const words = wordsIn(language, systemPacks)
    let every = newRule('every', 'x')
    for (const kind of triggerKinds) every = { ...every, triggers: [...every.triggers, newTrigger(kind)] }
    for (const kind of conditionKinds) every = addPart(every, 'condition', newCondition(kind))
    for (const kind of actionKinds) every = addPart(every, 'action', newAction(kind))
    for (const rule of [...shippedRules, every]) {
      const sentence = words.sentence(rule)
      // A key that has no text, a value that was not filled in, a name that nobody gave.
      expect(sentence).not.toMatch(/\{\{|undefined|\b(trigger|condition|action|where|limit)\.[a-z]/)
      if (rule !== every) expect(sentence).not.toMatch(/[a-z]_[a-z]/)
    }
  })
})

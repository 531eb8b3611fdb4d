import { Rule, RuleDecision, RuleDraft } from '../../../domain/contract'
import type { z } from 'zod'

/** A rule of the test district: smoke brings cameras up and stops ventilation, unless it is a working day. */
export const makeDraft = (partial: Partial<z.input<typeof RuleDraft>> = {}): RuleDraft =>
  RuleDraft.parse({
    id: 'smoke-shows-camera',
    name: { zh: '烟感弹摄像机', en: 'Smoke opens the camera' },
    areas: { plotIds: [], buildingIds: [] },
    triggers: [{ kind: 'sample', devices: { systemKeys: ['fire.smoke'] }, property: 'obscuration' }],
    inputs: [],
    conditions: [{ kind: 'expression', source: 'obscuration > 3.5' }],
    actions: [{ kind: 'message', posts: ['shiftLeader'], text: { zh: '烟感升高', en: 'Smoke rises' } }],
    limit: { times: 1, withinMs: 600_000, of: 'device' },
    ...partial,
  })

export const makeRule = (partial: Partial<z.input<typeof Rule>> = {}): Rule =>
  Rule.parse({
    ...makeDraft(),
    version: 1,
    origin: 'own',
    isLifeSafety: false,
    isEnabled: true,
    offIn: [],
    saved: { by: { kind: 'account', id: 'li', name: '李伟' }, atMs: 1_000_000 },
    approval: 'notNeeded',
    isRemoved: false,
    ...partial,
  })

export const makeDecision = (partial: Partial<z.input<typeof RuleDecision>> = {}): RuleDecision =>
  RuleDecision.parse({
    ruleId: 'smoke-shows-camera',
    version: 1,
    id: 'd-1',
    cause: { trigger: 0, kind: 'sample', atMs: 1_000_000, deviceId: 'smoke-1806', value: 4.2 },
    outcome: 'fires',
    parts: [
      {
        condition: 0,
        kind: 'expression',
        source: 'obscuration > 3.5',
        holds: 'yes',
        values: [{ name: 'obscuration', value: 4.2, unit: '%/m' }],
      },
    ],
    deeds: [{ action: 0, kind: 'message', how: 'act', to: 'sun-hao' }],
    ...partial,
  })

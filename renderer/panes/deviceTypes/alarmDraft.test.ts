import { expect, test } from 'vitest'
import { AlarmDefinition } from '../../../domain/contract'
import { makeRegistry } from '../../testing/builders'
import { conditionKinds, newAlarm, watchable, withConditionKind } from './alarmDraft'
import { problemsOf, withNames } from './typeDraft'

const smoke = makeRegistry().types.get('smoke')!
const [point] = smoke.properties
const named = {
  ...smoke,
  properties: [
    ...smoke.properties,
    {
      id: 'mode',
      name: { zh: '方式', en: 'Mode' },
      type: 'enum' as const,
      access: 'read' as const,
      reportPeriodMs: 60_000,
    },
  ],
  events: [{ id: 'tested', name: { zh: '已自检', en: 'Tested' } }],
}

test('a new alarm wants an id and a name, English may follow later, and then it is whole', () => {
  const at = smoke.alarms.length
  const draft = { ...smoke, alarms: [...smoke.alarms, newAlarm(smoke)] }
  expect(problemsOf(draft).map(({ path }) => path)).toEqual(
    expect.arrayContaining([`alarms[${at}].id`, `alarms[${at}].name.zh`]),
  )
  const whole = { ...newAlarm(smoke), id: 'warm', name: { zh: '偏热', en: '' }, response: [{ zh: '去看', en: '' }] }
  const written = { ...smoke, alarms: [...smoke.alarms, whole] }
  expect(problemsOf(written)).toEqual([])
  expect(withNames(written).alarms[at]).toMatchObject({ name: { en: '偏热' }, response: [{ en: '去看' }] })
})

test('two alarms of one id are found', () => {
  const [first] = smoke.alarms
  expect(problemsOf({ ...smoke, alarms: [first!, first!] })).toContainEqual({ path: 'alarms[1].id', code: 'malformed' })
})

test('every kind of condition begins with one that the contract takes, but for the expression that is still to be written', () => {
  for (const kind of conditionKinds.filter((each) => each !== 'expression')) {
    const condition = withConditionKind(named, kind, { kind: 'offline' })
    const alarm = { ...newAlarm(named), id: 'x', name: { zh: '甲', en: 'A' }, condition }
    expect(AlarmDefinition.safeParse(alarm).error?.issues, kind).toBeUndefined()
  }
})

test('another kind keeps the point and the limit where they still mean something', () => {
  const above = { kind: 'above', property: point!.id, limit: 7, deadband: 1 } as const
  expect(withConditionKind(named, 'below', above)).toEqual({ ...above, kind: 'below' })
  expect(withConditionKind(named, 'equals', above)).toMatchObject({ property: 'mode' })
  expect(watchable(named, 'above').map(({ id }) => id)).not.toContain('mode')
})

import { expect, test } from 'vitest'
import { DeviceService, OutputField } from '../../../domain/contract'
import { makeRegistry } from '../../testing/builders'
import { newEvent, newField, newService, valuesFromText, valuesToText, withKind } from './partDraft'
import { problemsOf, withNames } from './typeDraft'

const smoke = makeRegistry().types.get('smoke')!
const name = { zh: '自检', en: '' }

test('a new service and a new event are unfinished until they have an id and a name', () => {
  const draft = { ...smoke, services: [newService()], events: [newEvent()] }
  expect(problemsOf(draft).map(({ path }) => path)).toEqual(
    expect.arrayContaining(['services[0].id', 'services[0].name.zh', 'events[0].id', 'events[0].name.zh']),
  )
  const input = [{ ...newField(), id: 'for', name: { zh: '时长', en: '' } }]
  const done = {
    ...smoke,
    services: [{ ...newService(), id: 'test', name, input }],
    events: [{ ...newEvent(), id: 'tested', name }],
  }
  expect(problemsOf(done)).toEqual([])
  const [service] = withNames(done).services
  expect(DeviceService.parse(service)).toMatchObject({ name: { en: '自检' }, input: [{ name: { en: '时长' } }] })
})

test('an id that comes twice is found wherever it may not: services, their inputs, fields of events', () => {
  const field = { ...newField(), id: 'x', name }
  const draft = {
    ...smoke,
    services: [{ ...newService(), id: 'test', name, input: [field, field] }],
    events: [{ ...newEvent(), id: 'tested', name, fields: [field, field] }],
  }
  expect(problemsOf(draft).map(({ path }) => path)).toEqual(['services[0].input[1].id', 'events[0].fields[1].id'])
})

test('named numbers are read as they are shown, and keep what else is known of them', () => {
  const values = [
    { value: 0, name: { zh: '关', en: 'Off' }, isOurs: true },
    { value: 1, name: { zh: '开', en: 'On' } },
  ]
  expect(valuesToText(values)).toBe('0=关|Off; 1=开|On')
  expect(valuesFromText(valuesToText(values), values)).toEqual(values)
  expect(valuesFromText('2 = 自动；-1：停|Stop', values)).toEqual([
    { value: 2, name: { zh: '自动', en: '自动' } },
    { value: -1, name: { zh: '停', en: 'Stop' } },
  ])
  expect(valuesFromText('  ', values)).toBeUndefined()
})

test.each(['开', '1.5=半', '1=', '1=开; 1=又开', '=开', '0=关; 开'])('“%s” names no numbers', (text) => {
  expect(valuesFromText(text, undefined)).toBe('bad')
})

test('another kind of field lets go of what it cannot have', () => {
  const number = OutputField.parse({ id: 'x', name: { zh: '值', en: 'x' }, type: 'number', unit: 'V', min: 0, max: 9 })
  expect(withKind(number, 'text')).toEqual({ id: 'x', name: { zh: '值', en: 'x' }, type: 'text' })
  expect(withKind<OutputField>({ ...number, type: 'text', maxLength: 20 }, 'number')).toEqual(number)
})

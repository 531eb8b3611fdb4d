import { expect, test } from 'vitest'
import { rightsByRole, type Right, type Role } from '../../../domain/contract'
import { commandGate, commandInput } from './commandGate'

const rightsOf = (role: Role) => (right: Right) => rightsByRole[role].includes(right)

test.each([
  [0, 'dispatcher', 'online', { status: 'click' }],
  [1, 'dispatcher', 'abnormal', { status: 'click' }],
  [2, 'dispatcher', 'online', { status: 'hold' }],
  [2, 'engineer', 'online', { status: 'off', reason: 'noRightClass2' }],
  [3, 'dispatcher', 'online', { status: 'askSecond' }],
  [3, 'engineer', 'online', { status: 'off', reason: 'noRightClass2' }],
  [1, 'manager', 'online', { status: 'off', reason: 'noRight' }],
  [1, 'dispatcher', 'offline', { status: 'off', reason: 'offline' }],
  [1, 'dispatcher', 'outOfService', { status: 'off', reason: 'outOfService' }],
] as const)('a command of class %i for a %s on a device that is %s: %o', (commandClass, role, state, gate) => {
  expect(commandGate({ commandClass }, state, rightsOf(role), { isInScope: true, isApart: false })).toEqual(gate)
})

test('a device out of the scope takes no command, and what a role may not is said first', () => {
  const gate = (role: Role) =>
    commandGate({ commandClass: 1 }, 'online', rightsOf(role), { isInScope: false, isApart: true })
  expect(gate('dispatcher')).toEqual({ status: 'off', reason: 'outOfScope' })
  expect(gate('manager')).toEqual({ status: 'off', reason: 'noRight' })
})

const parameters = [
  { id: 'level', name: { zh: '亮度', en: 'Level' }, type: 'number' as const, min: 0, max: 100 },
  {
    id: 'mode',
    name: { zh: '模式', en: 'Mode' },
    type: 'enum' as const,
    values: [{ value: 1, name: { zh: '自动', en: 'Auto' } }],
  },
]

test('a command goes out only when every input is a number within its limits', () => {
  expect(commandInput(parameters, { level: '40', mode: '1' })).toEqual({ level: 40, mode: 1 })
  expect(commandInput(parameters, { level: '', mode: '1' })).toBeUndefined()
  expect(commandInput(parameters, { level: '140', mode: '1' })).toBeUndefined()
  expect(commandInput(parameters, { level: 'abc', mode: '1' })).toBeUndefined()
  expect(commandInput(parameters, { level: '40', mode: '7' })).toBeUndefined()
  expect(commandInput([], {})).toEqual({})
})

test('what needs two persons can be given by one only while the service is away, under break-glass', () => {
  const gate = (role: Role) =>
    commandGate({ commandClass: 3 }, 'online', rightsOf(role), { isInScope: true, isApart: true })
  expect(gate('dispatcher')).toEqual({ status: 'breakGlass' })
  expect(gate('engineer')).toEqual({ status: 'off', reason: 'noRightClass2' })
})

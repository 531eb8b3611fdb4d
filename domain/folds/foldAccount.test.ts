import { expect, it } from 'vitest'
import { foldSubject } from './fold'
import { entriesOf, type Told } from './testEntries'

const created: Told = [
  'account.created',
  { name: 'wu', displayName: '吴昊', role: 'dispatcher', isDemo: false, mustChangePassword: true },
]
const disabled: Told = ['account.disabled', { reason: 'left' }]
const enabled: Told = ['account.enabled', {}]

it.each<[string, Told[], object, Record<string, string>]>([
  [
    'is new with the date of its password',
    [created],
    { name: 'wu', isDisabled: false, mustChangePassword: true, passwordChangedAtMs: 1_000 },
    {},
  ],
  [
    'has a password of its own once it was changed',
    [created, ['account.passwordChanged', {}]],
    { mustChangePassword: false, passwordChangedAtMs: 2_000 },
    {},
  ],
  ['is disabled and enabled', [created, disabled, enabled], { isDisabled: false }, {}],
  ['is disabled once', [created, disabled, disabled], { isDisabled: true }, { e2: 'alreadySo' }],
  ['is enabled only when it was disabled', [created, enabled], { isDisabled: false }, { e1: 'alreadySo' }],
  [
    'shows nothing of a lock, which ends by itself',
    [created, ['account.locked', { untilMs: 9, failures: 5 }]],
    { isDisabled: false },
    {},
  ],
  ['is created once', [created, created], { name: 'wu' }, { e1: 'alreadyCreated' }],
])('an account %s', (_, told, account, voids) => {
  const folded = foldSubject('account', entriesOf('A-1', told))
  expect(folded.subject?.state).toMatchObject(account)
  expect(Object.fromEntries(folded.voids)).toEqual(voids)
})

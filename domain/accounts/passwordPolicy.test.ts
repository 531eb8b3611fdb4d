import { describe, expect, it } from 'vitest'
import { findPasswordFaults, isPasswordExpired, type PasswordFault } from './passwordPolicy'

const faults = (password: string) => findPasswordFaults(password, ['limin', '李敏'])

// req: R-6.4.3.2-07
describe('a new password (white paper 6.4.3.2)', () => {
  it.each<[string, PasswordFault[]]>([
    ['Riverside-41', []],
    ['tower7lantern!', []],
    ['Kq7mzpxw', []],
    ['山水Harbour9', []],
    ['Kq7mzpx', ['tooShort']],
    ['kq7mzpxw', ['tooFewClasses']],
    ['KQMZPXWV', ['tooFewClasses']],
    ['12345678', ['tooFewClasses']],
    ['Password1', ['tooCommon']],
    ['P@ssw0rd!', ['tooCommon']],
    ['Admin@123', ['tooCommon']],
    ['Qwer1234', ['tooCommon']],
    ['1qaz2WSX', ['tooCommon']],
    ['Abcd1234!', ['tooCommon']],
    ['Woaini1314', ['tooCommon']],
    ['Chengtai2026', ['tooCommon']],
    ['Aa1aaaaaaa', ['tooCommon']],
    ['1111111A', ['tooFewClasses', 'tooCommon']],
    ['Limin-2026x', ['containsName']],
    ['a', ['tooShort', 'tooFewClasses', 'tooCommon']],
  ])('%s has the faults %j', (password, expected) => {
    expect(faults(password)).toEqual(expected)
  })

  it('counts characters, not code units', () => {
    expect(faults('😀😀A1')).toContain('tooShort')
  })

  it('may hold a name of two characters: half of all passwords would', () => {
    expect(faults('Harbour李敏9')).toEqual([])
  })
})

it('a password holds 90 days', () => {
  const day = 86_400_000
  expect(isPasswordExpired(0, 90 * day)).toBe(false)
  expect(isPasswordExpired(0, 90 * day + 1)).toBe(true)
})

import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createPasswords } from './passwords'

it('a stored password has scrypt with N of at least 2^16, a salt of its own, and fits only itself', async () => {
  const passwords = createPasswords(randomBytes)
  const [first, second] = [await passwords.hash('Riverside-41'), await passwords.hash('Riverside-41')]
  expect(first).toMatch(/^scrypt:65536:8:1:[\w+/]{22}==:[\w+/]{43}=$/)
  expect(second).not.toBe(first)
  expect(await passwords.isRight(first, 'Riverside-41')).toBe(true)
  expect(await passwords.isRight(first, 'riverside-41')).toBe(false)
})

it('a password is the same however its characters were composed', async () => {
  const passwords = createPasswords(randomBytes, 2 ** 4)
  expect(await passwords.isRight(await passwords.hash('Caf\u00e9-Tower7'), 'Cafe\u0301-Tower7')).toBe(true)
})

it('the decoy costs the same work and fits nothing', async () => {
  const passwords = createPasswords(randomBytes, 2 ** 4)
  expect(passwords.decoy).toMatch(/^scrypt:16:8:1:/)
  expect(await passwords.isRight(passwords.decoy, '')).toBe(false)
})

it('a damaged stored password is an error, not a wrong password', async () => {
  await expect(createPasswords(randomBytes, 2 ** 4).isRight('scrypt:16', 'x')).rejects.toThrow('damaged')
})

import { expect, test } from 'vitest'
import { completeLock } from './completeLock.mjs'

const lockOf = (/** @type {Record<string, object>} */ packages) => ({ packages })

test('an optional package of another platform that the lock lacks gets an entry', () => {
  const lock = lockOf({ '': {}, 'node_modules/a': { optionalDependencies: { '@a/binding-darwin-arm64': '1.2.3' } } })

  const completed = completeLock(lock)

  expect(completed.added).toEqual(['@a/binding-darwin-arm64@1.2.3'])
  expect(completed.lock.packages['node_modules/@a/binding-darwin-arm64']).toEqual({
    version: '1.2.3',
    cpu: ['arm64'],
    optional: true,
    os: ['darwin'],
  })
})

test('a musl build is marked as such', () => {
  const lock = lockOf({ 'node_modules/a': { optionalDependencies: { 'a-linux-x64-musl': '1.0.0' } } })

  expect(completeLock(lock).lock.packages['node_modules/a-linux-x64-musl']).toMatchObject({
    libc: ['musl'],
    os: ['linux'],
  })
})

test('what the lock holds, at the top or beside its user, stays as it is', () => {
  const lock = lockOf({
    'node_modules/a': { optionalDependencies: { 'a-linux-x64': '1.0.0' } },
    'node_modules/a-linux-x64': { version: '1.0.0' },
    'node_modules/b': { optionalDependencies: { 'b-linux-x64': '2.0.0' } },
    'node_modules/b/node_modules/b-linux-x64': { version: '2.0.0' },
  })

  expect(completeLock(lock)).toEqual({ lock, added: [], leftAlone: [] })
})

test('a package whose name tells no platform, or whose version is a range, is left alone and named', () => {
  const lock = lockOf({ 'node_modules/a': { optionalDependencies: { fsevents: '1.0.0', 'a-win32-x64': '^1.0.0' } } })

  expect(completeLock(lock)).toMatchObject({ added: [], leftAlone: ['fsevents', 'a-win32-x64'] })
})

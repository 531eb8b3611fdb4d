import { expect, test } from 'vitest'
import { findDrift } from './nodeModules.mjs'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a-darwin': { version: '1.0.0', optional: true },
  },
}

test('nothing installed is drift of every package that is not optional', () => {
  expect(findDrift(lock, undefined)).toEqual(['node_modules/a'])
})

test('an optional package of another platform may be missing', () => {
  expect(findDrift(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toEqual([])
})

test('another version than the lock says is drift', () => {
  expect(findDrift(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toEqual(['node_modules/a'])
})

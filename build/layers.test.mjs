/** The layer table of docs/developers.md holds only if planted imports are refused: one small house, every plant in it, one run. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './root.mjs'
import { program } from './testing/checks.mjs'

const forbidden = [
  ['domain', 'connectors'],
  ['domain', 'core'],
  ['domain', 'renderer'],
  ['connectors', 'core'],
  ['core', 'service'],
  ['core', 'main'],
  ['core', 'demo'],
  ['service', 'main'],
  ['service', 'renderer'],
  ['service', 'bench'],
  ['main', 'service'],
  ['main', 'renderer'],
  ['preload', 'main'],
  ['renderer', 'core'],
  ['renderer', 'preload'],
  ['layouts', 'renderer'],
  ['demo', 'core'],
]

const allowed = [
  ['connectors', 'domain'],
  ['core', 'connectors'],
  ['core', 'domain'],
  ['service', 'core'],
  ['main', 'core'],
  ['main', 'layouts'],
  ['preload', 'domain'],
  ['renderer', 'layouts'],
  ['demo', 'connectors'],
  ['tests', 'service'],
]

/** @type {Record<string, string>} */
const plants = {
  'domain/typeOnly.ts': `import type { Leaf } from '../core/leaf'\nexport type A = Leaf\n`,
  'domain/readsFiles.ts': `import fs from 'node:fs'\nexport const a = fs\n`,
  'renderer/usesNode.ts': `import path from 'node:path'\nexport const a = path\n`,
  'core/serves.ts': `import fastify from 'fastify'\nexport const a = fastify\n`,
  'service/serves.ts': `import fastify from 'fastify'\nexport const a = fastify\n`,
  'core/usesHelper.ts': `import { leaf } from '../tests/support/leaf'\nexport const a = leaf\n`,
  'core/usesHelper.test.ts': `import { leaf } from '../tests/support/leaf'\nexport const a = leaf\n`,
  'core/usesTests.test.ts': `import { leaf } from '../tests/leaf'\nexport const a = leaf\n`,
  'tests/support/leaf.ts': 'export const leaf = 1\n',
  'tests/leaf.ts': 'export const leaf = 1\n',
  'core/circleA.ts': `import { b } from './circleB'\nexport const a = () => b\n`,
  'core/circleB.ts': `import { a } from './circleA'\nexport const b = () => a\n`,
}

let house = ''
/** @type {{ from: string, rule: { name: string } }[]} */
let violations = []

beforeAll(() => {
  house = fs.mkdtempSync(path.join(os.tmpdir(), 'chengtai-layers-'))
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json'])
    fs.copyFileSync(path.join(root, file), path.join(house, file))
  write('package.json', '{ "dependencies": { "fastify": "1.0.0" } }')
  write('node_modules/fastify/package.json', '{ "name": "fastify", "main": "index.js" }')
  write('node_modules/fastify/index.js', '')
  for (const [from = '', to = ''] of [...forbidden, ...allowed]) {
    write(`${from}/to-${to}.ts`, `import { leaf } from '../${to}/leaf'\nexport const a = leaf\n`)
    write(`${to}/leaf.ts`, 'export const leaf = 1\nexport type Leaf = number\n')
  }
  for (const [file, text] of Object.entries(plants)) write(file, text)
  const folders = fs.readdirSync(house).filter((name) => !name.includes('.') && name !== 'node_modules')
  const args = [program('dependency-cruiser', 'depcruise'), '--output-type', 'json', ...folders]
  violations = JSON.parse(spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' }).stdout).summary.violations
})

afterAll(() => fs.rmSync(house, { recursive: true, force: true }))

test.each(forbidden)('%s/ must not import %s/', (from, to) => {
  expect(brokenBy(`${from}/to-${to}.ts`)).toEqual([`layer-${from}`])
})

test.each(allowed)('%s/ may import %s/', (from, to) => {
  expect(brokenBy(`${from}/to-${to}.ts`)).toEqual([])
})

test('a type import counts too', () => {
  expect(brokenBy('domain/typeOnly.ts')).toEqual(['layer-domain'])
})

test('only tests use the helpers of tests', () => {
  expect(brokenBy('core/usesHelper.ts')).toEqual(['tests-not-imported'])
  expect(brokenBy('core/usesHelper.test.ts')).toEqual([])
  expect(brokenBy('core/usesTests.test.ts')).toEqual(['only-test-helpers'])
})

test('files must not import each other in a circle', () => {
  expect([...brokenBy('core/circleA.ts'), ...brokenBy('core/circleB.ts')]).toContain('no-circles')
})

test('the domain must not touch the file system', () => {
  expect(brokenBy('domain/readsFiles.ts')).toEqual(['pure-domain'])
})

test('pages must not use Node', () => {
  expect(brokenBy('renderer/usesNode.ts')).toEqual(['pages-without-node'])
})

test('the web framework is for the service, not for the core', () => {
  expect(brokenBy('core/serves.ts')).toEqual(['core-without-web-framework'])
  expect(brokenBy('service/serves.ts')).toEqual([])
})

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  fs.mkdirSync(path.join(house, path.dirname(file)), { recursive: true })
  fs.writeFileSync(path.join(house, file), text)
}

/**
 * @param {string} file
 * @returns {string[]} names of the rules that it breaks
 */
function brokenBy(file) {
  return violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)
}

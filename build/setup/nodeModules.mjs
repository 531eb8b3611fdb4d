/** Node modules: there, of the versions in the lock, and with a sqlite3 that loads. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { say } from '../messages.mjs'
import { root } from '../root.mjs'
import { isReachable } from './isReachable.mjs'
import { npmCommand, runStep } from './run.mjs'
import { SetupError } from './SetupError.mjs'
import { installGroup, missingCommands } from './systemPackages.mjs'

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

const sqlitePrebuilds = 'https://github.com/TryGhost/node-sqlite3/releases'

/**
 * @param {Lock} lock what should be installed
 * @param {Lock | undefined} installed what npm wrote down as installed (`node_modules/.package-lock.json`)
 * @returns {string[]} packages that are missing or of another version; optional ones may be missing
 */
export function findDrift(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([location]) => location !== '')
    .filter(([location, locked]) => {
      const present = installed?.packages[location]
      if (!present) return !(locked.optional || locked.devOptional)
      return present.version !== locked.version
    })
    .map(([location]) => location)
}

/** @returns {boolean} whether `npm ci` has nothing to do */
export function areNodeModulesCurrent() {
  const lock = readJson(path.join(root, 'package-lock.json'))
  if (!lock) throw new SetupError('lockMissing')
  return findDrift(lock, readJson(path.join(root, 'node_modules/.package-lock.json'))).length === 0 && doesSqliteLoad()
}

/** Installs by `npm ci`; first the tools for compiling sqlite3, where its ready-made binary cannot be fetched. */
export async function installNodeModules() {
  const tools = missingCommands('build')
  if (tools.length > 0 && !(await isReachable(sqlitePrebuilds))) {
    say('buildToolsNeeded', { tools: tools.join(' ') })
    await installGroup('build', tools)
  }
  say('installingModules')
  const npm = npmCommand(['ci', '--strict-allow-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  const total = countExpected()
  const progress = () => `${Math.min(countInstalled(), total)}/${total}`
  const result = await runStep(npm.command, npm.args, { what: 'npm ci', progress })
  if (!result.ok) throw new SetupError('modulesFailed', {}, result.output)
  if (!doesSqliteLoad()) throw new SetupError('sqliteFailed', {}, result.output)
  say('modulesReady')
}

/** How many packages stand on the top level of node_modules when all are there. */
function countExpected() {
  const lock = readJson(path.join(root, 'package-lock.json'))
  const required = Object.entries(lock?.packages ?? {}).filter(([, locked]) => !locked.optional)
  return required.filter(([location]) => location.lastIndexOf('node_modules/') === 0).length
}

/** npm makes every folder first and fills it when its archive has come. */
function countInstalled() {
  const folder = path.join(root, 'node_modules')
  if (!fs.existsSync(folder)) return 0
  const names = fs.readdirSync(folder).filter((name) => !name.startsWith('.'))
  const packages = names.flatMap((name) =>
    name.startsWith('@') ? fs.readdirSync(path.join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
  )
  return packages.filter((name) => fs.existsSync(path.join(folder, name, 'package.json'))).length
}

/** The one native module; asked in a process of its own so that a broken binary cannot take this one down. */
function doesSqliteLoad() {
  const script = "const s = require('sqlite3'); new s.Database(':memory:').close()"
  return spawnSync(process.execPath, ['-e', script], { cwd: root, stdio: 'ignore' }).status === 0
}

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined
}

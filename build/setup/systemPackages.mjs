/** Sees which system packages are missing; installs them on Debian and Ubuntu, and elsewhere says exactly what to install. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { say } from '../messages.mjs'
import { commandsOf, dummyDriverFiles, packageTable } from './packageTable.mjs'
import { hasCommand, runStep } from './run.mjs'
import { SetupError } from './SetupError.mjs'

/** @typedef {import('./packageTable.mjs').Group} Group */

/** What other programs say is read here in English. */
const untranslated = /** @type {const} */ ({ encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })

/**
 * @param {'build' | 'tests' | 'browser'} group
 * @returns {string[]} programs of the group that are not there
 */
export function missingCommands(group) {
  return process.platform === 'linux' ? commandsOf[group].filter((command) => !hasCommand(command)) : []
}

/**
 * @param {string} electronFolder folder of the Electron executable
 * @returns {string[]} shared libraries that the executable needs and the system does not have
 */
export function missingElectronLibraries(electronFolder) {
  if (process.platform !== 'linux' || !hasCommand('ldd')) return []
  const { stdout } = spawnSync('ldd', [path.join(electronFolder, 'electron')], untranslated)
  return parseMissingLibraries(stdout ?? '')
}

/**
 * @param {string} lddOutput
 * @returns {string[]}
 */
export function parseMissingLibraries(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].flatMap(([, name]) => name ?? [])
}

/** @returns {string[]} what is missing for an X server with several screens in memory */
export function missingForDisplays() {
  const missing = commandsOf.displays.filter((command) => !hasCommand(command))
  return dummyDriverFiles.some((file) => fs.existsSync(file)) ? missing : [...missing, 'dummy_drv.so']
}

/**
 * Installs one group by apt, as root or by sudo after saying so.
 *
 * @param {Group} group
 * @param {readonly string[]} missing what was missed, for the message
 * @throws {SetupError} when this cannot be done from here; the message names the command to type
 */
export async function installGroup(group, missing) {
  const manager = packageManager()
  const wanted = manager ? packageTable[group][manager] : packageTable[group].apt
  if (manager !== 'apt') {
    const command = manager ? `${managerCommands[manager]} ${wanted}` : wanted
    throw new SetupError('installByHand', { missing: missing.join(' ') }, command)
  }
  const isRoot = process.getuid?.() === 0
  if (!isRoot && !canUseSudo()) {
    throw new SetupError('installByHand', { missing: missing.join(' ') }, `sudo apt-get install ${wanted}`)
  }
  say(isRoot ? 'installingPackages' : 'installingPackagesBySudo', { packages: wanted })
  await apt(isRoot, ['update', '-qq'])
  const names = wanted.split(' ').map(availableName)
  const result = await apt(isRoot, ['install', '-y', '-qq', '--no-install-recommends', ...names])
  if (!result.ok) throw new SetupError('packagesFailed', { packages: names.join(' ') }, result.output)
}

const managerCommands = { dnf: 'sudo dnf install', pacman: 'sudo pacman -S' }

/** @returns {import('./packageTable.mjs').PackageManager | undefined} */
function packageManager() {
  if (hasCommand('apt-get')) return 'apt'
  if (hasCommand('dnf')) return 'dnf'
  return hasCommand('pacman') ? 'pacman' : undefined
}

/** sudo may ask for a password only where somebody can type it. */
function canUseSudo() {
  if (!hasCommand('sudo')) return false
  return process.stdin.isTTY || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
}

/**
 * @param {boolean} isRoot
 * @param {readonly string[]} args
 */
function apt(isRoot, args) {
  const command = ['apt-get', '-o', 'DPkg::Lock::Timeout=120', ...args]
  const [program = 'sudo', ...rest] = isRoot ? command : ['sudo', 'DEBIAN_FRONTEND=noninteractive', ...command]
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  return runStep(program, rest, { what: `apt-get ${args[0]}`, env, interactive: !isRoot })
}

/**
 * Ubuntu 24.04 and Debian 13 renamed libraries for 64-bit time (`libasound2` is now `libasound2t64`).
 *
 * @param {string} name
 */
function availableName(name) {
  const isCandidate = (/** @type {string} */ candidate) => {
    const { stdout } = spawnSync('apt-cache', ['policy', candidate], untranslated)
    return /Candidate: (?!\(none\))/.test(stdout ?? '')
  }
  return !isCandidate(name) && isCandidate(`${name}t64`) ? `${name}t64` : name
}

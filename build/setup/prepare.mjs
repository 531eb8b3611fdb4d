/**
 * Brings a fresh machine to the point where the console starts: node modules, Electron, its system libraries. Each step looks
 * first and acts only on what is missing.
 */
import path from 'node:path'
import { ensureElectron, findCachedFallback, findElectron } from '../electronRuntime.mjs'
import { say } from '../messages.mjs'
import { areNodeModulesCurrent, installNodeModules } from './nodeModules.mjs'
import { SetupError } from './SetupError.mjs'
import { installGroup, missingElectronLibraries } from './systemPackages.mjs'

const OLDEST_NODE = [20, 19]

/** @returns {Promise<import('../electronRuntime.mjs').ElectronRuntime>} */
export async function prepare() {
  checkNode()
  if (!areNodeModulesCurrent()) await installNodeModules()
  const electron = await ensureElectron()
  const libraries = missingElectronLibraries(path.dirname(electron.executable))
  if (libraries.length > 0) {
    await installGroup('electron', libraries)
    const still = missingElectronLibraries(path.dirname(electron.executable))
    if (still.length > 0) throw new SetupError('librariesMissing', { libraries: still.join(' ') })
  }
  return electron
}

/**
 * Looks and tells, changes nothing.
 *
 * @returns {boolean} whether `prepare` would have nothing to do
 */
export function reportState() {
  checkNode()
  const hasModules = areNodeModulesCurrent()
  say(hasModules ? 'stateModulesReady' : 'stateModulesMissing')
  const electron = findElectron() ?? findCachedFallback()
  if (!electron) {
    say('stateElectronMissing')
    return false
  }
  say(electron.isFallback ? 'usingFallback' : 'usingElectron', { version: electron.version })
  const libraries = missingElectronLibraries(path.dirname(electron.executable))
  if (libraries.length > 0) say('librariesMissing', { libraries: libraries.join(' ') })
  return hasModules && libraries.length === 0
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE
  const isOldEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
  if (!isOldEnough) throw new SetupError('nodeTooOld', { have: process.versions.node, want: OLDEST_NODE.join('.') })
}

/** Finds an Electron that runs here, fetching one if need be. As a program it prints the folder. */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { cachedFallback, fallbackVersion, fetchFallback } from './electron/fallbackRuntime.mjs'
import { say } from './messages.mjs'
import { root } from './root.mjs'
import { isReachable } from './setup/isReachable.mjs'
import { runStep } from './setup/run.mjs'
import { SetupError } from './setup/SetupError.mjs'

/**
 * @typedef {object} ElectronRuntime
 * @property {string} folder what `ELECTRON_OVERRIDE_DIST_PATH` takes
 * @property {string} executable
 * @property {string} version
 * @property {boolean} isFallback an old runtime for tests only
 */

const electronPackage = path.join(root, 'node_modules/electron')

/** Asked in this order when the user has not set a mirror; what comes is checked against the hashes in the electron package. */
const mirrors = ['https://github.com/electron/electron/releases/download/', 'https://npmmirror.com/mirrors/electron/']

const DOWNLOAD_LIMIT_MS = 15 * 60_000

/**
 * What is there already, without touching the network: the folder that `ELECTRON_OVERRIDE_DIST_PATH` names, or the electron
 * package's own download.
 *
 * @returns {ElectronRuntime | undefined}
 */
export function findElectron() {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (given) {
    const runtime = describe(given, given === cachedFallback())
    if (!runtime) throw new SetupError('overrideBroken', { folder: given })
    return runtime
  }
  const own = describe(path.join(electronPackage, 'dist'), false)
  return own?.version === lockedVersion() ? own : undefined
}

/** @returns {ElectronRuntime | undefined} the fallback runtime, when it is in the cache */
export function findCachedFallback() {
  const cached = cachedFallback()
  return cached ? describe(cached, true) : undefined
}

/** @returns {Promise<ElectronRuntime>} */
export async function ensureElectron() {
  const found = findElectron() ?? (await downloadElectron())
  if (found) return tell(found)
  const fallback = findCachedFallback() ?? describe(await fetchFallback(), true)
  if (!fallback) throw new SetupError('noElectron')
  return tell(fallback)
}

/** @param {ElectronRuntime} runtime */
function tell(runtime) {
  if (runtime.isFallback) say('usingFallback', { version: fallbackVersion })
  else say('usingElectron', { version: runtime.version })
  return runtime
}

/** The electron package's own download, from the first mirror that answers. */
async function downloadElectron() {
  const version = lockedVersion()
  for (const mirror of await reachableMirrors(version)) {
    say('downloadingElectron', { version, mirror: mirror ?? 'ELECTRON_MIRROR' })
    const result = await runStep(process.execPath, [path.join(electronPackage, 'install.js')], {
      what: `electron ${version}`,
      timeoutMs: DOWNLOAD_LIMIT_MS,
      env: {
        ...(mirror ? { ELECTRON_MIRROR: mirror } : {}),
        ...(isBehindProxy() ? { ELECTRON_GET_USE_PROXY: '1' } : {}),
      },
    })
    const runtime = findElectron()
    if (result.ok && runtime) return runtime
    say('downloadFailed', { reason: firstLine(result.output) })
  }
  return undefined
}

/**
 * A mirror of the user's own, or one behind a proxy, is not asked but tried.
 *
 * @param {string} version
 * @returns {Promise<(string | undefined)[]>} `undefined` leaves the choice to the electron package
 */
async function reachableMirrors(version) {
  if (process.env['ELECTRON_MIRROR'] || process.env['npm_config_electron_mirror'] || isBehindProxy()) return [undefined]
  const answers = await Promise.all(mirrors.map((mirror) => isReachable(`${mirror}v${version}/SHASUMS256.txt`)))
  const reachable = mirrors.filter((_, index) => answers[index])
  if (reachable.length === 0) say('noMirror', { mirrors: mirrors.map((mirror) => new URL(mirror).host).join(', ') })
  return reachable
}

function isBehindProxy() {
  return ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => process.env[name])
}

/**
 * @param {string} folder
 * @param {boolean} isFallback
 * @returns {ElectronRuntime | undefined}
 */
function describe(folder, isFallback) {
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }
  const executable = path.join(
    folder,
    process.platform in names ? names[/** @type {'win32'} */ (process.platform)] : 'electron',
  )
  const versionFile = path.join(folder, 'version')
  if (!fs.existsSync(executable) || !fs.existsSync(versionFile)) return undefined
  return { folder, executable, version: fs.readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''), isFallback }
}

/** @returns {string} the version of Electron that users get */
function lockedVersion() {
  return JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages['node_modules/electron']
    .version
}

/** @param {string} text */
function firstLine(text) {
  return text.trim().split('\n')[0] ?? ''
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await ensureElectron()).folder)

/**
 * Adds to `package-lock.json` the optional packages of other platforms that the registry used by `npm install` did not hold.
 *
 * `npm ci` demands an entry for every optional package although it fetches only those of its own platform; a registry mirror
 * that lacks some of them makes `npm install` write a lock that `npm ci` refuses (EUSAGE, "Missing: … from lock file").
 * Run after every `npm install`: `node build/completeLock.mjs`.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const operatingSystems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']

/**
 * @typedef {{ version?: string, optionalDependencies?: Record<string, string>, cpu?: string[], os?: string[], libc?: string[], optional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * @param {Lock} lock a lock file of version 3
 * @returns {{ lock: Lock, added: string[], leftAlone: string[] }} the completed lock; the names added; the names that could not be
 *   judged because they name no platform or no exact version
 */
export function completeLock(lock) {
  const packages = { ...lock.packages }
  const added = []
  const leftAlone = []
  for (const [location, locked] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(locked.optionalDependencies ?? {})) {
      if (resolvesFrom(packages, location, name)) continue
      const entry = platformEntry(name, range)
      if (!entry) {
        leftAlone.push(name)
        continue
      }
      packages[`node_modules/${name}`] = entry
      added.push(`${name}@${range}`)
    }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  return { lock: { ...lock, packages: sorted }, added, leftAlone }
}

/**
 * Node's own lookup: the package's `node_modules`, then each one further out.
 *
 * @param {Record<string, LockedPackage>} packages
 * @param {string} location
 * @param {string} name
 */
function resolvesFrom(packages, location, name) {
  for (let folder = location; ; folder = outerFolder(folder)) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (!folder) return false
  }
}

/** @param {string} folder */
function outerFolder(folder) {
  const cut = folder.lastIndexOf('node_modules/')
  return cut <= 0 ? '' : folder.slice(0, cut - 1)
}

/**
 * @param {string} name
 * @param {string} range
 * @returns {LockedPackage | undefined}
 */
function platformEntry(name, range) {
  const words = name.split(/[-/.]/)
  const os = operatingSystems.find((candidate) => words.includes(candidate))
  if (!os || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(range)) return undefined
  const cpu = processors.find((candidate) => words.includes(candidate))
  return {
    version: range,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(words.some((word) => word.startsWith('musl')) ? { libc: ['musl'] } : {}),
    optional: true,
    os: [os],
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path.join(import.meta.dirname, '..', 'package-lock.json')
  const { lock, added, leftAlone } = completeLock(JSON.parse(fs.readFileSync(file, 'utf8')))
  fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  for (const name of added) console.log(`added ${name}`)
  for (const name of leftAlone) console.error(`left alone ${name}`)
  console.log(`${added.length} packages of other platforms added to package-lock.json`)
}

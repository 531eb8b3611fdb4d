import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readBrokerFiles } from '../../core/access/readBrokerFiles'
import { readSecret } from '../../core/sync/secretFile'
import type { BackupProgress, BackupWork } from '../../core/backup/BackupProgress'
import { createBackup } from '../../core/backup/createBackup'
import { findDamage, openDuty } from '../../core/backup/profile'
import { checkBackup, restoreBackup } from '../../core/backup/restoreBackup'
import { createJournal } from '../../core/journal/createJournal'
import { Refused, SeatId } from '../../domain/contract'
import { runTypeTool } from './typeTool'
import { type Sentence, sentence } from './words'

/** What a command needs of the world. */
export interface ToolWorld {
  environment: Readonly<Record<string, string | undefined>>
  language: 'zh' | 'en'
  version: string
  /** A line that stays. */
  say(line: string): void
  /** A line that the next one replaces. */
  show(line: string): void
  signal: AbortSignal
  now(): number
}

/** Said to the person who called, with the usage. */
class BadCall extends Error {}

interface Arguments {
  file: string | undefined
  /** What follows the command, of which `file` is the first. */
  words: readonly string[]
  data: string | undefined
  to: string | undefined
  withHistory: boolean
  passphraseFile: string | undefined
  secretFile: string | undefined
  system: string | undefined
  symbol: string | undefined
  name: string | undefined
  known: string | undefined
}

/** @returns the exit status: 0 done, 1 failed or not sound, 2 called wrongly, 130 cancelled */
export async function runTool(argv: readonly string[], world: ToolWorld): Promise<number> {
  const tell = (key: Sentence, values?: Readonly<Record<string, string | number>>) =>
    world.say(sentence(key, world.language, values))
  try {
    return await dispatch(argv, world, tell)
  } catch (error) {
    if (error instanceof BadCall) {
      world.say(error.message)
      tell('usage')
      return 2
    }
    if (world.signal.aborted) {
      tell('cancelled')
      return 130
    }
    tell('failed', { reason: error instanceof Error ? error.message : String(error) })
    return 1
  }
}

type Tell = (key: Sentence, values?: Readonly<Record<string, string | number>>) => void

async function dispatch(argv: readonly string[], world: ToolWorld, tell: Tell): Promise<number> {
  const { command, args } = readArguments(argv, world)
  switch (command) {
    case 'backup':
      return backup(args, world, tell)
    case 'restore':
      return restore(args, world, tell)
    case 'verify':
      return args.data === undefined ? verifyFile(args, world, tell) : verifyData(args.data, world, tell)
    case 'rebuild':
      return rebuild(args, world, tell)
    case 'broker-files':
      return brokerFiles(args, world, tell)
    case 'type':
      return deviceType(args, world)
    default:
      tell('usage')
      if (command === undefined || command === 'help') return 0
      tell('unknownCommand', { command })
      return 2
  }
}

function readArguments(argv: readonly string[], world: ToolWorld): { command: string | undefined; args: Arguments } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        to: { type: 'string' },
        history: { type: 'boolean' },
        'passphrase-file': { type: 'string' },
        'secret-file': { type: 'string' },
        system: { type: 'string' },
        symbol: { type: 'string' },
        name: { type: 'string' },
        known: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    const [command, ...words] = values.help === true ? ['help'] : positionals
    const {
      data,
      to,
      history,
      'passphrase-file': passphraseFile,
      'secret-file': secretFile,
      system,
      symbol,
      name,
      known,
    } = values
    return {
      command,
      args: {
        file: words[0],
        words,
        data: data ?? world.environment['CHENGTAI_DATA'],
        to,
        withHistory: history === true,
        passphraseFile,
        secretFile,
        system,
        symbol,
        name,
        known,
      },
    }
  } catch (error) {
    throw new BadCall(error instanceof Error ? error.message : String(error))
  }
}

/** What a Mosquitto of the site needs to let in whom this seat would let in. */
async function brokerFiles(args: Arguments, world: ToolWorld, tell: Tell): Promise<number> {
  const dataDir = must(args.data, '--data', world)
  const folder = must(args.to, '--to', world)
  const userName = world.environment['CHENGTAI_BROKER_USER'] ?? 'chengtai'
  const password = world.environment['CHENGTAI_BROKER_PASSWORD']
  const { files, devices, leftOut, withoutRevocations } = await readBrokerFiles({
    dataDir,
    secret: await findSecret(dataDir, args.secretFile),
    core: { userName, ...(password !== undefined && { password }) },
    folder: resolve(folder),
    now: world.now,
  })
  await mkdir(folder, { recursive: true, mode: 0o750 })
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name)
    // A broker that reads the folder anew meanwhile finds the old file or the new one, never half of one.
    await writeFile(`${file}.new`, text, { mode: 0o640 })
    await rename(`${file}.new`, file)
  }
  tell('brokerFiles', { folder, devices })
  if (password === undefined) tell('noBrokerPassword', { user: userName })
  if (withoutRevocations !== undefined) tell('noRevocations', { reason: withoutRevocations })
  for (const id of leftOut) tell('brokerLeftOut', { id })
  return 0
}

/** With what the seat sealed its keys: the file that is named, the service's, or the one that a seat by itself made. */
async function findSecret(dataDir: string, named: string | undefined): Promise<Uint8Array | undefined> {
  if (named !== undefined) return readSecret(named)
  for (const name of ['sync-secret', 'access.key']) {
    const found = await readSecret(join(dataDir, name)).catch(() => undefined)
    if (found) return found
  }
  return undefined
}

async function deviceType(args: Arguments, world: ToolWorld): Promise<number> {
  const { to, system, symbol, name, known } = args
  const [verb, ...files] = args.words
  const { language } = world
  const status = await runTypeTool({
    verb,
    files,
    to,
    system,
    symbol,
    name,
    known,
    language,
    say: (line) => world.say(line),
  })
  if (status === undefined) throw new BadCall(sentence('badTypeCall', language))
  return status
}

async function backup(args: Arguments, world: ToolWorld, tell: Tell): Promise<number> {
  const dataDir = must(args.data, '--data', world)
  const file = must(args.to, '--to', world)
  const passphrase = await readPassphrase(args, world)
  const { version, now } = world
  const work = { ...workOf(world), passphrase, file, now }
  const { bytes } = await createBackup({
    ...work,
    dataDir,
    seatName: hostname(),
    version,
    withHistory: args.withHistory,
  })
  const manifest = await checkBackup(work)
  tell('backedUp', { file, bytes: inMegabytes(bytes), entries: manifest.rows['entry'] ?? 0 })
  return 0
}

async function restore(args: Arguments, world: ToolWorld, tell: Tell): Promise<number> {
  const file = must(args.file, 'FILE', world)
  const dataDir = must(args.data, '--data', world)
  const passphrase = await readPassphrase(args, world)
  const manifest = await restoreBackup({ ...workOf(world), file, dataDir, passphrase, now: world.now })
  tell('restored', { folder: dataDir, entries: manifest.rows['entry'] ?? 0 })
  return 0
}

async function verifyFile(args: Arguments, world: ToolWorld, tell: Tell): Promise<number> {
  const file = must(args.file, 'FILE', world)
  const startedAtMs = world.now()
  const manifest = await checkBackup({
    ...workOf(world),
    file,
    passphrase: await readPassphrase(args, world),
    now: world.now,
  })
  tell('sound', { entries: manifest.rows['entry'] ?? 0, seconds: secondsSince(startedAtMs, world) })
  return 0
}

async function verifyData(dataDir: string, world: ToolWorld, tell: Tell): Promise<number> {
  const startedAtMs = world.now()
  const store = await openDuty(join(dataDir, 'duty.db'), world.now)
  try {
    let entries = 0
    const damage = await findDamage(store, world.now, (done, total) => {
      world.signal.throwIfAborted()
      entries = total
      showProgress(world, { phase: 'check', done, total })
    })
    if (damage.length === 0) tell('sound', { entries, seconds: secondsSince(startedAtMs, world) })
    for (const reason of damage) tell('unsound', { reason })
    return damage.length === 0 ? 0 : 1
  } finally {
    await store.close()
  }
}

async function rebuild(args: Arguments, world: ToolWorld, tell: Tell): Promise<number> {
  const dataDir = must(args.data, '--data', world)
  const pid = await findRunningCore(dataDir)
  if (pid !== undefined) {
    tell('coreRuns', { folder: dataDir, pid })
    return 1
  }
  const startedAtMs = world.now()
  const store = await openDuty(join(dataDir, 'duty.db'), world.now)
  try {
    const journal = await createJournal({
      store,
      seatId: SeatId.parse('seat-tool'),
      now: world.now,
      randomBytes,
      onStorage: () => undefined,
      onFault: () => undefined,
    })
    let entries = 0
    await journal.rebuild((done, total) => {
      // Thrown inside the transaction: the old projections stay.
      world.signal.throwIfAborted()
      entries = total
      show(world, 'rebuild', done, total)
    })
    await journal.close()
    tell('rebuilt', { entries, seconds: secondsSince(startedAtMs, world) })
    return 0
  } finally {
    await store.close()
  }
}

/** Process of the core that runs on a data folder, from the mark that it leaves there. */
async function findRunningCore(dataDir: string): Promise<number | undefined> {
  const pid = Number(await readFile(join(dataDir, 'running'), 'utf8').catch(() => ''))
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  try {
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

function must(value: string | undefined, what: string, { language }: ToolWorld): string {
  if (value === undefined || value === '') throw new BadCall(sentence('missing', language, { what }))
  return value
}

async function readPassphrase({ passphraseFile }: Arguments, { environment, language }: ToolWorld): Promise<string> {
  const text =
    passphraseFile === undefined ? environment['CHENGTAI_BACKUP_PASSPHRASE'] : await readFile(passphraseFile, 'utf8')
  const passphrase = text?.replace(/\r?\n$/, '')
  if (passphrase === undefined || passphrase === '')
    throw new Refused('wrongCredentials', sentence('noPassphrase', language))
  return passphrase
}

const workOf = (world: ToolWorld): BackupWork => ({
  onProgress: (progress) => showProgress(world, progress),
  signal: world.signal,
})

const showProgress = (world: ToolWorld, { phase, done, total }: BackupProgress): void => show(world, phase, done, total)

function show(world: ToolWorld, what: Sentence, done: number, total: number): void {
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total)
  world.show(`${sentence(what, world.language)} ${percent} %`)
}

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
const secondsSince = (startedAtMs: number, { now }: ToolWorld): string => ((now() - startedAtMs) / 1000).toFixed(1)

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knexFactory from 'knex'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCore } from '../../core/seat/createCore'
import type { Core } from '../../core/seat/CoreOptions'
import { runTool, type ToolWorld } from './runTool'
import { languageOf } from './words'

const passphrase = 'correct horse battery'
let folder: string
let dataDir: string
let core: Core | undefined
let said: string[]
let shown: string[]

const call = (argv: readonly string[], over: Partial<ToolWorld> = {}): Promise<number> => {
  said = []
  shown = []
  return runTool(argv, {
    environment: { CHENGTAI_BACKUP_PASSPHRASE: passphrase },
    language: 'en',
    version: '0',
    say: (line) => said.push(line),
    show: (line) => shown.push(line),
    signal: new AbortController().signal,
    now: Date.now,
    ...over,
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-tool-'))
  dataDir = join(folder, 'data')
  core = await createCore({
    dataDir,
    seatName: 'desk',
    version: '0',
    isDemo: true,
    broker: { kind: 'embedded', port: 0, username: '', password: '' },
    log: pino({ level: 'silent' }),
  })
})
afterEach(async () => {
  await core?.stop()
  await rm(folder, { recursive: true })
})

const stop = async () => {
  await core?.stop()
  core = undefined
}

it('backs up a running seat, checks the file, and brings it back into an empty folder', async () => {
  const file = join(folder, 'one.ctb')
  expect(await call(['backup', '--data', dataDir, '--to', file, '--history'])).toBe(0)
  expect(said[0]).toMatch(/^Backed up: .*one\.ctb, .* MB, \d+ entries/)
  expect(shown.some((line) => line.startsWith('sealing 100'))).toBe(true)
  expect(await call(['verify', file])).toBe(0)
  expect(await call(['restore', file, '--data', join(folder, 'new')])).toBe(0)
  expect((await readdir(join(folder, 'new'))).sort()).toEqual(['duty.db', 'history.db'])
  expect(await call(['verify', '--data', join(folder, 'new')])).toBe(0)
  expect(said[0]).toMatch(/^Sound: \d+ entries/)
})

it('rebuilds only when no core runs on the data', async () => {
  expect(await call(['rebuild', '--data', dataDir])).toBe(1)
  expect(said[0]).toContain(`process ${process.pid}`)
  await stop()
  expect(await call(['rebuild', '--data', dataDir])).toBe(0)
  expect(said[0]).toMatch(/^Rebuilt from \d+ entries/)
})

it('names each thing of a seat that somebody else wrote into: entries, states, passwords, registry', async () => {
  await stop()
  expect(await call(['verify', '--data', dataDir])).toBe(0)
  const alter = async (sql: string) => {
    const knex = knexFactory({
      client: 'sqlite3',
      connection: { filename: join(dataDir, 'duty.db') },
      useNullAsDefault: true,
    })
    await knex.raw(sql)
    await knex.destroy()
  }
  await alter(
    'UPDATE credential SET failures = failures - 9 WHERE account_id = (SELECT min(account_id) FROM credential)',
  )
  await alter("INSERT INTO registry_part (part, revision, json) VALUES ('people', 1, '[]')")
  await alter("UPDATE subject_state SET state = replace(state, 'dispatcher', 'shiftLeader') WHERE kind = 'account'")
  expect(await call(['verify', '--data', dataDir])).toBe(1)
  expect(said).toEqual([
    expect.stringMatching(/^Not sound: state of account .* is not what its entries give$/),
    expect.stringMatching(/^Not sound: credential of .* was altered$/),
    'Not sound: the registry is not the one that was imported',
  ])
  await alter('DROP TRIGGER entry_is_never_changed')
  await alter("UPDATE entry SET actor = '{}' WHERE position = 2")
  expect(await call(['verify', '--data', dataDir])).toBe(1)
  expect(said[0]).toMatch(/^Not sound: entry 2 of seat-.*: malformed$/)
})

it('says what is wrong: no passphrase, no file, a wrong command, a wrong option', async () => {
  const file = join(folder, 'one.ctb')
  expect(await call(['backup', '--data', dataDir, '--to', file], { environment: {} })).toBe(1)
  expect(said[0]).toContain('No passphrase')
  expect(await call(['verify', file])).toBe(1)
  expect(said[0]).toContain('is not there')
  expect(await call(['restore', file])).toBe(2)
  expect(said[0]).toContain('--data is missing')
  expect(await call(['destroy'])).toBe(2)
  expect(await call(['backup', '--everything'])).toBe(2)
  expect(await call([])).toBe(0)
  expect(said[0]).toContain('chengtai COMMAND')
})

it('takes the passphrase from a file, and leaves nothing when it is cancelled', async () => {
  const phrase = join(folder, 'phrase')
  await writeFile(phrase, `${passphrase}\n`)
  const abort = new AbortController()
  abort.abort(new Error('no'))
  const argv = ['backup', '--data', dataDir, '--to', join(folder, 'b', 'one.ctb'), '--passphrase-file', phrase]
  expect(await call(argv, { environment: {}, signal: abort.signal })).toBe(130)
  expect(said).toEqual(['Cancelled; nothing is left behind'])
  expect(await readdir(join(folder, 'b'))).toEqual([])
  expect(await call(argv, { environment: {} })).toBe(0)
})

it('speaks Chinese unless the machine says otherwise', async () => {
  expect(languageOf({})).toBe('zh')
  expect(languageOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh')
  expect(languageOf({ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' })).toBe('en')
  expect(languageOf({ LANG: 'C.UTF-8' })).toBe('en')
  await call([], { language: 'zh' })
  expect(said[0]).toContain('备份')
})

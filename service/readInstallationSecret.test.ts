import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoSecret } from '../core/seat/demoSecret'
import { readInstallationSecret } from './readInstallationSecret'

let folder: string
const said: unknown[] = []
const log = { info: (...words: unknown[]) => void said.push(words) }
const options = (more: object = {}) => ({ dataDir: join(folder, 'data'), isDemo: false, host: '127.0.0.1', ...more })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-secret-'))
  said.length = 0
})
afterEach(() => rm(folder, { recursive: true }))

it('makes the secret at the first start, for its owner alone, says where, and keeps it', async () => {
  const made = await readInstallationSecret(options(), log)
  const file = join(folder, 'data', 'sync-secret')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(JSON.stringify(said)).toContain(file)
  expect(Buffer.from(made).toString()).toBe((await readFile(file, 'utf8')).trim())
  expect(await readInstallationSecret(options(), log)).toEqual(made)
})

it('knows the secret of the demo on loopback only', async () => {
  expect(await readInstallationSecret(options({ isDemo: true }), log)).toBe(demoSecret)
  expect(await readInstallationSecret(options({ isDemo: true, host: '0.0.0.0' }), log)).not.toEqual(demoSecret)
})

it('takes a file or the environment before anything else', async () => {
  const file = join(folder, 'given')
  await writeFile(file, `${'f'.repeat(40)}\n`)
  expect(
    Buffer.from(await readInstallationSecret(options({ syncSecretFile: file, isDemo: true }), log)).toString(),
  ).toBe('f'.repeat(40))
  expect(Buffer.from(await readInstallationSecret(options({ syncSecret: 'e'.repeat(40) }), log)).toString()).toBe(
    'e'.repeat(40),
  )
})

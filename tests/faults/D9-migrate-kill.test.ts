import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectReader, connectWriter } from '../../core/store/connections'
import { openDatabase } from '../../core/store/openDatabase'
import { openTestJournal, draft } from '../../core/journal/testJournal'
import { inspectRows } from './kit/inspectJournal'
import { type MigratingOptions, migrationsOf } from './kit/migratingProgram'
import { type BundledProgram, bundleProgram, startProgram } from './kit/startProgram'
import { report } from './report'

/** Migrations of the foundation release: what a seat in the field has when it is brought up to date. */
const released = {
  duty: ['journal-0001-entries', 'accounts-0001-credential', 'registry-0001-parts'],
  history: ['history-0001-log-and-blocks'],
} as const
const oldEntries = 40
/** Seats killed side by side: one starts while the other is looked at. */
const atOnce = 3

let folder: string
let program: BundledProgram

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-d9-'))
  program = await bundleProgram(join(import.meta.dirname, 'kit/migratingProgram.ts'))
})
afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

/** A file as the foundation release left it, with entries, an account and a district. */
async function writeReleased(of: 'duty' | 'history', file: string): Promise<void> {
  const migrations = migrationsOf[of].filter(({ id }) => released[of].some((known) => known === id))
  const store = await openDatabase({ file, migrations, now: () => 1, isCheckedAtOpen: true })
  if (of === 'duty') {
    const source = await openTestJournal()
    for (let i = 0; i < oldEntries / 2; i++)
      await source.journal.write(() => [draft.raised(`AL-${i}`), draft.acknowledged(`AL-${i}`)])
    const entries: object[] = await source.store.knex('entry').orderBy('position')
    await source.dispose()
    await store.transaction(async (tx) => {
      for (const entry of entries) await tx('entry').insert(entry)
      await tx('credential').insert({ account_id: 'A-1', hash: 'h', former_hashes: '[]', failures: 0 })
      await tx('registry_part').insert({ part: 'devices', revision: 1, json: '[]' })
    })
  } else {
    await store.transaction((tx) => tx('history_point').insert({ device_id: 'HYD-0312', property: 'pressureMPa' }))
  }
  await store.close()
}

const migrationsIn = async (file: string): Promise<string[]> => {
  const reader = connectReader(file)
  try {
    const isThere: unknown[] = await reader('sqlite_master').where({ name: 'migration' })
    return isThere.length > 0 ? await reader('migration').pluck('id') : []
  } finally {
    await reader.destroy()
  }
}

/** Shape of all tables, indices and triggers, and the rows that people care for. */
async function contentOf(file: string): Promise<string> {
  const writer = connectWriter(file)
  try {
    const schema: unknown[] = await writer('sqlite_master').select('type', 'name', 'sql').orderBy(['type', 'name'])
    return JSON.stringify([
      schema,
      await inspectRows(writer, ['credential', 'registry_part', 'history_point', 'entry']),
    ])
  } finally {
    await writer.destroy()
  }
}

const migrate = async (file: string, of: 'duty' | 'history', killAt: number) => {
  const options: MigratingOptions = { file, of, killAt }
  const child = startProgram(program.file, { args: [JSON.stringify(options)] })
  const ending = await child.ended
  return { ...ending, complaint: child.complaint, statements: Number(child.lines[0]?.slice('done '.length) ?? 0) }
}

describe('D9: a seat that is killed while its files are brought up to date', () => {
  it('has the schema before or after a migration, has lost nothing, and the next start finishes', async () => {
    const figures = { killPoints: 0, half: 0, lost: 0, unfinished: 0 }
    for (const of of ['duty', 'history'] as const) {
      for (const from of ['nothing', 'released'] as const) {
        const original = join(folder, `${of}-${from}.db`)
        if (from === 'released') await writeReleased(of, original)
        else await (await openDatabase({ file: original, migrations: [], now: () => 1, isCheckedAtOpen: true })).close()
        const whole = join(folder, `${of}-${from}-whole.db`)
        await copyFile(original, whole)
        const { statements, complaint } = await migrate(whole, of, 0)
        expect(complaint).toBe('')
        const wanted = await contentOf(whole)
        const before = await migrationsIn(original)
        const ids = migrationsOf[of].map(({ id }) => id)

        const missing = ids.filter((id) => !before.includes(id))
        const killOnce = async (killAt: number) => {
          const file = join(folder, `${of}-${from}-${killAt}.db`)
          await copyFile(original, file)
          expect((await migrate(file, of, killAt)).signal).toBe('SIGKILL')
          figures.killPoints++
          // Of those that were to be applied the first so many are there: never one half, never one left out.
          const applied = (await migrationsIn(file)).filter((id) => missing.includes(id))
          if (missing.some((id, i) => applied.includes(id) !== i < applied.length)) figures.half++
          const store = await openDatabase({
            file,
            migrations: migrationsOf[of],
            now: () => 1_000,
            isCheckedAtOpen: true,
          })
          await store.close()
          if ((await migrationsIn(file)).length !== ids.length) figures.unfinished++
          if ((await contentOf(file)) !== wanted) figures.lost++
          await rm(file)
        }
        for (let killAt = 1; killAt <= statements; killAt += atOnce)
          await Promise.all(
            Array.from({ length: Math.min(atOnce, statements - killAt + 1) }, (_, i) => killOnce(killAt + i)),
          )
      }
    }
    const pass = figures.half + figures.lost + figures.unfinished === 0 && figures.killPoints > 0
    report({
      name: 'D9 migrate-kill',
      figures,
      bar: 'old or new schema, nothing lost, the next start finishes',
      pass,
    })
    expect(figures).toMatchObject({ half: 0, lost: 0, unfinished: 0 })
    expect(figures.killPoints).toBeGreaterThan(20)
  })
})

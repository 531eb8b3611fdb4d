import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { testDistrict } from '../../domain/district/testDistrict'
import { Registry } from '../iot/Registry'
import { journalMigrations } from '../journal/migrations'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createImports, type Imports } from './createImports'
import { createRegistryKeeper, type RegistryKeeper } from './createRegistryKeeper'
import { createImportQueue, importMigrations } from './importQueue'

let opened: TestJournal
let registry: Registry
let keeper: RegistryKeeper
let imports: Imports
/** What the disk takes of the journal before it takes nothing more; `undefined`: everything. */
let takes: number | undefined
let faults: unknown[]
let nextId = 0
const li = { kind: 'account', id: 'li' } as const
const wu = { kind: 'account', id: 'wu' } as const

function begin(): void {
  registry = new Registry(testDistrict(), 1)
  const { journal } = opened
  faults = []
  const onError = (error: unknown) => void faults.push(error)
  keeper = createRegistryKeeper({ registry, journal, prepare: async () => undefined, onError })
  imports = createImports({
    registry,
    journal: {
      view: journal.view,
      write(decide, alongside) {
        if (takes !== undefined && takes-- <= 0) throw new Error('the power went')
        return journal.write(decide, alongside)
      },
    },
    queue: createImportQueue(opened.store),
    isLevel: () => keeper.isLevel(),
    settled: () => keeper.settled(),
    mayManage: ({ id }, device) => id === 'li' || device.id !== 'TH-1',
    newId: () => `import-${nextId++}`,
    schedule: () => () => undefined,
    onError,
  })
}

beforeEach(async () => {
  takes = undefined
  opened = await openTestJournal([...journalMigrations, ...importMigrations])
  begin()
})
afterEach(async () => {
  takes = undefined
  await imports.stop()
  await opened.dispose()
})

const rows = (count: number) => Array.from({ length: count }, (_, at) => `N-${at},thermo,新 ${at},113.9,22.5,值班`)
const csv = (lines: readonly string[]) => ({
  format: 'csv' as const,
  fileName: 'a.csv',
  content: new TextEncoder().encode(`id,typeId,nameZh,lng,lat,tags\n${lines.join('\n')}\n`),
})
const readQueue = () =>
  createImportQueue(opened.store).all((error) => {
    throw error
  })
const stateOf = (id: string) => opened.journal.view.get('registryImport', id)
/** Lets an import go on until it has ended. */
async function ended(id: string): Promise<void> {
  while (stateOf(id)?.state !== 'done') await new Promise(setImmediate)
  await keeper.settled()
}

describe('an import', () => {
  it('that was begun is brought to its end by the next start, each row once', async () => {
    const { importId, adds, changes } = await imports.preview(csv([...rows(450), 'TH-1,,,,,夜间']), li)
    expect([adds, changes]).toEqual([450, 1])
    takes = 2
    await imports.apply(importId, li)
    await imports.stop()
    expect(stateOf(importId)).toMatchObject({ rows: 451, written: 200, state: 'applying' })
    takes = undefined
    await opened.reopen()
    begin()
    await imports.resume()
    await ended(importId)
    expect(registry.deviceAt(registry.indexOf('N-449')!)).toMatchObject({ tags: ['值班'] })
    expect(registry.deviceAt(registry.indexOf('TH-1')!)).toMatchObject({ tags: ['夜间'] })
    expect(registry.deviceCount).toBe(testDistrict().devices.length + 450)
    const entries = await opened.journal.read({ afterPosition: 0, limit: 1_000 })
    expect(entries.filter(({ kind }) => kind === 'device.added')).toHaveLength(450)
    expect(entries.every(({ voidReason }) => voidReason === undefined)).toBe(true)
    await imports.stop()
    expect(await readQueue()).toEqual([])
  })

  it('of an earlier start that cannot be read is told, and holds up neither the start nor the others', async () => {
    const { importId } = await imports.preview(csv(rows(3)), li)
    takes = 1
    await imports.apply(importId, li)
    await imports.stop()
    takes = undefined
    await opened.store.transaction((tx) => tx('registry_import').insert({ id: 'a', actor: '{}', steps: '[' }))
    begin()
    await imports.resume()
    await ended(importId)
    expect(faults).toHaveLength(1)
  })

  it('of which one row is wrong writes nothing, whichever it is', async () => {
    const good = rows(30)
    const before = opened.journal.view.position
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.constantFrom(
          'N-x,nothing,坏,113.9,22.5,',
          'N-x,thermo,坏,500,22.5,',
          'N-x,thermo,,113.9,22.5,',
          'N-1,thermo,坏,1,1,',
          '"',
          ',,,,,,,x',
        ),
        async (at, bad) => {
          const { importId, problemCount } = await imports.preview(csv(good.with(at, bad)), li)
          // Two rows of one id are wrong only while both are there.
          if (at === 1 && bad.startsWith('N-1,')) return
          expect(problemCount).toBeGreaterThan(0)
          await expect(imports.apply(importId, li)).rejects.toMatchObject({ code: 'badRequest' })
        },
      ),
      { seed: 1, numRuns: 60 },
    )
    expect(opened.journal.view.position).toBe(before)
    expect(registry.deviceCount).toBe(testDistrict().devices.length)
  })

  it('is refused after the registry has changed, to who did not look at it, and once it is applied', async () => {
    const { importId } = await imports.preview(csv(rows(2)), li)
    await expect(imports.apply(importId, wu)).rejects.toMatchObject({ code: 'notFound' })
    await opened.journal.write(() => [
      {
        kind: 'device.changed',
        subjectId: 'TH-2',
        actor: li,
        payload: { deviceId: registry.deviceAt(2)!.id, patch: { firmware: '2' } },
      },
    ])
    await expect(imports.apply(importId, li)).rejects.toMatchObject({ code: 'worldMoved' })
    const again = await imports.preview(csv(rows(2)), li)
    await imports.apply(again.importId, li)
    await ended(again.importId)
    await expect(imports.apply(again.importId, li)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('tells rows of devices that the one who imports may not manage', async () => {
    const { problems } = await imports.preview(csv(['TH-1,,,,,x', 'TH-2,,,,,x']), wu)
    expect(problems).toEqual([{ row: 2, field: 'id', code: 'notAllowed', detail: 'TH-1' }])
  })
})

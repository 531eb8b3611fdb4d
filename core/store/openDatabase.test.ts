import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertSqliteVersion, openDatabase } from './openDatabase'
import type { Migration, Store } from './Store'

let folder: string
const stores: Store[] = []
const notes: Migration = {
  id: 'test-0001-note',
  up: async (tx) => void (await tx.raw('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')),
}

const openStore = async (migrations: readonly Migration[] = [notes]): Promise<Store> => {
  const store = await openDatabase({
    file: join(folder, 'duty.db'),
    migrations,
    now: () => 1_000,
    isCheckedAtOpen: true,
  })
  stores.push(store)
  return store
}
const texts = (store: Store): Promise<string[]> => store.knex('note').orderBy('id').pluck('text')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-store-'))
})
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
  await rm(folder, { recursive: true })
})

describe('a database file', () => {
  it('runs as write-ahead log with full sync, foreign keys and no memory map', async () => {
    const store = await openStore()
    const setting = (name: string) =>
      store.transaction(async (tx) => Object.values((await tx.raw(`PRAGMA ${name}`))[0])[0])
    expect(await setting('journal_mode')).toBe('wal')
    expect(await setting('synchronous')).toBe(2)
    expect(await setting('foreign_keys')).toBe(1)
    expect(await setting('busy_timeout')).toBe(5_000)
  })

  it('keeps what was written over closing and opening', async () => {
    const first = await openStore()
    await first.transaction((tx) => tx('note').insert({ text: 'kept' }))
    await first.close()
    expect(await texts(await openStore())).toEqual(['kept'])
  })

  it('leaves nothing of a transaction that throws, and goes on with the next', async () => {
    const store = await openStore()
    const failing = store.transaction(async (tx) => {
      await tx('note').insert({ text: 'half' })
      throw new Error('no')
    })
    const next = store.transaction((tx) => tx('note').insert({ text: 'whole' }))
    await expect(failing).rejects.toThrow('no')
    await next
    expect(await texts(store)).toEqual(['whole'])
  })

  it('goes on after a commit that fails', async () => {
    const store = await openStore([
      notes,
      {
        id: 'test-0002-answer',
        up: async (tx) =>
          void (await tx.raw(
            'CREATE TABLE answer (note_id INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)',
          )),
      },
    ])
    await expect(store.transaction((tx) => tx('answer').insert({ note_id: 7 }))).rejects.toThrow('FOREIGN KEY')
    await store.transaction((tx) => tx('note').insert({ text: 'next' }))
    expect(await texts(store)).toEqual(['next'])
    expect(await store.knex('answer')).toEqual([])
  })

  it('runs transactions one after the other in the order of the calls', async () => {
    const store = await openStore()
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        store.transaction(async (tx) => {
          const count = (await tx('note').pluck('id')).length
          await tx('note').insert({ text: `${i} after ${count}` })
        }),
      ),
    )
    expect(await texts(store)).toEqual(Array.from({ length: 20 }, (_, i) => `${i} after ${i}`))
  })

  it('refuses to write past the queue', async () => {
    const store = await openStore()
    await expect(store.knex('note').insert({ text: 'around' })).rejects.toThrow('readonly')
  })

  it('says of a statement that failed what SQLite said, and nothing of what is in it', async () => {
    const store = await openStore()
    await store.transaction((tx) => tx('note').insert({ id: 1, text: 'first' }))
    const failed = [
      store.transaction((tx) => tx('note').insert({ id: 1, text: '张伟 138-0000-0000' })),
      store.transaction((tx) => tx.raw("INSERT INTO note VALUES (1, '张伟 138-0000-0000')")),
      store.knex('note').where({ name: '张伟 138-0000-0000' }),
    ]
    const messages = (await Promise.allSettled(failed)).map((one) => one.status === 'rejected' && String(one.reason))
    const unique = 'Error: SQLITE_CONSTRAINT: UNIQUE constraint failed: note.id'
    expect(messages).toEqual([unique, unique, 'Error: SQLITE_ERROR: no such column: name'])
  })

  it('grows no more while it is held, uses what was freed, and goes on when it is let go', async () => {
    const store = await openStore()
    const add = () => store.transaction((tx) => tx('note').insert({ text: 'x'.repeat(100_000) }))
    await add()
    await store.holdSize(true)
    await expect(add()).rejects.toMatchObject({ code: 'SQLITE_FULL' })
    await store.transaction((tx) => tx('note').delete())
    await add()
    await store.holdSize(false)
    await add()
    expect(await store.knex('note').pluck('id')).toHaveLength(2)
  })

  it('gives freed room back to the disk', async () => {
    const store = await openStore()
    await store.transaction((tx) => tx('note').insert({ text: 'x'.repeat(1_000_000) }))
    await store.transaction((tx) => tx('note').delete())
    await store.giveBack()
    expect(await store.sizeBytes()).toBeLessThan(100_000)
  })

  it('can be asked whether it can write', async () => {
    const store = await openStore()
    await expect(store.probe()).resolves.toBeUndefined()
  })

  it('finishes the writes under way before it closes, and takes none after', async () => {
    const store = await openStore()
    const write = store.transaction((tx) => tx('note').insert({ text: 'last' }))
    await store.close()
    await write
    await expect(store.transaction((tx) => tx('note').insert({ text: 'late' }))).rejects.toThrow('closed')
    expect(await texts(await openStore())).toEqual(['last'])
  })

  it('is refused as damaged when it is no database', async () => {
    await writeFile(
      join(folder, 'duty.db'),
      'this was never a database, but it is long enough to be taken for one'.repeat(100),
    )
    await expect(openStore()).rejects.toMatchObject({ code: 'storageDegraded' })
  })

  it('is refused as damaged when a page is torn', async () => {
    const store = await openStore()
    await store.transaction((tx) =>
      tx('note').insert(Array.from({ length: 400 }, (_, i) => ({ text: `${i} ${'x'.repeat(100)}` }))),
    )
    await store.close()
    const file = await open(join(folder, 'duty.db'), 'r+')
    await file.write(Buffer.alloc(4096, 0x5a), 0, 4096, 4096 * 3)
    await file.close()
    await expect(openStore()).rejects.toMatchObject({ code: 'storageDegraded' })
  })

  it('needs an SQLite that cannot corrupt a write-ahead log', () => {
    expect(() => assertSqliteVersion('3.51.3')).not.toThrow()
    expect(() => assertSqliteVersion('3.52.0')).not.toThrow()
    expect(() => assertSqliteVersion('4.0.0')).not.toThrow()
    expect(() => assertSqliteVersion('3.51.2')).toThrow('too old')
    expect(() => assertSqliteVersion('3.44.9')).toThrow('too old')
  })
})

describe('migrations', () => {
  const second: Migration = {
    id: 'test-0002-colour',
    up: async (tx) => void (await tx.raw("ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'")),
  }

  it('run once each, later ones on a file that has the earlier', async () => {
    const old = await openStore()
    await old.transaction((tx) => tx('note').insert({ text: 'old' }))
    await old.close()
    const store = await openStore([notes, second])
    expect(await store.knex('note').select('text', 'colour')).toEqual([{ text: 'old', colour: 'grey' }])
  })

  it('leave the old schema when they fail, and finish at the next start', async () => {
    const broken: Migration = {
      ...second,
      up: async (tx) => {
        await second.up(tx)
        throw new Error('cut')
      },
    }
    await expect(openStore([notes, broken])).rejects.toThrow('cut')
    const store = await openStore([notes, second])
    expect(await store.knex('note').columnInfo()).toHaveProperty('colour')
  })

  it('refuse a file of a later version', async () => {
    await (await openStore([notes, second])).close()
    await expect(openStore([notes])).rejects.toThrow('later version')
  })

  it('refuse two with one id', async () => {
    await expect(openStore([notes, notes])).rejects.toThrow('share an id')
  })
})

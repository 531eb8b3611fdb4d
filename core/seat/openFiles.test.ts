import { mkdtemp, readdir, readFile, rm, stat, open as openFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveCredential } from '../accounts/credentials'
import { connectWriter } from '../store/connections'
import { draft } from '../journal/testJournal'
import { DeviceId, qualityCodes } from '../../domain/contract'
import { hasPostgres, startPostgres } from '../../tests/support/postgres'
import { type HistoryDatabase, openFiles, type SeatFiles } from './openFiles'

let dataDir: string
let files: SeatFiles | undefined
const told: unknown[] = []

const open = async (historyDatabase?: HistoryDatabase): Promise<SeatFiles> => {
  const onError = (error: unknown) => told.push(error)
  files = await openFiles({ dataDir, now: Date.now, onError, ...(historyDatabase && { historyDatabase }) })
  return files
}
const close = async (): Promise<void> => {
  await files?.history.close()
  await files?.journal.close()
  await files?.close()
  files = undefined
}
const duty = () => join(dataDir, 'duty.db')
const write = async (count: number) => {
  const { journal } = await open()
  for (let i = 0; i < count; i++) await journal.write(() => [draft.raised(`AL-${i}`), draft.acknowledged(`AL-${i}`)])
}
/** Bytes written over a page in the middle of a closed file. */
const tear = async (file: string, share: number) => {
  const { size } = await stat(file)
  const handle = await openFile(file, 'r+')
  await handle.write(Buffer.alloc(4096, 0x5a), 0, 4096, Math.floor((size * share) / 4096) * 4096)
  await handle.close()
}
const names = async (part: string) => (await readdir(dataDir)).filter((name) => name.includes(part))

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-files-'))
  told.length = 0
})
afterEach(async () => {
  await close()
  await rm(dataDir, { recursive: true })
})

describe('the files of a seat', () => {
  it('are the same seat at the next start, and say whether the last run ended by itself', async () => {
    const first = await open()
    expect(first.wasCleanStop).toBe(true)
    await first.journal.write(() => [draft.raised('AL-1')])
    await close()
    const second = await open()
    expect(second).toMatchObject({ seatId: first.seatId, wasCleanStop: true })
    expect(second.room.storage).toEqual({ state: 'good' })
    expect(told).toEqual([])
  })

  it('never stop a start: what is no database is set aside whole, and told', async () => {
    const { seatId } = await open()
    await close()
    await writeFile(duty(), 'this was a database once'.repeat(500))
    const started = await open()
    expect(started.room.storage).toMatchObject({ state: 'degraded', reason: expect.stringMatching(/^damaged: /) })
    expect(started.seatId).not.toBe(seatId)
    await started.journal.write(() => [draft.raised('AL-1')])
    const [kept = ''] = await names('duty.db.damaged-')
    expect(await readFile(join(dataDir, kept), 'utf8')).toContain('this was a database once')
  })

  it('still say so at the starts after, until the damaged file is taken away', async () => {
    await open()
    await close()
    await writeFile(duty(), 'no database')
    const { journal } = await open()
    await journal.write(() => [draft.raised('AL-1')])
    await close()
    expect((await open()).room.storage.state).toBe('degraded')
    await close()
    for (const name of await names('.damaged-')) await rm(join(dataDir, name))
    expect((await open()).room.storage.state).toBe('good')
  })

  it('take over of a torn file the entries that follow each other, and the passwords', async () => {
    await write(300)
    const { seatId } = files ?? (await open())
    await files?.duty.transaction((tx) =>
      saveCredential(tx, { accountId: 'A-1', hash: 'h', formerHashes: [], failures: 0 }),
    )
    await close()
    await tear(duty(), 0.6)
    const started = await open()
    expect(started.seatId).not.toBe(seatId)
    const old = started.journal.heads().find(({ origin }) => origin === seatId)
    expect(old?.seq).toBeGreaterThan(0)
    expect(await started.journal.verify()).toMatchObject({ isSound: true })
    expect(started.journal.view.get('alarm', 'AL-0')).toMatchObject({ state: 'acknowledged' })
    expect(await started.duty.knex('credential').pluck('account_id')).toEqual(['A-1'])
  })

  it('make states anew that cannot be read any more, and set nothing aside', async () => {
    await write(3)
    const { seatId } = files ?? (await open())
    await close()
    const direct = connectWriter(duty())
    await direct.raw(`UPDATE subject_state SET state = '{"id":'`)
    await direct.destroy()
    const started = await open()
    expect(started.seatId).toBe(seatId)
    expect(started.journal.view.get('alarm', 'AL-2')).toMatchObject({ state: 'acknowledged' })
    expect(await names('.damaged-')).toEqual([])
  })

  it('become another seat when the entries are gone, so that no number is used twice', async () => {
    await write(1)
    const { seatId } = files ?? (await open())
    await close()
    for (const name of await names('duty.db')) await rm(join(dataDir, name))
    expect((await open()).seatId).not.toBe(seatId)
  })

  it('go on with an empty history when the old one is damaged', async () => {
    await write(1)
    const { seatId } = files ?? (await open())
    await close()
    await writeFile(join(dataDir, 'history.db'), 'no history'.repeat(1_000))
    const started = await open()
    expect(started.seatId).toBe(seatId)
    expect(started.room.storage).toMatchObject({ state: 'degraded', reason: expect.stringContaining('history.db') })
    expect(await names('history.db.damaged-')).toHaveLength(1)
  })

  it('are not set aside when a later version wrote them', async () => {
    await write(1)
    await files?.duty.transaction((tx) => tx('migration').insert({ id: 'future-0001-more', applied_at_ms: 1 }))
    await close()
    await expect(open()).rejects.toThrow('later version')
    expect(await names('.damaged-')).toEqual([])
  })
})

describe('samples in a database', () => {
  const point = { deviceId: DeviceId.parse('d'), property: 'p' }
  const tell = async ({ history }: SeatFiles) => {
    await history.bindPoints([point])
    history.append(0, 1, Date.now(), qualityCodes.good)
    await history.flush()
  }

  it('that cannot be reached are kept in the file, and it is told', async () => {
    await tell(await open({ url: 'postgres://chengtai@127.0.0.1:9/history' }))
    expect(told).toHaveLength(1)
    expect(await files?.samples.knex('history_raw').pluck('count')).toEqual([1])
  })

  it.runIf(hasPostgres)(
    'lie there and not in the file, are not thrown away for room here, and do not stop a start when they cannot be read',
    async () => {
      const server = await startPostgres()
      const database = { url: `postgres://${server.user}@127.0.0.1:${server.port}/postgres` }
      const client = new Client({ connectionString: database.url })
      try {
        await client.connect()
        const there = await open(database)
        await tell(there)
        expect(await there.shedHistory(1_000_000)).toBe(0)
        expect((await client.query('SELECT count FROM history_raw')).rows).toEqual([{ count: 1 }])
        expect(await there.samples.knex('history_raw').pluck('count')).toEqual([])
        await close()
        expect(told).toEqual([])
        await client.query(`INSERT INTO history_correction VALUES ('c', 1, 0, 1, 2, 'no JSON')`)
        await tell(await open(database))
        expect(told).toHaveLength(1)
        expect(await files?.samples.knex('history_raw').pluck('count')).toEqual([1])
        await close()
      } finally {
        await client.end()
        await server.stop()
      }
    },
    60_000,
  )
})

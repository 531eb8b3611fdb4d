import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refused } from '../../domain/contract'
import type { StoredEntry } from '../../domain/journal/entry'
import type { Committed } from './Journal'
import { journalMigrations } from './migrations'
import { draft, openTestJournal, startMs, type TestJournal } from './testJournal'

let t: TestJournal
beforeEach(async () => {
  t = await openTestJournal([
    ...journalMigrations,
    {
      id: 'test-0001-note',
      // A deferred reference fails at the commit, as a disk does.
      up: async (tx) =>
        void (await tx.raw(
          'CREATE TABLE note (id INTEGER PRIMARY KEY, of INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)',
        )),
    },
  ])
})
afterEach(() => t.dispose())

const stateOf = (id: string) => t.journal.view.get('alarm', id)?.state
const allEntries = () => t.journal.read({ afterPosition: 0, limit: 1_000 })
const failAtCommit = async (tx: { (table: 'note'): { insert(row: object): PromiseLike<unknown> } }) =>
  void (await tx('note').insert({ of: 99 }))

describe('writing', () => {
  it('answers with entries that are numbered, chained and on disk', async () => {
    const [first, second] = await t.journal.write(() => [draft.raised('a1'), draft.acknowledged('a1')])
    expect(first).toMatchObject({
      position: 1,
      seq: 1,
      origin: 'seat-a',
      kind: 'alarm.raised',
      prev: '0'.repeat(64),
      hlc: { ms: startMs, counter: 0 },
    })
    expect(second).toMatchObject({ position: 2, seq: 2, prev: first?.hash, hlc: { ms: startMs, counter: 1 } })
    expect(await allEntries()).toEqual([first, second])
    expect(await t.journal.verify()).toMatchObject({ isSound: true, entries: 2 })
  })

  it('shows the folded state after the commit, and the same after a new start', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.acknowledged('a1'), draft.raised('a2')])
    const before = [...t.journal.view.list('alarm')]
    expect(before.map((a) => [a.id, a.state])).toEqual([
      ['a1', 'acknowledged'],
      ['a2', 'unacknowledged'],
    ])
    await t.reopen()
    expect([...t.journal.view.list('alarm')]).toEqual(before)
    expect(t.journal.view.position).toBe(3)
  })

  it('goes on with number, chain and clock after a new start, also when the wall clock went back', async () => {
    const [first] = await t.journal.write(() => [draft.raised('a1')])
    await t.reopen()
    t.clock.nowMs = startMs - 86_400_000
    const [second] = await t.journal.write(() => [draft.acknowledged('a1')])
    expect(second).toMatchObject({ seq: 2, position: 2, prev: first?.hash, hlc: { ms: startMs, counter: 1 } })
  })

  it('decides each writer on the state after all before it', async () => {
    await t.journal.write(() => [draft.raised('a1')])
    const acknowledgeOnce = () =>
      t.journal.write((view) => {
        if (view.get('alarm', 'a1')?.acknowledged) throw new Refused('worldMoved')
        return [draft.acknowledged('a1')]
      })
    const answers = await Promise.allSettled(Array.from({ length: 50 }, acknowledgeOnce))
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1)
    expect(await allEntries()).toHaveLength(2)
  })

  it('writes nothing of a writer who refuses, and all of the others of the same commit', async () => {
    const answers = await Promise.allSettled([
      t.journal.write(() => [draft.raised('a1')]),
      t.journal.write(() => {
        throw new Refused('notAllowed')
      }),
      t.journal.write(() => [draft.raised('a2')]),
    ])
    expect(answers.map((a) => a.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await allEntries()).map((e) => e.subject.id)).toEqual(['a1', 'a2'])
    expect(await t.journal.verify()).toMatchObject({ isSound: true })
  })

  it('refuses a writer whole when one of its drafts is not in the shape of its kind', async () => {
    const bent = { ...draft.raised('a2'), payload: { sourceAtMs: -1 } } as unknown as ReturnType<typeof draft.raised>
    await expect(t.journal.write(() => [draft.raised('a1'), bent])).rejects.toMatchObject({ code: 'badRequest' })
    expect(await allEntries()).toEqual([])
    expect(stateOf('a1')).toBeUndefined()
  })

  it('shares one commit among writers that come together', async () => {
    const commits: Committed[] = []
    t.journal.onCommitted((commit) => commits.push(commit))
    await Promise.all(Array.from({ length: 30 }, (_, i) => t.journal.write(() => [draft.raised(`a${i}`)])))
    expect(commits).toHaveLength(1)
    expect(commits[0]).toMatchObject({ position: 30 })
  })

  it('keeps and marks an entry that makes no sense, without effect', async () => {
    const [entry] = await t.journal.write(() => [draft.acknowledged('nobody')])
    expect(entry?.voidReason).toBe('notCreated')
    expect(await allEntries()).toEqual([entry])
    expect(stateOf('nobody')).toBeUndefined()
  })

  it('is refused after closing, and closing waits for those under way', async () => {
    const write = t.journal.write(() => [draft.raised('a1')])
    await t.journal.close()
    expect(stateOf('a1')).toBe('unacknowledged')
    await write
    await expect(t.journal.write(() => [draft.raised('a2')])).rejects.toMatchObject({ code: 'storageDegraded' })
  })
})

describe('a fact told twice', () => {
  const click = () =>
    t.journal.write(() => [
      { ...draft.raised('a1'), id: 'key-1' },
      { ...draft.acknowledged('a1'), id: 'key-2' },
    ])

  it('is answered with the entries that are there', async () => {
    const first = await click()
    expect(await click()).toEqual(first)
    await t.reopen()
    expect(await click()).toEqual(first)
    expect(await allEntries()).toHaveLength(2)
  })

  it('is one fact also within one commit', async () => {
    const [first, second] = await Promise.all([click(), click()])
    expect(second).toEqual(first)
    expect(await allEntries()).toHaveLength(2)
  })

  it('under an id that belongs to something else is refused', async () => {
    await click()
    await expect(t.journal.write(() => [{ ...draft.raised('a9'), id: 'key-1' }])).rejects.toMatchObject({
      code: 'badRequest',
    })
  })
})

describe('listeners', () => {
  it('hear of commits in order, with entries and the subjects that changed, until they leave', async () => {
    const heard: [number, string[], string[]][] = []
    const leave = t.journal.onCommitted(({ position, entries, touched }) =>
      heard.push([position, entries.map((e) => e.kind), touched.map(({ kind, id }) => `${kind} ${id}`)]),
    )
    await t.journal.write(() => [draft.raised('a1'), draft.opened('i1', 'a1')])
    await t.journal.write(() => [draft.noted('i1', 'lorry'), draft.acknowledged('nobody')])
    leave()
    await t.journal.write(() => [draft.acknowledged('a1')])
    expect(heard).toEqual([
      [2, ['alarm.raised', 'incident.opened'], ['alarm a1', 'incident i1']],
      [4, ['incident.noted', 'alarm.acknowledged'], ['incident i1']],
    ])
  })

  it('see the new state when they are told', async () => {
    const seen: (string | undefined)[] = []
    t.journal.onCommitted(() => seen.push(stateOf('a1')))
    await t.journal.write(() => [draft.raised('a1')])
    expect(seen).toEqual(['unacknowledged'])
  })

  it('that throw disturb nobody', async () => {
    const heard: number[] = []
    t.journal.onCommitted(() => {
      throw new Error('listener')
    })
    t.journal.onCommitted(({ position }) => heard.push(position))
    await t.journal.write(() => [draft.raised('a1')])
    expect(heard).toEqual([1])
    expect(t.faults).toHaveLength(1)
  })
})

describe('a commit that fails', () => {
  it('rejects its writers, changes nothing, tells that storage is degraded, and the next one heals it', async () => {
    await t.journal.write(() => [draft.raised('a1')])
    const heard: number[] = []
    t.journal.onCommitted(({ position }) => heard.push(position))
    const failing = [
      t.journal.write(() => [draft.acknowledged('a1')], failAtCommit),
      t.journal.write(() => [draft.raised('a2')]),
    ]
    const answers = await Promise.allSettled(failing)
    expect(answers).toMatchObject([{ reason: { code: 'storageDegraded' } }, { reason: { code: 'storageDegraded' } }])
    expect([stateOf('a1'), stateOf('a2'), t.journal.view.position, heard]).toEqual(['unacknowledged', undefined, 1, []])
    expect(t.storage).toEqual(['degraded'])

    await t.journal.write(() => [draft.acknowledged('a1')])
    expect(t.storage).toEqual(['degraded', 'good'])
    expect(stateOf('a1')).toBe('acknowledged')
    expect((await allEntries()).map((e) => e.kind)).toEqual(['alarm.raised', 'alarm.acknowledged'])
    expect(await t.journal.verify()).toMatchObject({ isSound: true, entries: 2 })
  })
})

describe('the reason why nothing is saved', () => {
  it('tells nothing of what was to be saved', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.opened('i1', 'a1')])
    await t.store.holdSize(true)
    const text = '张伟 138-0000-0000'
    const failing = t.journal.write(() =>
      Array.from({ length: 100 }, (_, i) => draft.noted('i1', `${text} ${'x'.repeat(1_500)} ${i}`)),
    )
    await expect(failing).rejects.toMatchObject({
      code: 'storageDegraded',
      message: 'SQLITE_FULL: database or disk is full',
    })
  })
})

describe('rows alongside', () => {
  it('are changed with the entries, and left alone when nothing new is written', async () => {
    const addNote = async (tx: { (table: 'note'): { insert(row: object): PromiseLike<unknown> } }) =>
      void (await tx('note').insert({ of: null }))
    const tell = () => t.journal.write(() => [{ ...draft.raised('a1'), id: 'key-1' }], addNote)
    await tell()
    await tell()
    expect(await t.store.knex('note')).toHaveLength(1)
  })
})

describe('what is in memory', () => {
  it('is what goes on and what ended in the last 12 hours; older states are loaded on demand', async () => {
    await t.journal.write(() => [
      draft.raised('old'),
      draft.acknowledged('old'),
      draft.returned('old'),
      draft.raised('open'),
    ])
    const old = t.journal.view.get('alarm', 'old')
    t.clock.nowMs += 13 * 3_600_000
    await t.journal.write(() => [draft.raised('new', t.clock.nowMs)])
    const inMemory = () => [...t.journal.view.list('alarm')].map((a) => a.id).sort()
    expect(inMemory()).toEqual(['new', 'open'])
    expect(await t.journal.load('alarm', 'old')).toEqual(old)
    expect(await t.journal.load('alarm', 'never')).toBeUndefined()
    await t.reopen()
    expect(inMemory()).toEqual(['new', 'open'])
  })

  it('holds all of an open incident, however long it takes', async () => {
    await t.journal.write(() => [
      draft.raised('a1'),
      draft.opened('i1', 'a1'),
      draft.linked('a1', 'i1'),
      draft.acknowledged('a1'),
      draft.returned('a1'),
    ])
    t.clock.nowMs += 50 * 3_600_000
    await t.journal.write(() => [draft.raised('a2', t.clock.nowMs)])
    expect(stateOf('a1')).toBe('returned')
    await t.reopen()
    expect(stateOf('a1')).toBe('returned')
  })

  it('comes back for a subject that is spoken of again', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.acknowledged('a1'), draft.returned('a1')])
    t.clock.nowMs += 13 * 3_600_000
    await t.journal.write(() => [draft.raised('a2', t.clock.nowMs)])
    const [entry] = await t.journal.write(() => [
      {
        kind: 'alarm.reoccurred',
        subjectId: 'a1',
        actor: { kind: 'system', id: 'test' },
        payload: { sourceAtMs: t.clock.nowMs },
      },
    ])
    expect(entry?.voidReason).toBeUndefined()
    expect(t.journal.view.get('alarm', 'a1')).toMatchObject({ state: 'unacknowledged', occurrences: 2 })
  })
})

describe('stories', () => {
  it('hold all that happened to an incident and to what belongs to it, oldest first', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.raised('a2'), draft.raised('other')])
    await t.journal.write(() => [draft.opened('i1', 'a1'), draft.linked('a1', 'i1'), draft.linked('a2', 'i1')])
    await t.journal.write(() => [
      draft.acknowledged('a2'),
      draft.noted('i1', 'lorry'),
      draft.opened('i2', 'other'),
      draft.linked('other', 'i2'),
    ])
    await t.journal.write(() => [draft.returned('a1'), draft.acknowledged('a1'), draft.closed('i1')])
    const story = await t.journal.readStory('i1')
    expect(story.map((e) => `${e.subject.id} ${e.kind}`)).toEqual([
      'a1 alarm.raised',
      'a2 alarm.raised',
      'i1 incident.opened',
      'a1 alarm.linked',
      'a2 alarm.linked',
      'a2 alarm.acknowledged',
      'i1 incident.noted',
      'a1 alarm.returned',
      'a1 alarm.acknowledged',
      'i1 incident.closed',
    ])
    expect(await t.journal.readStory('nothing')).toEqual([])
  })

  it('leave out what an alarm did for another incident', async () => {
    await t.journal.write(() => [
      draft.raised('a1'),
      draft.opened('i1', 'a1'),
      draft.linked('a1', 'i1'),
      draft.unlinked('a1', 'i1'),
      draft.opened('i2', 'a1'),
      draft.linked('a1', 'i2'),
      draft.acknowledged('a1'),
    ])
    const kinds = async (id: string) => (await t.journal.readStory(id)).map((e) => e.kind)
    expect(await kinds('i1')).toEqual(['alarm.raised', 'incident.opened', 'alarm.linked', 'alarm.unlinked'])
    expect(await kinds('i2')).toEqual(['alarm.raised', 'incident.opened', 'alarm.linked', 'alarm.acknowledged'])
  })
})

describe('alarms of the past', () => {
  it('are found by device and time, newest first', async () => {
    await t.journal.write(() => [
      draft.raised('a1', 1_000, 'd1'),
      draft.raised('a2', 2_000, 'd2'),
      draft.raised('a3', 3_000, 'd1'),
      draft.raised('a4', 4_000, 'd1'),
    ])
    const ids = async (query: Parameters<typeof t.journal.readAlarms>[0]) =>
      (await t.journal.readAlarms(query)).map((a) => a.id)
    expect(await ids({ limit: 10 })).toEqual(['a4', 'a3', 'a2', 'a1'])
    expect(await ids({ deviceId: 'd1', limit: 2 })).toEqual(['a4', 'a3'])
    expect(await ids({ deviceId: 'd1', beforeMs: 3_000, limit: 2 })).toEqual(['a1'])
    expect(await ids({ definitionId: 'pressureLow', beforeMs: 2_000, limit: 9 })).toEqual(['a1'])
    expect(await ids({ definitionId: 'other', limit: 9 })).toEqual([])
  })
})

describe('rebuilding', () => {
  it('gives the projections that are there, from the entries alone', async () => {
    await t.journal.write(() => [
      draft.raised('a1'),
      draft.raised('a2'),
      draft.opened('i1', 'a1'),
      draft.linked('a1', 'i1'),
      draft.acknowledged('nobody'),
    ])
    await t.journal.write(() => [
      draft.acknowledged('a1'),
      draft.returned('a1'),
      draft.noted('i1', 'x'),
      draft.closed('i1'),
    ])
    const tables = ['entry_void', 'entry_link', 'subject_state', 'alarm_index']
    const dump = () => Promise.all(tables.map((table) => t.store.knex(table).orderByRaw('1, 2')))
    const before = await dump()
    const states = [...t.journal.view.list('alarm'), ...t.journal.view.list('incident')]
    await t.store.transaction(async (tx) => {
      await tx('subject_state').where({ id: 'a1' }).update({ state: '{}' })
      await tx('subject_state').insert({ kind: 'alarm', id: 'ghost', state: '{}' })
      await tx('entry_link').delete()
      await tx('entry_void').delete()
    })
    const told: number[][] = []
    await t.journal.rebuild((done, total) => told.push([done, total]))
    expect(await dump()).toEqual(before)
    expect(told.at(-1)).toEqual([9, 9])
    expect(new Set([...t.journal.view.list('alarm'), ...t.journal.view.list('incident')])).toEqual(new Set(states))
  })

  it('keeps a story whole that is longer than a page of the table', async () => {
    const notes = Array.from({ length: 2_500 }, (_, i) => draft.noted('i1', `${i}`))
    await t.journal.write(() => [
      draft.raised('a1'),
      draft.opened('i1', 'a1'),
      ...notes,
      draft.closed('i1'),
      draft.raised('a2'),
    ])
    const before = t.journal.view.get('incident', 'i1')
    await t.journal.rebuild()
    expect(await t.journal.load('incident', 'i1')).toEqual(before)
    expect(before?.state).toBe('closed')
    expect(await t.journal.verify()).toMatchObject({ isSound: true, entries: 2_504 })
  })

  it('folds a stored state anew when it cannot be read', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.acknowledged('a1')])
    const before = t.journal.view.get('alarm', 'a1')
    await t.store.transaction((tx) => tx('subject_state').update({ state: '{"of":"an older version"}' }))
    await t.reopen()
    expect(t.journal.view.get('alarm', 'a1')).toEqual(before)
  })
})

describe('verifying', () => {
  const columns = [
    'id',
    'origin',
    'seq',
    'hlc_ms',
    'hlc_counter',
    'subject_kind',
    'subject_id',
    'kind',
    'v',
    'actor',
    'on_behalf_of',
    'payload',
    'basis',
    'prev',
    'hash',
  ]
  const bent: Record<string, unknown> = {
    seq: 50,
    hlc_ms: startMs + 1,
    hlc_counter: 9,
    v: 2,
    basis: 7,
    subject_kind: 'task',
    actor: '{"id":"A-2","kind":"account"}',
    on_behalf_of: '{"id":"A-2","kind":"account"}',
    payload: '{"comment":"I was not here"}',
    prev: 'f'.repeat(64),
    hash: 'f'.repeat(64),
  }
  const tamper = (change: (tx: Parameters<Parameters<typeof t.store.transaction>[0]>[0]) => PromiseLike<unknown>) =>
    t.store.transaction(async (tx) => {
      await tx.raw('DROP TRIGGER entry_is_never_changed')
      await tx.raw('DROP TRIGGER entry_is_never_deleted')
      await change(tx)
    })
  let stored: readonly StoredEntry[]
  beforeEach(async () => {
    stored = await t.journal.write(() => [
      draft.raised('a1'),
      draft.raised('a2'),
      draft.acknowledged('a2'),
      draft.acknowledged('a1'),
      draft.returned('a1'),
    ])
  })

  it.each(columns)('names the entry whose %s was changed', async (column) => {
    await tamper((tx) =>
      tx('entry')
        .where({ position: 3 })
        .update({ [column]: bent[column] ?? 'x' }),
    )
    const verdict = await t.journal.verify()
    expect(verdict).toMatchObject({ isSound: false })
    const faults = verdict.faults
    expect(faults.some(({ id, seq }) => id === stored[2]?.id || seq === 3 || id === 'x')).toBe(true)
  })

  it('tells when an entry does not lie where it was stored', async () => {
    await tamper((tx) => tx('entry').where({ position: 5 }).update({ position: 50 }))
    expect(await t.journal.verify()).toMatchObject({ isSound: false, faults: [{ fault: 'moved', id: stored[4]?.id }] })
  })

  it('names a hole where an entry was deleted', async () => {
    await tamper((tx) => tx('entry').where({ position: 2 }).delete())
    const faults = [{ fault: 'missing', origin: 'seat-a', seq: 2 }]
    expect(await t.journal.verify()).toEqual({ isSound: false, entries: 1, faults, stale: [] })
  })

  it('names the entry after one that was exchanged with its hash', async () => {
    const { hashEntry } = await import('./rows')
    const forged = { ...stored[1]!, payload: { ...stored[1]!.payload, value: 99 } }
    await tamper((tx) =>
      tx('entry')
        .where({ position: 2 })
        .update({ payload: JSON.stringify(forged.payload), hash: hashEntry(forged) }),
    )
    expect(await t.journal.verify()).toMatchObject({
      isSound: false,
      faults: [{ fault: 'unchained', seq: 3, id: stored[2]?.id }],
    })
  })

  it('is not needed for a plain update or delete: the table refuses them', async () => {
    await expect(t.store.transaction((tx) => tx('entry').update({ kind: 'x' }))).rejects.toThrow('never changed')
    await expect(t.store.transaction((tx) => tx('entry').delete())).rejects.toThrow('never deleted')
  })
})

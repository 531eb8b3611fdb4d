import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AlarmId, DeviceId, IncidentId, SeatId } from '../../domain/contract'
import type { Migration, Store } from '../store/Store'
import { openDatabase } from '../store/openDatabase'
import { createJournal, type JournalOptions, type SeatJournal } from './createJournal'
import type { Draft } from './Journal'
import { journalMigrations } from './migrations'

export const startMs = Date.UTC(2026, 10, 22, 8)

/** A journal on a real file in a folder of its own, with a clock that tests turn. */
export interface TestJournal {
  store: Store
  journal: SeatJournal
  clock: { nowMs: number }
  storage: string[]
  faults: unknown[]
  /** Closes and opens again on the same file. */
  reopen(): Promise<void>
  dispose(): Promise<void>
}

export async function openTestJournal(
  migrations: readonly Migration[] = journalMigrations,
  seatId = SeatId.parse('seat-a'),
): Promise<TestJournal> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-journal-'))
  const clock = { nowMs: startMs }
  const storage: string[] = []
  const faults: unknown[] = []
  const open = async () => {
    const store = await openDatabase({
      file: join(folder, 'duty.db'),
      migrations,
      now: () => clock.nowMs,
      isCheckedAtOpen: true,
    })
    const options: JournalOptions = {
      store,
      seatId,
      now: () => clock.nowMs,
      randomBytes,
      onStorage: (state) => storage.push(state),
      onFault: (error) => faults.push(error),
    }
    return { store, journal: await createJournal(options) }
  }
  const close = async (): Promise<void> => {
    await opened.journal.close()
    await opened.store.close()
  }
  const opened: TestJournal = {
    ...(await open()),
    clock,
    storage,
    faults,
    async reopen() {
      await close()
      Object.assign(opened, await open())
    },
    async dispose() {
      await close()
      await rm(folder, { recursive: true })
    },
  }
  return opened
}

const actor = { kind: 'device', id: 'HYD-0312' } as const
const person = { kind: 'account', id: 'A-1', name: '李敏' } as const

/** Drafts of a plain story, for tests that are not about their content. */
export const draft = {
  raised: (id: string, sourceAtMs = startMs, deviceId = 'HYD-0312'): Draft => ({
    kind: 'alarm.raised',
    subjectId: id,
    actor,
    payload: {
      deviceId: DeviceId.parse(deviceId),
      definitionId: 'pressureLow',
      priority: 'urgent',
      isLifeSafety: true,
      sourceAtMs,
      arrivedAtMs: sourceAtMs + 20,
      value: 0.02,
      limit: 0.1,
      property: 'pressureMPa',
    },
  }),
  returned: (id: string, sourceAtMs = startMs + 1_000): Draft => ({
    kind: 'alarm.returned',
    subjectId: id,
    actor,
    payload: { sourceAtMs },
  }),
  acknowledged: (id: string): Draft => ({ kind: 'alarm.acknowledged', subjectId: id, actor: person, payload: {} }),
  linked: (id: string, incidentId: string): Draft => ({
    kind: 'alarm.linked',
    subjectId: id,
    actor: person,
    payload: { incidentId: IncidentId.parse(incidentId) },
  }),
  unlinked: (id: string, incidentId: string): Draft => ({
    kind: 'alarm.unlinked',
    subjectId: id,
    actor: person,
    payload: { incidentId: IncidentId.parse(incidentId) },
  }),
  opened: (id: string, alarmId: string): Draft => ({
    kind: 'incident.opened',
    subjectId: id,
    actor: person,
    payload: {
      number: `SJ-${id}`,
      type: 'fire',
      grade: 'larger',
      title: { zh: '消火栓', en: 'hydrant' },
      place: { lngLat: [113.94, 22.53] },
      alarmIds: [AlarmId.parse(alarmId)],
    },
  }),
  noted: (id: string, text: string): Draft => ({
    kind: 'incident.noted',
    subjectId: id,
    actor: person,
    payload: { text },
  }),
  closed: (id: string): Draft => ({
    kind: 'incident.closed',
    subjectId: id,
    actor: person,
    payload: { result: 'done' },
  }),
} as const

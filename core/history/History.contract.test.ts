import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { openDatabase } from '../store/openDatabase'
import { historyContract } from './historyContract'
import { createHistoryStore, historyMigrations } from './HistoryStore'

describe('history in SQLite', () => {
  historyContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chengtai-history-'))
    return {
      async open() {
        const store = await openDatabase({
          file: join(folder, 'history.db'),
          migrations: historyMigrations,
          now: () => 0,
          isCheckedAtOpen: false,
        })
        return { tables: createHistoryStore(store), close: () => store.close() }
      },
      remove: () => rm(folder, { recursive: true }),
    }
  }, 12)
})

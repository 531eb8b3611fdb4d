import { z } from 'zod'
import { Actor, Device, DeviceId, DevicePatch } from '../../domain/contract'
import type { Migration, Store } from '../store/Store'
import type { Knex } from 'knex'

export const importMigrations: readonly Migration[] = [
  {
    id: 'registry-0003-imports',
    up: (tx) =>
      tx.schema.createTable('registry_import', (table) => {
        table.text('id').primary()
        table.text('actor').notNullable()
        table.text('steps').notNullable()
      }),
  },
]

/** A row that is to be written. */
export const QueuedStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), row: z.number().int(), device: Device }),
  z.object({ kind: z.literal('change'), row: z.number().int(), deviceId: DeviceId, patch: DevicePatch }),
])
export type QueuedStep = z.infer<typeof QueuedStep>

/** An import that was begun: all of it lies on disk before the first of its rows is written, so that a start after a crash brings it to its end. */
export interface QueuedImport {
  readonly id: string
  readonly actor: Actor
  readonly steps: readonly QueuedStep[]
}

export interface ImportQueue {
  /** Within the transaction of the entry that begins it. */
  add(tx: Knex.Transaction, queued: QueuedImport): Promise<void>
  remove(id: string): Promise<void>
  /** Those that were begun. @param onUnreadable told of one that cannot be read; it stays, and holds up nothing */
  all(onUnreadable: (error: unknown) => void): Promise<QueuedImport[]>
}

const Row = z.object({ id: z.string(), actor: z.string(), steps: z.string() })

export function createImportQueue(store: Store): ImportQueue {
  return {
    async add(tx, { id, actor, steps }) {
      await tx('registry_import').insert({ id, actor: JSON.stringify(actor), steps: JSON.stringify(steps) })
    },
    remove: (id) =>
      store.transaction(async (tx) => {
        await tx('registry_import').where({ id }).delete()
      }),
    async all(onUnreadable) {
      const rows: unknown[] = await store.knex('registry_import').select('id', 'actor', 'steps')
      return rows.flatMap((row) => {
        try {
          const { id, actor, steps } = Row.parse(row)
          return { id, actor: Actor.parse(JSON.parse(actor)), steps: z.array(QueuedStep).parse(JSON.parse(steps)) }
        } catch (error) {
          onUnreadable(error)
          return []
        }
      })
    },
  }
}

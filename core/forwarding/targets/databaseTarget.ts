import { Client } from 'pg'
import type { ForwardField, ForwardTarget } from '../../../domain/contract'
import { shapeItem } from '../../../domain/forwarding/shapeItem'
import type { ForwardItem } from '../../../domain/forwarding/ForwardItem'
import { connectedTarget } from './connectedTarget'
import { codeOf, faultOf, sendWithinMs, type Target, TargetError } from './Target'

function databaseFault(error: unknown): TargetError {
  const code = codeOf(error) ?? ''
  const text = error instanceof Error ? error.message.slice(0, 300) : String(error)
  // Data exceptions and broken constraints: of the content. The rest may be another one tomorrow.
  if (/^2[23]/.test(code)) return new TargetError('rejected', `${code} ${text}`)
  if (code.startsWith('28') || code === '42501') return new TargetError('notAllowed', `${code} ${text}`)
  if (code.startsWith('57P')) return new TargetError('unreachable', `${code} ${text}`)
  return faultOf(error)
}

/** A connection, and whether the server has not ended it. */
interface Session {
  readonly client: Client
  isOpen: boolean
}

/**
 * Rows of a PostgreSQL table: `id` as primary key, so that what comes twice stands there once, when it happened, and the fields of the route as JSON beside the columns that
 * queries ask for most. The table is made when it is not there.
 */
export function databaseTarget(
  { host, port, database, table, isTls, username }: Extract<ForwardTarget, { kind: 'database' }>,
  fields: readonly ForwardField[],
  secret: string | undefined,
): Target {
  const rowOf = (item: ForwardItem) => ({
    id: item.id,
    at: new Date(item.atMs).toISOString(),
    kind: item.kind,
    device: item.deviceId,
    property: item.property,
    value: item.value,
    body: shapeItem(item, fields),
  })
  return connectedTarget<Session>({
    async open() {
      const client = new Client({
        host,
        port,
        database,
        user: username,
        ...(secret !== undefined && { password: secret }),
        ssl: isTls,
        connectionTimeoutMillis: 10_000,
        statement_timeout: sendWithinMs,
        application_name: 'chengtai forwarding',
      })
      const session = { client, isOpen: true }
      client.on('error', () => (session.isOpen = false))
      try {
        await client.connect()
        await client.query(
          `CREATE TABLE IF NOT EXISTS "${table}" (id text PRIMARY KEY, at timestamptz NOT NULL, kind text NOT NULL, device text, property text, value double precision, body jsonb NOT NULL)`,
        )
      } catch (error) {
        await client.end().catch(() => undefined)
        throw error
      }
      return session
    },
    isOpen: ({ isOpen }) => isOpen,
    close: ({ client }) => client.end(),
    send: ({ client }, items) =>
      client.query(
        `INSERT INTO "${table}" (id, at, kind, device, property, value, body)
         SELECT id, at, kind, device, property, value, body
         FROM jsonb_to_recordset($1::jsonb) AS r(id text, at timestamptz, kind text, device text, property text, value double precision, body jsonb)
         ON CONFLICT (id) DO NOTHING`,
        [JSON.stringify(items.map(rowOf))],
      ),
    faultOf: databaseFault,
  })
}

import { Client } from 'pg'
import type { ForwardField, ForwardTarget } from '../../../domain/contract'
import { shapeItem } from '../../../domain/forwarding/shapeItem'
import { codeOf, faultOf, sendWithinMs, type Target, TargetError, within } from './Target'

function databaseFault(error: unknown): TargetError {
  const code = codeOf(error) ?? ''
  const text = error instanceof Error ? error.message.slice(0, 300) : String(error)
  // Data exceptions and broken constraints: of the content. The rest may be another one tomorrow.
  if (/^2[23]/.test(code)) return new TargetError('rejected', `${code} ${text}`)
  if (code.startsWith('28') || code === '42501') return new TargetError('notAllowed', `${code} ${text}`)
  if (code.startsWith('57P')) return new TargetError('unreachable', `${code} ${text}`)
  return faultOf(error)
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
  let client: Client | undefined
  const drop = async (): Promise<void> => {
    const gone = client
    client = undefined
    await gone?.end().catch(() => undefined)
  }
  const connected = async (): Promise<Client> => {
    if (client) return client
    const fresh = new Client({
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
    // An idle connection that the server ends; the next send makes another.
    fresh.on('error', () => {
      if (client === fresh) client = undefined
    })
    await fresh.connect()
    client = fresh
    await fresh.query(
      `CREATE TABLE IF NOT EXISTS "${table}" (id text PRIMARY KEY, at timestamptz NOT NULL, kind text NOT NULL, device text, property text, value double precision, body jsonb NOT NULL)`,
    )
    return fresh
  }
  return {
    async send(items) {
      const rows = items.map((item) => ({
        id: item.id,
        at: new Date(item.atMs).toISOString(),
        kind: item.kind,
        device: item.deviceId,
        property: item.property,
        value: item.value,
        body: shapeItem(item, fields),
      }))
      try {
        const to = await within(connected())
        await within(
          to.query(
            `INSERT INTO "${table}" (id, at, kind, device, property, value, body)
             SELECT id, at, kind, device, property, value, body
             FROM jsonb_to_recordset($1::jsonb) AS r(id text, at timestamptz, kind text, device text, property text, value double precision, body jsonb)
             ON CONFLICT (id) DO NOTHING`,
            [JSON.stringify(rows)],
          ),
        )
      } catch (error) {
        await drop()
        throw databaseFault(error)
      }
    },
    close: drop,
  }
}

import { connectAsync } from 'mqtt'
import sqlite3 from 'sqlite3'
import { z } from 'zod'
import { tell } from './reports'

export const SubjectOptions = z.object({
  url: z.string(),
  folder: z.string(),
  qos: z.union([z.literal(0), z.literal(1)]),
})

const flushMs = 50

/**
 * The limit to hold ourselves against: mqtt.js, JSON.parse, one rule, and sqlite3 with `json_each` batches of a row a message; no checks, no live state, no
 * alarms. At QoS 1 it acknowledges before it stores, as `on('message')` does: it would lose messages in a crash.
 */
export async function runBareStack(given: unknown): Promise<void> {
  const { url, folder, qos } = SubjectOptions.parse(given)
  const database = new sqlite3.Database(`${folder}/bare.db`)
  const run = (sql: string, parameters: unknown[] = []) =>
    new Promise<void>((resolve, reject) =>
      database.run(sql, parameters, (error) => (error ? reject(error) : resolve())),
    )
  await run('PRAGMA journal_mode=WAL')
  await run('PRAGMA synchronous=FULL')
  await run('CREATE TABLE sample (device INTEGER, at_ms INTEGER, a REAL, b REAL, c REAL, d REAL, e REAL, f REAL)')

  let rows: unknown[][] = []
  let stored = 0
  let alarms = 0
  const flush = async (): Promise<void> => {
    const batch = rows
    rows = []
    if (batch.length > 0) {
      await run(
        `INSERT INTO sample SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7 FROM json_each(?)`,
        [JSON.stringify(batch)],
      )
      stored += batch.length
      tell({ stored })
    }
    setTimeout(() => void flush(), flushMs)
  }
  const client = await connectAsync(url, { protocolVersion: 5, properties: { receiveMaximum: 8192 } })
  client.on('message', (topic, payload) => {
    const { params } = JSON.parse(payload.toString('latin1'))
    if (params.temperature > 60) alarms++
    const device = Number(topic.split('/')[3]?.slice(1))
    rows.push([
      device,
      Date.now(),
      params.temperature,
      params.humidity,
      params.co2,
      params.power,
      params.level,
      params.isOpen,
    ])
  })
  await client.subscribeAsync('/sys/#', { qos })
  tell({ stored })
  void flush()
  process.once('disconnect', () => process.exit(alarms < 0 ? 1 : 0))
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knexFactory from 'knex'
import { describe, expect, it } from 'vitest'
import { IdempotencyKey, Refused } from '../../domain/contract'
import { until } from '../support/installation'
import { startSeat } from './kit/startSeat'
import { report } from './report'

describe('a seat whose journal cannot be written', () => {
  it('shows an alarm at its windows all the same, says that it is not saved, and saves it once afterwards', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chengtai-d8-'))
    const seat = await startSeat(folder)
    const file = knexFactory({
      client: 'sqlite3',
      connection: { filename: join(folder, 'duty.db') },
      useNullAsDefault: true,
    })
    try {
      await file.raw('PRAGMA busy_timeout=5000')
      await file.raw(`CREATE TRIGGER stopped BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'stopped'); END`)
      const saidAtMs = performance.now()
      await seat.smoke('YG-T2-1806')
      const alarm = await until(() => seat.shown.get('YG-T2-1806'), 'the alarm at the window')
      const shownMs = performance.now() - saidAtMs
      const acknowledging = seat.window.call('alarm.acknowledge', {
        key: IdempotencyKey.parse('d8-key-1'),
        ids: [alarm.id],
        basis: 0,
      })
      const refusal = await acknowledging.then(
        ({ refused }) => refused[0]?.code ?? 'done',
        (error: unknown) => (error instanceof Refused ? error.code : String(error)),
      )
      await file.raw('DROP TRIGGER stopped')
      const isSaved = () => seat.shown.get('YG-T2-1806')?.isUnsaved === undefined
      await until(isSaved, 'the alarm is saved')
      const raised = await file('entry').where({ kind: 'alarm.raised', subject_id: alarm.id })
      const pass = alarm.isUnsaved === true && refusal === 'storageDegraded' && raised.length === 1
      report({
        name: 'D8 audit-tamper, alarms while the writer is stopped',
        figures: { shownMs: Math.round(shownMs), saved: raised.length, acknowledgement: refusal },
        bar: 'shown at a window before it is saved, decision refused, saved once afterwards',
        pass,
      })
      expect(alarm).toMatchObject({ isUnsaved: true, state: 'unacknowledged' })
      expect(refusal).toBe('storageDegraded')
      expect(raised).toHaveLength(1)
    } finally {
      await file.destroy()
      await seat.stop()
      await rm(folder, { recursive: true })
    }
  })
})

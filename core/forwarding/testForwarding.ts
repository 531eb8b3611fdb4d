import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type ForwardRouteText, type ForwardTarget, SeatId } from '../../domain/contract'
import type { Schedule } from '../iot/Schedule'
import { createJournal } from '../journal/createJournal'
import { journalMigrations } from '../journal/migrations'
import { openDatabase } from '../store/openDatabase'
import { createSealedJson } from '../sync/sealedJson'
import { createForwarding } from './createForwarding'
import { openTarget } from './targets/openTarget'

/** Test support: who saves routes. */
export const li = { kind: 'account', id: 'li' } as const
const log = { append: () => {}, whenStored: (done: (error?: Error) => void) => done() }
/** What waits for a minute in life waits for a moment here; the order stays. */
const fast: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, Math.min(delayMs / 50, 200))
  return () => clearTimeout(timer)
}

/** A seat's forwarding on the files of a folder, as after a start. */
export async function startForwarding(folder: string, open: typeof openTarget = openTarget) {
  const store = await openDatabase({
    file: join(folder, 'duty.db'),
    migrations: journalMigrations,
    now: Date.now,
    isCheckedAtOpen: false,
  })
  const faults: unknown[] = []
  const onError = (error: unknown) => void faults.push(error)
  const journal = await createJournal({
    store,
    seatId: SeatId.parse('seat-1'),
    now: Date.now,
    randomBytes,
    onStorage: () => undefined,
    onFault: onError,
  })
  let ids = 0
  const forwarding = createForwarding({
    journal,
    dataDir: folder,
    seatId: 'seat-1',
    sealed: createSealedJson(Buffer.alloc(32, 7), 'forwarding'),
    describePoint: (point) => ({
      deviceId: `m-${point}`,
      property: 'power',
      systemKey: 'energy.meter',
      typeId: 'METER',
      name: `表${point}`,
      unit: 'kW',
    }),
    describeDevice: (deviceId) => ({ deviceId, systemKey: 'fire.alarm', typeId: 'SMOKE', name: '烟感' }),
    newId: () => `${Date.now()}-${ids++}`,
    now: Date.now,
    random: () => 0.5,
    schedule: fast,
    onError,
    open,
  })
  const stop = forwarding.start()
  const end = async () => {
    await stop()
    await forwarding.close()
    await journal.close()
    await store.close()
  }
  const tapped = forwarding.tap(log)
  return {
    forwarding,
    journal,
    faults,
    /** As a connector: acknowledged when it is stored. */
    async tell(point: number, ...values: readonly number[]) {
      values.forEach((value, i) => tapped.append(point, value, 1_000 * (point + 1) + i, 0))
      await new Promise<void>((resolve, reject) => tapped.whenStored((error) => (error ? reject(error) : resolve())))
    },
    end,
  }
}

export const route = (target: ForwardTarget, given: Partial<ForwardRouteText> = {}): ForwardRouteText => ({
  name: '到数据平台',
  isEnabled: true,
  filter: { kinds: ['sample', 'alarm', 'rule'] },
  fields: ['kind', 'atMs', 'deviceId', 'property', 'value'],
  target,
  mostQueueMb: 10,
  ...given,
})

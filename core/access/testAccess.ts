import { createHmac, randomBytes } from 'node:crypto'
import { DeviceId, DeviceTypeId, type Actor, type SeatId } from '../../domain/contract'
import { signedText } from '../../domain/access/signedMessage'
import { createMemoryJournal } from '../iot/testMemoryJournal'
import { createTestClock } from '../iot/testClock'
import { createAccess } from './createAccess'
import { signKeyOf } from './deviceSecret'
import { type KeyPair, makeRsaKey } from './x509'
import type { KeptNumbers, NumberStore } from './numberStore'

/** Test support: access of the small site in `connectors/mqtt/testing`, with the real journal's rules in memory. */

export const engineer: Actor = { kind: 'account', id: 'hejing', name: '何静' }
export const hydrant = DeviceTypeId.parse('hydrant')
export const handset = DeviceTypeId.parse('handset')
export const device = (id: string) => DeviceId.parse(id)
export const testSecret = Buffer.from('an installation secret of at least 32 bytes')

/** Hydrants `h0` … `h3` of which `h2` and `h3` are behind `h1`; handsets `p0`, `p1`. */
const types = new Map([
  ...['h0', 'h1', 'h2', 'h3'].map((id) => [id, hydrant] as const),
  ...['p0', 'p1'].map((id) => [id, handset] as const),
])
const behind = new Map([
  ['h2', 'h1'],
  ['h3', 'h1'],
])

export function createNumbers(): NumberStore & { rows: Map<string, KeptNumbers> } {
  const rows = new Map<string, KeptNumbers>()
  return {
    rows,
    read: async () => [...rows.values()],
    save: async (changed) => changed.forEach((row) => void rows.set(row.keyId, row)),
    forget: async (keyIds) => keyIds.forEach((keyId) => void rows.delete(keyId)),
  }
}

/** Making a key takes long: the tests of a file share one for their authorities and one for everybody else. */
const testKeys = new Map<string, Promise<KeyPair>>()
export function makeTestKey(use: 'authority' | 'holder'): Promise<KeyPair> {
  const key = testKeys.get(use) ?? makeRsaKey('holder')
  testKeys.set(use, key)
  return key
}

export async function createTestAccess(
  options: {
    startMs?: number
    seatId?: SeatId
    journal?: ReturnType<typeof createMemoryJournal>
    numbers?: NumberStore
  } = {},
) {
  const clock = createTestClock(options.startMs ?? Date.now())
  const journal = options.journal ?? createMemoryJournal(clock.now, options.seatId)
  const faults: unknown[] = []
  let ids = 0
  const retired = new Set<string>()
  const listeners = new Set<() => void>()
  const access = await createAccess({
    journal,
    numbers: options.numbers ?? createNumbers(),
    directory: {
      find(id) {
        const typeId = retired.has(id) ? undefined : types.get(id)
        return typeId && { id: device(id), typeId }
      },
      hasType: (id) => id === hydrant || id === handset,
      isBehind: (gatewayId, id) => behind.get(id) === gatewayId,
      onChanged(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    secret: testSecret,
    now: clock.now,
    newId: () => `id-${(ids += 1)}`,
    randomBytes,
    schedule: clock.schedule,
    onError: (error) => faults.push(error),
    makeKey: makeTestKey,
  })
  /** The device is one no more. */
  const retire = (id: string) => {
    retired.add(id)
    for (const listener of listeners) listener()
  }
  return { access, journal, clock, faults, retire }
}

/** As a device does it: see `docs/integrators.md`. */
export function sign(
  secret: string,
  topic: string,
  message: unknown,
  { seq, time }: { seq: number; time: number },
): string {
  const payload = JSON.stringify(message)
  const text = signedText(topic, { payload, seq, time })
  return JSON.stringify({
    payload,
    time,
    seq,
    sign: createHmac('sha256', signKeyOf(secret)).update(text).digest('hex'),
  })
}

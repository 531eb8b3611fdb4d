import { expect, test } from 'vitest'
import type { ShownRoute } from '../../../domain/contract'
import { draftOf, newDraft, readDraft, targetKinds } from './routeDraft'

const saved = { by: { kind: 'account', id: 'li' } as const, atMs: 1 }

test('what was read out of a route is the same route when nobody changed anything', () => {
  const targets: ShownRoute['target'][] = [
    { kind: 'mqtt', url: 'mqtts://host:8883', topic: 'a/{deviceId}', qos: 1 },
    { kind: 'http', url: 'https://host/in', method: 'POST', username: 'me' },
    { kind: 'kafka', brokers: ['a:9092', 'b:9092'], topic: 't', isTls: false },
    { kind: 'file', format: 'parquet', rotateRows: 500, rotateMinutes: 5, keepFiles: 3 },
    { kind: 'database', host: 'db', port: 5433, database: 'd', table: 't', isTls: true, username: 'u' },
  ]
  expect(targets.map(({ kind }) => kind)).toEqual(targetKinds)
  for (const target of targets) {
    const text = {
      name: '到平台',
      isEnabled: false,
      filter: { kinds: ['alarm' as const], systemKeys: ['fire.alarm', 'fire.hydrant'] },
      fields: ['value' as const],
      target,
      mostQueueMb: 7,
    }
    expect(readDraft(draftOf({ ...text, id: 'r', saved, hasSecret: true }))).toEqual({ route: text })
  }
})

test('lists may be parted as Chinese and English people part them', () => {
  const draft = { ...newDraft(), name: 'x', target: { ...newDraft().target, url: 'mqtt://h' } }
  const read = readDraft({ ...draft, lists: { ...draft.lists, deviceIds: 'a,b、c, d' } })
  expect(read).toMatchObject({ route: { filter: { deviceIds: ['a', 'b', 'c', 'd'] } } })
})

test('says which fields are not sound', () => {
  const read = readDraft({ ...newDraft(), kinds: [], mostQueueMb: 'much' })
  expect('problems' in read && [...read.problems].sort()).toEqual(['kinds', 'mostQueueMb', 'name', 'url'])
})

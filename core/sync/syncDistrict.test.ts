import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { documentChunkBytes, type SyncFrame } from '../../domain/contract/sync'
import { syncDistrict, type SyncDistrictOptions } from './syncDistrict'
import { linkFeatures } from './testLinks'
import { settle } from './testJournal'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const text = `${JSON.stringify({ 名称: '深圳湾'.repeat(60_000) })}\n`.repeat(3)
const hash = sha256(text)

let stored: string[]
let faults: unknown[]
let isAttested: boolean
beforeEach(() => {
  stored = []
  faults = []
  isAttested = true
})

const leader = () =>
  syncDistrict({
    read: async () => ({ text, sha256: hash }),
    hash: () => hash,
    takesFrom: () => false,
    isAttested: async () => true,
    store: async () => expect.unreachable(),
    onFault: (error) => faults.push(error),
  })

const follower = (options: Partial<SyncDistrictOptions> = {}) =>
  syncDistrict({
    read: async () => undefined,
    hash: () => (stored[0] === undefined ? undefined : sha256(stored[0])),
    takesFrom: () => true,
    isAttested: async () => isAttested,
    store: async (whole) => void stored.push(whole),
    onFault: (error) => faults.push(error),
    ...options,
  })

const link = (b = follower(), change?: (frame: SyncFrame) => SyncFrame | undefined) =>
  linkFeatures({ a: leader(), b }, { a: { role: 'leader', districtHash: hash } }, change)

describe('the registry between seats', () => {
  it('comes over whole, in pieces, and once', async () => {
    const { sent } = link()
    for (let i = 0; i < 10; i++) await settle()
    expect(stored).toEqual([text])
    const chunks = sent.flatMap(({ frame }) => (frame.t === 'districtChunk' ? frame.bytes.length : []))
    expect(chunks.length).toBe(Math.ceil(Buffer.byteLength(text) / documentChunkBytes))
    expect(Math.max(...chunks)).toBeLessThanOrEqual(documentChunkBytes)
    expect(faults).toEqual([])
  })

  it('is not asked for from a seat that is not followed, or that has the same', async () => {
    const one = link(follower({ takesFrom: () => false }))
    const other = link(follower({ hash: () => hash }))
    await settle()
    expect([...one.sent, ...other.sent]).toEqual([])
  })

  it('is taken when the journal knows that it was imported, and not before', async () => {
    isAttested = false
    const b = follower()
    const { sent } = link(b)
    await settle()
    expect(sent).toEqual([])
    isAttested = true
    b.tick?.()
    for (let i = 0; i < 10; i++) await settle()
    expect(stored).toEqual([text])
  })

  it('goes on with the next piece after a link that broke', async () => {
    const b = follower()
    let pieces = 0
    const first = link(b, (frame) => (frame.t === 'districtChunk' && ++pieces > 3 ? undefined : frame))
    for (let i = 0; i < 10; i++) await settle()
    first.cut()
    const second = link(b)
    for (let i = 0; i < 10; i++) await settle()
    expect(stored).toEqual([text])
    expect(second.sent[0]?.frame).toMatchObject({ t: 'districtPull', offset: 3 * documentChunkBytes })
  })

  it('asks again for a piece that never came', async () => {
    let pieces = 0
    const b = follower()
    link(b, (frame) => (frame.t === 'districtChunk' && ++pieces === 2 ? undefined : frame))
    for (let i = 0; i < 10; i++) await settle()
    expect(stored).toEqual([])
    for (let i = 0; i < 3; i++) b.tick?.()
    for (let i = 0; i < 10; i++) await settle()
    expect(stored).toEqual([text])
  })

  it('is refused whole when a byte of it is another one', async () => {
    const { refusals } = link(follower(), (frame) => {
      if (frame.t !== 'districtChunk' || frame.offset === 0) return frame
      const bytes = frame.bytes.slice()
      bytes[0] = (bytes[0] ?? 0) ^ 1
      return { ...frame, bytes }
    })
    for (let i = 0; i < 10; i++) await settle()
    expect(stored).toEqual([])
    expect(refusals[0]).toContain('not the one that was asked for')
  })

  it('is refused when its size cannot be', async () => {
    const { refusals } = link(follower(), (frame) =>
      frame.t === 'districtChunk' ? { ...frame, total: 2 ** 40 } : frame,
    )
    await settle()
    expect(refusals).toHaveLength(1)
  })

  it('that could not be stored is asked for again after a minute, not at once', async () => {
    let tries = 0
    const b = follower({
      store: async (whole) => {
        if (++tries === 1) throw new Error('disk full')
        stored.push(whole)
      },
    })
    link(b)
    for (let i = 0; i < 10; i++) await settle()
    for (let i = 0; i < 10; i++) b.tick?.()
    for (let i = 0; i < 10; i++) await settle()
    expect([tries, faults.length]).toEqual([1, 1])
    for (let i = 0; i < 30; i++) b.tick?.()
    for (let i = 0; i < 10; i++) await settle()
    expect(stored).toEqual([text])
  })

  it('comes over when the leader has another one later', async () => {
    const { setStatus } = linkFeatures({ a: leader(), b: follower() })
    await settle()
    expect(stored).toEqual([])
    setStatus('a', { districtHash: hash })
    for (let i = 0; i < 10; i++) await settle()
    expect(stored).toEqual([text])
  })
})

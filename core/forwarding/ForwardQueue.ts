import { z } from 'zod'
import type { ForwardAside } from '../../domain/contract'
import { type ForwardItem, ForwardItems } from '../../domain/forwarding/ForwardItem'
import type { Migration, Store } from '../store/Store'

export const forwardMigrations: readonly Migration[] = [
  {
    id: 'forward-0001-queue',
    async up(tx) {
      // AUTOINCREMENT: the order of the chunks is the order of their numbers, also after the last one has gone.
      await tx.raw(
        'CREATE TABLE forward_chunk (id INTEGER PRIMARY KEY AUTOINCREMENT, route TEXT NOT NULL, at_ms INTEGER NOT NULL, count INTEGER NOT NULL, items TEXT NOT NULL)',
      )
      await tx.raw(
        'CREATE TABLE forward_aside (id INTEGER PRIMARY KEY AUTOINCREMENT, route TEXT NOT NULL, at_ms INTEGER NOT NULL, reason TEXT NOT NULL, item TEXT NOT NULL)',
      )
      await tx.raw('CREATE INDEX forward_aside_route ON forward_aside (route, id)')
      await tx.raw('CREATE TABLE forward_cursor (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL)')
    },
  },
  {
    id: 'forward-0002-told',
    up: (tx) =>
      tx.schema.raw(
        'CREATE TABLE forward_told (route TEXT NOT NULL, id TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (route, id)) WITHOUT ROWID',
      ),
  },
]

/** Items that leave together. */
export const mostChunkItems = 500
/** How long it is remembered that a reminder was taken in: whoever tells it again does so within minutes. ms */
const toldForMs = 86_400_000
/** Items that lie aside of a route, at most; the oldest beyond are thrown away. */
const mostAsides = 1_000

interface ChunkHead {
  readonly id: number
  atMs: number
  count: number
  bytes: number
}
export interface Chunk {
  readonly id: number
  readonly items: readonly ForwardItem[]
}
export interface Refused {
  readonly item: ForwardItem
  readonly reason: string
}

/** What waits for a route. */
export interface Backlog {
  items: number
  bytes: number
  oldestAtMs: number | undefined
  asides: number
  /** Items let go since the queue was full, in this run. */
  dropped: number
}

/** What is on its way out, on disk, in order. */
export interface ForwardQueue {
  /** Position of the journal up to which entries were taken in. */
  readonly cursor: number | undefined
  /** Keeps items, and the journal's position with them, in one transaction; the oldest chunks of a route that is full are let go. */
  put(batches: ReadonlyMap<string, readonly ForwardItem[]>, cursor?: number): Promise<void>
  /** The oldest chunk of a route; one that cannot be read is set aside as it is. */
  next(routeId: string): Promise<Chunk | undefined>
  /** Takes what was delivered, or set aside, out of a chunk; what is left stays in its place. */
  settle(routeId: string, chunk: Chunk, left: readonly ForwardItem[], refused: readonly Refused[]): Promise<void>
  backlog(routeId: string): Backlog
  asides(routeId: string, limit: number): Promise<ForwardAside[]>
  /** @returns how many there were */
  settleAsides(routeId: string, ids: readonly number[], deed: 'retry' | 'discard'): Promise<number>
  /** Forgets a route. */
  remove(routeId: string): Promise<void>
  /** Told of a route that has something more to send. */
  onAdded(listener: (routeId: string) => void): () => void
}

const HeadRow = z.object({
  id: z.number(),
  route: z.string(),
  atMs: z.number(),
  count: z.number(),
  bytes: z.number(),
})
const ItemsRow = z.object({ items: z.string() })
const AsideRow = z.object({ id: z.number(), atMs: z.number(), reason: z.string(), item: z.string() })

/** @param mostBytesOf limit of a route, bytes; @param store opened with `forwardMigrations` */
export async function openForwardQueue(
  store: Store,
  mostBytesOf: (routeId: string) => number,
  now: () => number,
): Promise<ForwardQueue> {
  const heads = new Map<string, ChunkHead[]>()
  const asideCounts = new Map<string, number>()
  const dropped = new Map<string, number>()
  const listeners = new Set<(routeId: string) => void>()
  /** Chunks that are being sent: never let go of. */
  const underWay = new Map<string, number>()
  const headsOf = (routeId: string): ChunkHead[] => {
    const known = heads.get(routeId) ?? []
    heads.set(routeId, known)
    return known
  }
  const rows: unknown[] = await store.knex.raw(
    'SELECT id, route, at_ms AS atMs, count, length(CAST(items AS BLOB)) AS bytes FROM forward_chunk ORDER BY id',
  )
  for (const { route, ...head } of rows.map((row) => HeadRow.parse(row))) headsOf(route).push(head)
  const counted: { route: string; count: number }[] = await store.knex.raw(
    'SELECT route, count(*) AS count FROM forward_aside GROUP BY route',
  )
  for (const { route, count } of counted) asideCounts.set(route, count)
  const [at]: { position: number }[] = await store.knex.raw('SELECT position FROM forward_cursor')
  let cursor = at?.position

  const refuse = async (
    tx: Parameters<Parameters<Store['transaction']>[0]>[0],
    routeId: string,
    refused: readonly Refused[],
  ) => {
    for (const { item, reason } of refused)
      await tx('forward_aside').insert({ route: routeId, at_ms: now(), reason, item: JSON.stringify(item) })
    if (refused.length > 0)
      await tx.raw(
        'DELETE FROM forward_aside WHERE route = ? AND id NOT IN (SELECT id FROM forward_aside WHERE route = ? ORDER BY id DESC LIMIT ?)',
        [routeId, routeId, mostAsides],
      )
  }
  const noteAsides = (routeId: string, more: number): void =>
    void asideCounts.set(routeId, Math.max(0, Math.min(mostAsides, (asideCounts.get(routeId) ?? 0) + more)))

  /** Chunks to let go of, so that a route with `more` bytes stays below its limit. */
  const overflowOf = (routeId: string, more: number): ChunkHead[] => {
    const known = headsOf(routeId)
    let bytes = known.reduce((sum, head) => sum + head.bytes, more)
    const gone: ChunkHead[] = []
    for (const head of known) {
      if (bytes <= mostBytesOf(routeId)) break
      if (head.id === underWay.get(routeId)) continue
      gone.push(head)
      bytes -= head.bytes
    }
    return gone
  }

  /** Without the reminders that the route took in before: they are told again by whoever cannot know whether they were. */
  const notTold = async (
    tx: Parameters<Parameters<Store['transaction']>[0]>[0],
    route: string,
    items: readonly ForwardItem[],
    atMs: number,
  ): Promise<readonly ForwardItem[]> => {
    if (!items.some(({ kind }) => kind === 'reminder')) return items
    await tx('forward_told')
      .where('at_ms', '<', atMs - toldForMs)
      .delete()
    const fresh: ForwardItem[] = []
    for (const item of items) {
      if (item.kind === 'reminder') {
        const noted: unknown[] = await tx.raw(
          'INSERT INTO forward_told (route, id, at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING id',
          [route, item.id, atMs],
        )
        if (noted.length === 0) continue
      }
      fresh.push(item)
    }
    return fresh
  }

  return {
    get cursor() {
      return cursor
    },
    async put(batches, position) {
      const atMs = now()
      const added: { route: string; head: ChunkHead }[] = []
      const gone = new Map<string, ChunkHead[]>()
      await store.transaction(async (tx) => {
        // It may be run a second time.
        added.length = 0
        for (const [route, given] of batches) {
          const items = await notTold(tx, route, given, atMs)
          const bodies: { body: string; count: number }[] = []
          for (let from = 0; from < items.length; from += mostChunkItems) {
            const some = items.slice(from, from + mostChunkItems)
            bodies.push({ body: JSON.stringify(some), count: some.length })
          }
          for (const { body, count } of bodies) {
            const inserted: { id: number }[] = await tx.raw(
              'INSERT INTO forward_chunk (route, at_ms, count, items) VALUES (?, ?, ?, ?) RETURNING id',
              [route, atMs, count, body],
            )
            const id = inserted[0]?.id
            if (id === undefined) throw new Error('the queue did not take the chunk')
            added.push({ route, head: { id, atMs, count, bytes: Buffer.byteLength(body) } })
          }
          const fresh = added.reduce((sum, one) => (one.route === route ? sum + one.head.bytes : sum), 0)
          const over = overflowOf(route, fresh)
          gone.set(route, over)
          if (over.length > 0)
            await tx('forward_chunk')
              .whereIn(
                'id',
                over.map(({ id }) => id),
              )
              .delete()
        }
        if (position !== undefined) await tx('forward_cursor').insert({ id: 1, position }).onConflict('id').merge()
      })
      cursor = position ?? cursor
      for (const { route, head } of added) headsOf(route).push(head)
      for (const [route, over] of gone) {
        if (over.length === 0) continue
        heads.set(
          route,
          headsOf(route).filter((head) => !over.includes(head)),
        )
        dropped.set(route, (dropped.get(route) ?? 0) + over.reduce((sum, { count }) => sum + count, 0))
      }
      for (const route of batches.keys()) for (const listener of listeners) listener(route)
    },

    async next(routeId) {
      for (let head = headsOf(routeId)[0]; head; head = headsOf(routeId)[0]) {
        underWay.set(routeId, head.id)
        const found: unknown[] = await store.knex.raw('SELECT items FROM forward_chunk WHERE id = ?', [head.id])
        const row = ItemsRow.safeParse(found[0])
        const items = row.success ? readItems(row.data.items) : undefined
        if (items) return { id: head.id, items }
        // Nobody can say what it was: it goes, counted, so that those behind it go on.
        await store.transaction((tx) => tx('forward_chunk').where({ id: head?.id }).delete())
        headsOf(routeId).shift()
        dropped.set(routeId, (dropped.get(routeId) ?? 0) + head.count)
      }
      underWay.delete(routeId)
      return undefined
    },

    async settle(routeId, { id }, left, refused) {
      const body = JSON.stringify(left)
      await store.transaction(async (tx) => {
        await refuse(tx, routeId, refused)
        if (left.length === 0) await tx('forward_chunk').where({ id }).delete()
        else await tx('forward_chunk').where({ id }).update({ items: body, count: left.length })
      })
      noteAsides(routeId, refused.length)
      underWay.delete(routeId)
      const known = headsOf(routeId)
      const at = known.findIndex((head) => head.id === id)
      const head = known[at]
      if (!head) return
      if (left.length === 0) known.splice(at, 1)
      else {
        head.count = left.length
        head.bytes = Buffer.byteLength(body)
      }
    },

    backlog(routeId) {
      const known = headsOf(routeId)
      return {
        items: known.reduce((sum, { count }) => sum + count, 0),
        bytes: known.reduce((sum, { bytes }) => sum + bytes, 0),
        oldestAtMs: known[0]?.atMs,
        asides: asideCounts.get(routeId) ?? 0,
        dropped: dropped.get(routeId) ?? 0,
      }
    },

    async asides(routeId, limit) {
      const found: unknown[] = await store.knex.raw(
        'SELECT id, at_ms AS atMs, reason, item FROM forward_aside WHERE route = ? ORDER BY id DESC LIMIT ?',
        [routeId, limit],
      )
      return found.flatMap((row): ForwardAside[] => {
        const { item: body, ...aside } = AsideRow.parse(row)
        const kind = readItems(`[${body}]`)?.[0]?.kind
        return kind === undefined || kind === 'test' ? [] : [{ ...aside, routeId, kind, body }]
      })
    },

    async settleAsides(routeId, ids, deed) {
      const items: ForwardItem[] = []
      let count = 0
      await store.transaction(async (tx) => {
        const found: unknown[] = await tx('forward_aside')
          .where({ route: routeId })
          .whereIn('id', [...ids])
          .orderBy('id')
          .select('id', 'at_ms as atMs', 'reason', 'item')
        items.length = 0
        count = found.length
        for (const row of found) items.push(...(readItems(`[${AsideRow.parse(row).item}]`) ?? []))
        await tx('forward_aside')
          .where({ route: routeId })
          .whereIn('id', [...ids])
          .delete()
        if (deed === 'retry' && items.length > 0)
          await tx('forward_chunk').insert({
            route: routeId,
            at_ms: now(),
            count: items.length,
            items: JSON.stringify(items),
          })
      })
      noteAsides(routeId, -count)
      if (deed === 'retry' && items.length > 0) {
        const [last]: { id: number; atMs: number; bytes: number }[] = await store.knex.raw(
          'SELECT id, at_ms AS atMs, length(CAST(items AS BLOB)) AS bytes FROM forward_chunk WHERE route = ? ORDER BY id DESC LIMIT 1',
          [routeId],
        )
        if (last && !headsOf(routeId).some(({ id }) => id === last.id))
          headsOf(routeId).push({ ...last, count: items.length })
        for (const listener of listeners) listener(routeId)
      }
      return count
    },

    async remove(routeId) {
      await store.transaction(async (tx) => {
        await tx('forward_chunk').where({ route: routeId }).delete()
        await tx('forward_aside').where({ route: routeId }).delete()
      })
      for (const table of [heads, asideCounts, dropped, underWay]) table.delete(routeId)
    },

    onAdded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** @returns `undefined` for what is not a list of items */
export function readItems(text: string): ForwardItem[] | undefined {
  try {
    return ForwardItems.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'

/** Where a chain was followed to. */
export interface Tail {
  seq: number
  hash: string
  position: number
}

/** Entries whose hashes are worked out at a stretch: some ms, in which nothing else of the core runs. */
const entriesPerPage = 2_000
const hashLength = 64
const positionLength = 16
const headLength = 2 * hashLength + positionLength
const newLine = 10

/**
 * A page of a chain as one text, a line an entry: hash, hash before, position, canonical form. The columns `actor`, `on_behalf_of` and `payload` hold
 * canonical JSON already, and `json_quote` writes a text as `canonicalJson` does, so nothing is parsed. One value for the page, because
 * making 2,000 rows into objects takes as long as hashing them.
 */
const pageSql = `
  SELECT count(*) AS entries, min(seq) AS first, max(seq) AS last, CAST(group_concat(line, char(${newLine})) AS BLOB) AS lines
  FROM (
    SELECT seq, hash || prev || format('%0${positionLength}d', position)
      || '{"actor":' || actor
      || iif(basis IS NULL, '', ',"basis":' || basis)
      || ',"hlc":{"counter":' || hlc_counter || ',"ms":' || hlc_ms || '}'
      || ',"id":' || json_quote(id)
      || ',"kind":' || json_quote(kind)
      || iif(on_behalf_of IS NULL, '', ',"onBehalfOf":' || on_behalf_of)
      || ',"origin":' || json_quote(origin)
      || ',"payload":' || payload
      || ',"prev":' || json_quote(prev)
      || ',"seq":' || seq
      || ',"subject":{"id":' || json_quote(subject_id) || ',"kind":' || json_quote(subject_kind) || '}'
      || ',"v":' || v || '}' AS line
    FROM entry WHERE origin = ? AND seq > ? ORDER BY seq LIMIT ${entriesPerPage}
  )`

const Page = z.object({
  entries: z.number(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  lines: z.instanceof(Uint8Array).nullable(),
})
export type Page = z.infer<typeof Page>

/** Entries of an origin after a number, whatever is in them. */
export async function readPage(knex: Knex, origin: string, afterSeq: number): Promise<Page> {
  const [row]: unknown[] = await knex.raw(pageSql, [origin, afterSeq])
  return Page.parse(row)
}

/**
 * Follows the chain through a page.
 *
 * @returns its new end, or `undefined` when something is wrong in the page: looking at the entries one by one tells what
 */
export function followPage({ entries, first, last, lines }: Page, from: Tail): Tail | undefined {
  if (first !== from.seq + 1 || last !== from.seq + entries || !lines) return undefined
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength)
  let { seq, hash, position } = from
  for (let at = 0; at < text.length;) {
    const form = at + headLength
    const found = text.indexOf(newLine, form)
    const end = found < 0 ? text.length : found
    const before = text.toString('latin1', at + hashLength, at + 2 * hashLength)
    const nextPosition = Number(text.toString('latin1', at + 2 * hashLength, form))
    if (before !== hash || !(nextPosition > position)) return undefined
    hash = text.toString('latin1', at, at + hashLength)
    if (createHash('sha256').update(text.subarray(form, end)).digest('hex') !== hash) return undefined
    position = nextPosition
    seq++
    at = end + 1
  }
  return seq === last ? { seq, hash, position } : undefined
}

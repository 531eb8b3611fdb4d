import type { ClientSession, HistoryReadResult } from 'node-opcua-client'
import { Refused } from '../../domain/contract'
import type { HistoryPage, HistoryRequest } from '../site'
import { readValue } from './readValue'
import type { MappedNode } from './SiteMap'

/** Values of one answer. */
const valuesPerPage = 1_000
/** A server that answers later has none for us now. */
const answerTimeoutMs = 10_000

/** A status by which the server itself refuses, not one by which a connection ends. */
const isAnswer = /\bBad(?!Connection|SecureChannel|Session|Timeout|Tcp|Shutdown|ServerHalted|RequestInterrupted)/

/** Where the next page begins: which node, and what the server gave to go on with. */
const writeCursor = (node: number, continuation: Buffer | undefined): string =>
  `${node} ${continuation?.toString('base64') ?? ''}`

function readCursor(cursor: string | undefined): { at: number; continuation: Buffer | undefined } {
  const [at = '0', text = ''] = cursor?.split(' ') ?? []
  return { at: Number(at), continuation: text === '' ? undefined : Buffer.from(text, 'base64') }
}

/**
 * One page of what a device's nodes held: the first, from the cursor on, that has any. A continuation that the server forgot (a new session) begins its node anew;
 * what comes twice is folded by its time.
 *
 * @param nodes mapped nodes of the device
 * @throws Refused `notFound` when the server keeps no history of any of them, `timedOut`, `linkDown`
 */
export async function readHistory(
  session: ClientSession,
  nodes: readonly MappedNode[],
  request: HistoryRequest,
): Promise<HistoryPage> {
  let { at, continuation } = readCursor(request.cursor)
  let hasHistory = at > 0 || continuation !== undefined
  for (; at < nodes.length; at += 1) {
    const node = nodes[at]
    if (!node) break
    let result = await ask(session, node, request, continuation)
    if (continuation && result.statusCode.isNotGood()) result = await ask(session, node, request, undefined)
    continuation = undefined
    if (result.statusCode.isNotGood()) continue
    hasHistory = true
    const messages = handOver(node, result, request)
    const more: unknown = result.continuationPoint
    const rest = Buffer.isBuffer(more) && more.length > 0 ? more : undefined
    if (messages === 0 && !rest) continue
    await stored(request)
    if (rest) return { messages: Math.max(1, messages), cursor: writeCursor(at, rest) }
    return { messages, ...(at + 1 < nodes.length && { cursor: writeCursor(at + 1, undefined) }) }
  }
  if (!hasHistory) throw new Refused('notFound', `the server keeps no history of ${request.device.id}`)
  return { messages: 0 }
}

async function ask(
  session: ClientSession,
  { mapping }: MappedNode,
  { fromMs, toMs }: HistoryRequest,
  continuationPoint: Buffer | undefined,
): Promise<HistoryReadResult> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Refused('timedOut', 'the server did not answer for its history')),
      answerTimeoutMs,
    )
  })
  try {
    return await Promise.race([
      session.readHistoryValue(
        { nodeId: mapping.nodeId, ...(continuationPoint && { continuationPoint }) },
        new Date(fromMs),
        // The end of a range is not in it.
        new Date(toMs + 1),
        { numValuesPerNode: valuesPerPage, returnBounds: false },
      ),
      late,
    ])
  } catch (error) {
    if (error instanceof Refused) throw error
    const text = error instanceof Error ? error.message : String(error)
    throw isAnswer.test(text)
      ? new Refused('notFound', `the server gives no history: ${text}`)
      : new Refused('linkDown', text)
  } finally {
    clearTimeout(timer)
  }
}

/** @returns how many there were */
function handOver(node: MappedNode, { historyData }: HistoryReadResult, { sink }: HistoryRequest): number {
  const values: unknown = historyData && 'dataValues' in historyData ? historyData.dataValues : undefined
  if (!Array.isArray(values)) return 0
  const { scale = 1, offset = 0 } = node.mapping
  for (const dataValue of values) {
    const { value, quality, atMs } = readValue(dataValue)
    if (value === undefined || atMs === undefined) continue
    sink.heard(node.device.index, atMs)
    sink.sample(node.slot.point, value * scale + offset, atMs, quality)
  }
  return values.length
}

const stored = ({ sink }: HistoryRequest): Promise<void> =>
  new Promise((resolve, reject) => sink.whenStored((error) => (error ? reject(error) : resolve())))

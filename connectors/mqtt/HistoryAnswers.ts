import { Refused } from '../../domain/contract'
import type { HistoryPage, HistoryRequest } from '../site'
import { decodeEventPost } from './decodeEventPost'
import { decodePropertyPost } from './decodePropertyPost'
import { tellNumber } from './checks'
import { encodeHistoryRequest, type Outgoing } from './encodeService'
import { isRecord, type JsonRecord } from './parseMessage'
import type { Incoming, RecentIds, Wall } from './Wall'

/** A device that has not answered by then has no history, or cannot be reached. */
const answerTimeoutMs = 5_000
/** A page with more is none that we asked for. */
const mostItems = 2_000
const longestCursor = 256
const success = 200

/** What was said before is told again on purpose. */
const takesAll: RecentIds = { add: () => true }

interface Question {
  readonly request: HistoryRequest
  settle(answer: HistoryPage | Error): void
}

/** Questions for what a device said before, and the answers to them, each once. */
export class HistoryAnswers {
  readonly #open = new Map<string, Question>()
  #asked = 0

  /**
   * @param run begins every id, so that an answer to an earlier run of this seat is not taken for one to this
   */
  constructor(private readonly run: string) {}

  /** @throws Refused as `SiteConnector.requestHistory` */
  ask(request: HistoryRequest, send: (outgoing: Outgoing) => Promise<void>): Promise<HistoryPage> {
    this.#asked += 1
    const id = `H-${this.run}-${this.#asked.toString(36)}`
    return new Promise((resolve, reject) => {
      const settle = (answer: HistoryPage | Error) => {
        clearTimeout(timer)
        this.#open.delete(id)
        if (answer instanceof Error) reject(answer)
        else resolve(answer)
      }
      const timer = setTimeout(
        () => settle(new Refused('timedOut', `${request.device.id} did not answer for its history`)),
        answerTimeoutMs,
      )
      this.#open.set(id, { request, settle })
      send(encodeHistoryRequest(id, request)).catch((error: unknown) =>
        settle(error instanceof Error ? error : new Error(String(error))),
      )
    })
  }

  /** The link is gone, and the answers with it. */
  failAll(): void {
    for (const { settle } of this.#open.values()) settle(new Refused('linkDown', 'the link was lost before the answer'))
  }

  /** An answer: `{id, code, data: {items: [{event, id?, seq?, time, params}], cursor?}}`; each item is the message as it was said. */
  take(message: JsonRecord, { device, isRepeat }: Incoming, wall: Wall): void {
    const { id, code, data } = message
    const question = typeof id === 'string' ? this.#open.get(id) : undefined
    // An answer that came too late, or to another seat on the same broker.
    if (question?.request.device !== device) return
    const { request, settle } = question
    if (code !== success) return settle(new Refused('notFound', `${device.id} has no history: ${String(code)}`))
    if (!isRecord(data) || !Array.isArray(data['items']) || data['items'].length > mostItems) {
      wall.refuse('wrongShape', 'history: data.items is no list that was asked for')
      return settle(new Refused('notFound', `${device.id} answered in a shape that cannot be read`))
    }
    const items: readonly unknown[] = data['items']
    // Known from here on, so that the broker's repetition of the answer finds no question.
    const { sink } = request
    const inner: Wall = {
      nowMs: wall.nowMs,
      sink,
      refuse: (reason, detail) => wall.refuse(reason, detail),
      // What is told now was not just now: without its own time it says nothing.
      clockWrong(time, what) {
        wall.refuse(time > wall.nowMs ? 'timeInFuture' : 'timeTooOld', `${what}: time ${time}`)
        return Number.NaN
      },
    }
    for (const item of items) takeItem(item, { device, recent: takesAll, isRepeat }, inner)
    const cursor = readCursor(data['cursor'])
    this.#open.delete(String(id))
    sink.whenStored((error) => settle(error ?? { messages: items.length, ...(cursor !== undefined && { cursor }) }))
  }
}

function takeItem(item: unknown, incoming: Incoming, wall: Wall): void {
  if (!isRecord(item) || typeof item['event'] !== 'string')
    return wall.refuse('wrongShape', 'history: item without event')
  // Without its own time nobody knows when it was; arrival says nothing here.
  if (typeof item['time'] !== 'number') return wall.refuse('wrongType', 'history: item without time')
  // Its number first: whoever takes it may want only what is missing.
  wall.sink.heard(incoming.device.index, item['time'])
  tellNumber(item, incoming, wall)
  if (item['event'] === 'property') decodePropertyPost(item, incoming, wall)
  else decodeEventPost(item, item['event'], incoming, wall)
}

function readCursor(cursor: unknown): string | undefined {
  const text = typeof cursor === 'number' ? String(cursor) : cursor
  return typeof text === 'string' && text.length > 0 && text.length <= longestCursor ? text : undefined
}

import { ClientFrame, contract, Refused } from '../../domain/contract'
import type { CallName, CoreFrame, ErrorCode, FeedName, Right, Transport } from '../../domain/contract'
import { FeedOutlet } from './FeedOutlet'
import { packedOnce } from './packedOnce'
import type { CallContext, Handlers } from './handlers'
import type { SessionHolder } from './SessionHolder'
import { readBy } from '../../domain/contract/readBy'
import type { z } from 'zod'

/** The two lines of a logger that a channel writes; pino has them. */
export interface ChannelLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

export interface ChannelOptions {
  readonly handlers: Handlers
  readonly session: SessionHolder
  readonly log: ChannelLog
}

/** More at once from one window is a fault of the window. */
const mostPendingCalls = 256
const mostFeeds = 256
/** Frames without an outline are logged this often a connection, then only dropped: a hostile peer must not fill the log. */
const mostFrameWarnings = 10

type FrameOf<T extends ClientFrame['t']> = Extract<ClientFrame, { t: T }>

interface RunningFeed {
  readonly name: FeedName
  readonly right: Right | 'none'
  readonly outlet: FeedOutlet
  stop(): void
}

const isName = (name: string): name is CallName | FeedName => Object.hasOwn(contract, name)
const isCallName = (name: string): name is CallName => isName(name) && contract[name].type === 'call'
const isFeedName = (name: string): name is FeedName => isName(name) && contract[name].type === 'feed'

/**
 * Serves one connection until it closes. Whatever comes in is checked here and nowhere later: outline, name, right, parameters. Every call is answered
 * exactly once, a fault of a handler as `internal`; nothing that arrives can throw.
 */
export function serveChannel(
  transport: Transport<CoreFrame, unknown>,
  { handlers, session, log }: ChannelOptions,
): void {
  const feeds = new Map<number, RunningFeed>()
  const context: CallContext = { session }
  let pendingCalls = 0
  let warnings = 0
  let isOpen = true

  function send(frame: CoreFrame) {
    if (isOpen) transport.send(frame)
  }

  function check(right: Right | 'none') {
    if (right === 'none' || session.rights().includes(right)) return
    if (session.account) throw new Refused('notAllowed', `needs the right ${right}`)
    throw new Refused('notSignedIn', `needs the right ${right}`)
  }

  function toRefused(error: unknown, name: string): Refused {
    if (error instanceof Refused) return error
    log.error({ name, error }, 'a handler failed')
    return new Refused('internal', 'the core failed to answer')
  }

  function refuse(id: number, name: string, error: unknown) {
    const { code, message, details } = toRefused(error, name)
    if (code === 'notAllowed' || code === 'notSignedIn')
      log.warn({ name, code, account: session.account?.id }, 'refused')
    send({ t: 'refused', id, code, message, ...(details && { details }) })
  }

  /** The table holds a handler for each name with just the parameters its schema gives; that tie is lost on a name known only at run time. */
  async function answer(name: CallName, params: unknown): Promise<unknown> {
    check(contract[name].right)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has just checked what the name asks for
    const handler = handlers.call[name] as (params: unknown, context: CallContext) => Promise<unknown>
    const checked = parse(contract[name].params, params)
    handlers.check?.(checked, context)
    return handler(checked, context)
  }

  async function call(id: number, method: string, params: unknown) {
    if (!isCallName(method)) return refuse(id, method, new Refused('unknownMethod', 'there is no such call'))
    if (pendingCalls >= mostPendingCalls)
      return refuse(id, method, new Refused('tooManyRequests', 'too many calls wait for an answer'))
    pendingCalls += 1
    try {
      send({ t: 'result', id, result: await answer(method, params) })
    } catch (error) {
      refuse(id, method, error)
    } finally {
      pendingCalls -= 1
    }
  }

  function subscribe({ id, feed: name, filter, credit, packs }: FrameOf<'subscribe'>) {
    if (feeds.has(id)) return
    try {
      if (!isFeedName(name)) throw new Refused('unknownMethod', 'there is no such feed')
      if (feeds.size >= mostFeeds) throw new Refused('tooManyRequests', 'too many feeds on one connection')
      const { right, delivery } = contract[name]
      check(right)
      const checked = parse(contract[name].filter, filter)
      handlers.check?.(checked, context)
      const outlet = new FeedOutlet(delivery, credit, {
        event: (event) => sendEvent(id, packs === true ? packedOnce(event) : event),
        ended: (code, message) => ended(id, code, message),
      })
      const feed: RunningFeed = { name, right, outlet, stop: () => {} }
      feeds.set(id, feed)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as with calls: the tie of name and parameters is lost at run time
      const start = handlers.feed[name] as (filter: unknown, sink: FeedOutlet, context: CallContext) => () => void
      const stop = start(checked, outlet, context)
      // A source may end its feed while it starts.
      if (feeds.get(id) === feed) feeds.set(id, { ...feed, stop })
      else stop()
    } catch (error) {
      feeds.get(id)?.outlet.close()
      feeds.delete(id)
      const { code, message } = toRefused(error, name)
      send({ t: 'ended', id, code, message })
    }
  }

  function sendEvent(id: number, event: unknown) {
    try {
      send({ t: 'event', id, event })
    } catch (error) {
      // An event that cannot be cloned or packed is a fault of its source; the journal or alarm that pushed it must not suffer.
      log.error({ name: feeds.get(id)?.name, error }, 'an event could not be sent')
      feeds.get(id)?.outlet.end('internal', 'an event could not be sent')
    }
  }

  function ended(id: number, code: ErrorCode, message: string) {
    unsubscribe(id)
    send({ t: 'ended', id, code, message })
  }

  function unsubscribe(id: number) {
    const feed = feeds.get(id)
    feeds.delete(id)
    if (!feed) return
    feed.outlet.close()
    try {
      feed.stop()
    } catch (error) {
      log.error({ name: feed.name, error }, 'a feed failed to stop')
    }
  }

  function grant(id: number, more: number) {
    const feed = feeds.get(id)
    try {
      feed?.outlet.grant(more)
    } catch (error) {
      log.error({ name: feed?.name, error }, 'a feed failed')
      feed?.outlet.end('internal', 'the feed failed')
    }
  }

  function take(raw: unknown) {
    const parsed = readBy(ClientFrame, raw)
    if (!parsed.success) return takeMalformed(raw)
    const frame = parsed.data
    switch (frame.t) {
      case 'call':
        return void call(frame.id, frame.method, frame.params)
      case 'subscribe':
        return subscribe(frame)
      case 'unsubscribe':
        return unsubscribe(frame.id)
      case 'credit':
        return grant(frame.id, frame.more)
    }
  }

  function takeMalformed(raw: unknown) {
    if (warnings++ < mostFrameWarnings) log.warn({}, 'a frame without the right outline was dropped')
    if (typeof raw !== 'object' || raw === null || !('id' in raw) || !Number.isSafeInteger(raw.id)) return
    send({ t: 'refused', id: Number(raw.id), code: 'badRequest', message: 'no such frame' })
  }

  const stopWatching = session.onChange(() => {
    for (const feed of feeds.values()) {
      try {
        check(feed.right)
      } catch (error) {
        const { code, message } = toRefused(error, feed.name)
        feed.outlet.end(code, message)
      }
    }
  })
  transport.onClose(() => {
    isOpen = false
    stopWatching()
    for (const id of feeds.keys()) unsubscribe(id)
  })
  transport.onFrame(take)
}

/** @throws Refused `badRequest` with where the value is wrong, for the log of whoever sent it */
function parse(schema: z.ZodType, value: unknown): unknown {
  const parsed = readBy(schema, value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
  throw new Refused('badRequest', issues.join('; ').slice(0, 500))
}

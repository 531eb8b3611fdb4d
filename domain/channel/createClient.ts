import { Refused } from '../contract'
import type {
  CallName,
  Client,
  ClientFrame,
  CoreFrame,
  ErrorCode,
  FeedEvent,
  FeedFilter,
  FeedName,
  Params,
  Result,
  Transport,
} from '../contract'
import { creditTopUp, feedCredit } from './feedCredit'
import { unpackSamples } from './packedSamples'

export interface ClientOptions {
  /** Opens the way to a core; asked again after every loss, with growing pauses. */
  connect(): Promise<Transport<ClientFrame, CoreFrame>>
  /** Runs something later; returns the way to call it off. */
  after(delayMs: number, run: () => void): () => void
  /** 0 ≤ n < 1, so that many windows do not come back at the same moment. */
  random(): number
  /** What to say first over every link that came back, before feeds are asked for again. */
  greetAgain?(client: Client): void
  /** How long a call waits for its answer, ms. The longest wait of a core is a device's answer, 10 s (P4). */
  callTimeoutMs?: number
}

/** A client, and what the frame of a window shows of its link. */
export interface ChannelClient extends Client {
  readonly isUp: boolean
  onLink(listener: (isUp: boolean) => void): () => void
  close(): void
}

interface PendingCall {
  frame: ClientFrame
  resolve(result: unknown): void
  reject(error: Refused): void
  stopTimer(): void
}

interface Subscription {
  id: number
  feed: FeedName
  /** Read again at every subscription: whoever resumes moves the position in it. */
  filter: unknown
  deliver(event: unknown): void
  onEnded: ((code: string) => void) | undefined
  /** Events since the last credit. */
  used: number
}

const firstPauseMs = 250
const longestPauseMs = 5_000
/** Ends of a feed that say "not now" rather than "no". */
const passing: ReadonlySet<ErrorCode> = new Set(['tooManyRequests', 'serviceUnreachable', 'timedOut', 'internal'])

/**
 * The `Client` of the contract over any transport.
 *
 * Calls made before the first link wait for it; calls made or pending while a link is lost fail with `serviceUnreachable`, since nobody knows
 * whether they took effect. Feeds come back by themselves. Results are trusted by type: they come from our own core.
 */
export function createClient(options: ClientOptions): ChannelClient {
  const timeoutMs = options.callTimeoutMs ?? 15_000
  const calls = new Map<number, PendingCall>()
  const feeds = new Map<number, Subscription>()
  const linkListeners = new Set<(isUp: boolean) => void>()
  let link: Transport<ClientFrame, CoreFrame> | undefined
  let state: 'first' | 'up' | 'lost' | 'closed' = 'first'
  let failures = 0
  let nextId = 1
  let stopRetry: (() => void) | undefined

  const send = (frame: ClientFrame) => link?.send(frame)
  const pauseMs = () => Math.min(longestPauseMs, firstPauseMs * 2 ** failures++) * (0.5 + options.random() / 2)
  const tellLink = (isUp: boolean) => linkListeners.forEach((listener) => listener(isUp))

  function failCalls(message: string) {
    const failed = [...calls.values()]
    calls.clear()
    for (const call of failed) {
      call.stopTimer()
      call.reject(new Refused('serviceUnreachable', message))
    }
  }

  function open() {
    stopRetry = undefined
    options.connect().then(opened, () => lost('no link to the core'))
  }

  function opened(transport: Transport<ClientFrame, CoreFrame>) {
    if (state === 'closed') return transport.close()
    const isBack = state === 'lost'
    link = transport
    state = 'up'
    transport.onClose(() => {
      if (link === transport) lost('the link to the core was lost')
    })
    transport.onFrame((frame) => {
      if (link === transport) take(frame)
    })
    for (const call of calls.values()) send(call.frame)
    if (isBack) options.greetAgain?.({ call, on })
    // A list of its own: subscribing again gives each a new place in the table.
    for (const subscription of Array.from(feeds.values())) subscribe(subscription)
    tellLink(true)
  }

  function lost(message: string) {
    if (state === 'closed') return
    const wasUp = state === 'up'
    link = undefined
    state = 'lost'
    failCalls(message)
    stopRetry = options.after(pauseMs(), open)
    if (wasUp) tellLink(false)
  }

  function subscribe(subscription: Subscription) {
    feeds.delete(subscription.id)
    subscription.id = nextId++
    subscription.used = 0
    feeds.set(subscription.id, subscription)
    if (state === 'up')
      send({
        t: 'subscribe',
        id: subscription.id,
        feed: subscription.feed,
        filter: subscription.filter,
        credit: feedCredit,
        ...(subscription.feed === 'samples.changed' && { packs: true }),
      })
  }

  function take(frame: CoreFrame) {
    switch (frame.t) {
      case 'event':
        return takeEvent(frame.id, frame.event)
      case 'ended':
        return takeEnd(frame.id, frame.code)
      case 'result':
        failures = 0
        return finish(frame.id)?.resolve(frame.result)
      case 'refused':
        return finish(frame.id)?.reject(new Refused(frame.code, frame.message, frame.details))
    }
  }

  function finish(id: number): PendingCall | undefined {
    const call = calls.get(id)
    calls.delete(id)
    call?.stopTimer()
    return call
  }

  function takeEvent(id: number, event: unknown) {
    const subscription = feeds.get(id)
    if (!subscription) return
    failures = 0
    subscription.used += 1
    if (subscription.used >= creditTopUp) {
      send({ t: 'credit', id, more: subscription.used })
      subscription.used = 0
    }
    subscription.deliver(event instanceof Uint8Array ? unpackSamples(event) : event)
  }

  function takeEnd(id: number, code: ErrorCode) {
    const subscription = feeds.get(id)
    if (!subscription) return
    if (!passing.has(code)) {
      feeds.delete(id)
      return subscription.onEnded?.(code)
    }
    options.after(pauseMs(), () => {
      if (feeds.get(id) === subscription) subscribe(subscription)
    })
  }

  // The contract ties each name to its result and its events; past this line they are `unknown`, and a generic may not be narrowed without saying so.
  function call<N extends CallName>(name: N, params: Params<N>): Promise<Result<N>> {
    return new Promise<Result<N>>((resolve, reject) => {
      if (state === 'lost' || state === 'closed')
        return reject(new Refused('serviceUnreachable', 'no link to the core'))
      const id = nextId++
      const frame: ClientFrame = { t: 'call', id, method: name, params }
      const stopTimer = options.after(timeoutMs, () =>
        finish(id)?.reject(new Refused('timedOut', `${name} was not answered in ${timeoutMs} ms`)),
      )
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- answers of our own core are trusted by type
      calls.set(id, { frame, resolve: (result) => resolve(result as Result<N>), reject, stopTimer })
      send(frame)
    })
  }

  function on<N extends FeedName>(
    name: N,
    filter: FeedFilter<N>,
    listener: (event: FeedEvent<N>) => void,
    onEnded?: (code: string) => void,
  ) {
    const subscription: Subscription = {
      id: 0,
      feed: name,
      filter,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as answers are
      deliver: (event) => listener(event as FeedEvent<N>),
      onEnded,
      used: 0,
    }
    subscribe(subscription)
    return () => {
      if (!feeds.delete(subscription.id)) return
      send({ t: 'unsubscribe', id: subscription.id })
    }
  }

  function close() {
    state = 'closed'
    stopRetry?.()
    failCalls('the client was closed')
    feeds.clear()
    link?.close()
    link = undefined
    linkListeners.clear()
  }

  open()
  return {
    call,
    on,
    close,
    get isUp() {
      return state === 'up'
    },
    onLink(listener) {
      linkListeners.add(listener)
      return () => linkListeners.delete(listener)
    },
  }
}

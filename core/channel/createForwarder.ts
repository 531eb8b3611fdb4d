import { ClientFrame } from '../../domain/contract'
import type { CoreFrame, Transport } from '../../domain/contract'

export interface ForwarderOptions {
  connect(): Promise<Transport<ClientFrame, CoreFrame>>
  /** Runs something later; returns the way to call it off. */
  after(delayMs: number, run: () => void): () => void
  /** The service's report of itself as this seat tells it to its windows: what follows is not the service. */
  retellSeat(event: unknown): unknown
  /** 0 ≤ n < 1, so that many consoles do not come back at the same moment. */
  random(): number
}

/** Carries the windows of a console that follows a service: one connection for all of them, and so one session for the seat. */
export interface Forwarder {
  readonly isUp: boolean
  onLink(listener: (isUp: boolean) => void): () => void
  serve(window: Transport<CoreFrame, unknown>): void
  stop(): void
}

/** A window's call or feed under way at the service. */
interface Route {
  readonly window: Transport<CoreFrame, unknown>
  readonly id: number
  readonly type: 'call' | 'feed'
  readonly name: string
}

const firstPauseMs = 250
const longestPauseMs = 5_000

/**
 * Forwards frames as they are; only ids are made distinct, because windows number theirs alike. The service checks and decides. While it is out of reach calls
 * are refused with `serviceUnreachable` at once and feeds end with it, upon which clients subscribe again by themselves.
 */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const routes = new Map<number, Route>()
  const upstreamIds = new Map<Transport<CoreFrame, unknown>, Map<number, number>>()
  const linkListeners = new Set<(isUp: boolean) => void>()
  let service: Transport<ClientFrame, CoreFrame> | undefined
  let nextId = 1
  let failures = 0
  let isStopped = false
  let stopRetry: (() => void) | undefined

  const unreachable = { code: 'serviceUnreachable', message: 'the service is out of reach' } as const

  function open() {
    options.connect().then(opened, lost)
  }

  function opened(transport: Transport<ClientFrame, CoreFrame>) {
    if (isStopped) return transport.close()
    service = transport
    failures = 0
    transport.onFrame(toWindow)
    transport.onClose(lost)
    for (const listener of linkListeners) listener(true)
  }

  function lost() {
    if (isStopped) return
    const wasUp = service !== undefined
    service = undefined
    const broken = [...routes.values()]
    routes.clear()
    for (const ids of upstreamIds.values()) ids.clear()
    for (const route of broken) turnAway(route)
    stopRetry = options.after(
      Math.min(longestPauseMs, firstPauseMs * 2 ** failures++) * (0.5 + options.random() / 2),
      open,
    )
    if (wasUp) for (const listener of linkListeners) listener(false)
  }

  const turnAway = ({ window, id, type }: Route) =>
    window.send({ t: type === 'call' ? 'refused' : 'ended', id, ...unreachable })

  function toWindow(frame: CoreFrame) {
    const route = routes.get(frame.id)
    if (!route) return
    if (frame.t !== 'event') forget(frame.id, route)
    if (frame.t === 'event' && route.name === 'seat.changed')
      return route.window.send({ ...frame, id: route.id, event: options.retellSeat(frame.event) })
    route.window.send({ ...frame, id: route.id })
  }

  function forget(upstreamId: number, route: Route) {
    routes.delete(upstreamId)
    upstreamIds.get(route.window)?.delete(route.id)
  }

  function toService(window: Transport<CoreFrame, unknown>, ids: Map<number, number>, raw: unknown) {
    const parsed = ClientFrame.safeParse(raw)
    if (!parsed.success) return
    const frame = parsed.data
    if (frame.t === 'call' || frame.t === 'subscribe') {
      const route: Route = {
        window,
        id: frame.id,
        type: frame.t === 'call' ? 'call' : 'feed',
        name: frame.t === 'call' ? frame.method : frame.feed,
      }
      if (!service) return turnAway(route)
      const upstreamId = nextId++
      routes.set(upstreamId, route)
      ids.set(frame.id, upstreamId)
      return service.send({ ...frame, id: upstreamId })
    }
    const upstreamId = ids.get(frame.id)
    const route = upstreamId === undefined ? undefined : routes.get(upstreamId)
    if (upstreamId === undefined || !route) return
    if (frame.t === 'unsubscribe') forget(upstreamId, route)
    service?.send({ ...frame, id: upstreamId })
  }

  open()
  return {
    get isUp() {
      return service !== undefined
    },
    onLink(listener) {
      linkListeners.add(listener)
      return () => linkListeners.delete(listener)
    },
    serve(window) {
      const ids = new Map<number, number>()
      upstreamIds.set(window, ids)
      window.onClose(() => {
        upstreamIds.delete(window)
        for (const [id, upstreamId] of ids) {
          if (routes.get(upstreamId)?.type === 'feed') service?.send({ t: 'unsubscribe', id: upstreamId })
          routes.delete(upstreamId)
          ids.delete(id)
        }
      })
      window.onFrame((raw) => toService(window, ids, raw))
    },
    stop() {
      isStopped = true
      stopRetry?.()
      service?.close()
      service = undefined
    },
  }
}

import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { CoreFrame, SeatState, Transport } from '../domain/contract'
import { syncPath } from '../core/sync/acceptSockets'
import type { ApplicationReply, ApplicationRequest } from '../core/northbound/createApplications'
import type { PeerTransport } from '../core/sync/webSocketPeer'
import { openChannelDoor } from './channelDoor'
import { securityHeaders, transportSecurity } from './headers'
import { healthOf } from './health'
import { formatMetrics } from './metrics'
import { openNorthboundDoor } from './northboundDoor'
import { openSyncDoor } from './syncDoor'

/** What the service needs of the core. */
export interface ServedCore {
  connect(transport: Transport<CoreFrame, unknown>, seat: { isSeatShared: false }): void
  acceptSeat(transport: PeerTransport): void
  ask(request: ApplicationRequest): Promise<ApplicationReply>
  seatState(): SeatState
  metrics(): Record<string, number>
}

export interface ServiceSetup {
  readonly core: ServedCore
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Folder of the built renderer; without it there is no browser seat. */
  readonly rendererDir: string
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly log: FastifyBaseLogger
  /** UTC ms. */
  readonly now: () => number
}

export interface Service {
  /** Where it listens: `http://127.0.0.1:8765`. */
  readonly url: string
  /** Takes no more, ends what is open, and closes; the core is stopped by whoever started it. */
  stop(): Promise<void>
}

/** HTTP and WebSocket around a core. @throws Error when the address cannot be had */
export async function createService({ core, host, port, rendererDir, tls, log, now }: ServiceSetup): Promise<Service> {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // Keep-alive sockets of browsers would hold the stop for as long as they like.
    forceCloseConnections: true,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    // An address that cannot be decoded comes to no route and to no hook.
    frameworkErrors(_error, _request, { raw }) {
      raw.writeHead(400, { 'content-type': 'application/json', ...securityHeaders })
      raw.end(JSON.stringify({ code: 'badRequest', message: 'the address cannot be read' }))
    },
    ...(tls && { https: tls }),
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(tls ? { ...securityHeaders, ...transportSecurity } : securityHeaders)
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'notFound' }))
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'a request failed')
    return reply.code(500).send({ code: 'internal' })
  })
  const door = openChannelDoor(app.server, {
    connect: (transport) => core.connect(transport, { isSeatShared: false }),
    now,
    onTurnedAway: (fields) => log.warn(fields, 'a connection was turned away'),
    otherPaths: [syncPath],
  })
  const syncDoor = openSyncDoor(app.server, {
    accept: (transport) => core.acceptSeat(transport),
    onTurnedAway: (fields) => log.warn(fields, 'a seat was turned away'),
  })
  addRoutes(app, core, door)
  openNorthboundDoor(app, (request) => core.ask(request))
  if (existsSync(rendererDir)) await app.register(fastifyStatic, { root: rendererDir, index: 'index.html' })
  else log.warn({ rendererDir }, 'the renderer is not built: there is no browser seat')

  const url = await app.listen({ host, port })
  return {
    url,
    async stop() {
      door.close()
      syncDoor.close()
      await app.close()
    },
  }
}

function addRoutes(app: FastifyInstance, core: ServedCore, door: { readonly connections: number }) {
  app.get('/health', async (_request, reply) => {
    const health = healthOf(core.seatState())
    return reply
      .code(health.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health)
  })
  app.get('/metrics', async (_request, reply) => {
    const metrics = formatMetrics({ ...core.metrics(), chengtai_connections: door.connections })
    return reply
      .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(metrics)
  })
}

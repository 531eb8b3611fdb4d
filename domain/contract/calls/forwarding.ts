import { z } from 'zod'
import { call, done, feed, none } from '../call'
import { EpochMs } from '../primitives'
import { ForwardFault, ForwardKind, ForwardRoute, ForwardRouteText, ForwardState } from '../state/forwarding'

const RouteId = ForwardRoute.shape.id
const secret = z.string().max(2_000).optional()

/** A route as windows see it: whether there is a secret, never what it is. */
export const ShownRoute = ForwardRoute.omit({ sealedSecret: true, isRemoved: true }).extend({ hasSecret: z.boolean() })
export type ShownRoute = z.infer<typeof ShownRoute>

export const ForwardAside = z.object({
  id: z.number().int(),
  routeId: z.string(),
  atMs: EpochMs,
  kind: ForwardKind,
  reason: z.string(),
  /** The item as it was to be sent. */
  body: z.string(),
})
export type ForwardAside = z.infer<typeof ForwardAside>

export const forwardingCalls = {
  /** Every route with how it does, once a second at most. */
  'forwarding.changed': feed(
    'engineering.read',
    'latest',
    none,
    z.object({ routes: z.array(ShownRoute), states: z.array(ForwardState) }),
  ),
  /** Makes a route, or changes the one with the id. Without `secret` the one that is there stays; an empty one takes it away. @throws Refused `notFound` */
  'forwarding.save': call(
    'configuration.write',
    z.object({ id: RouteId.optional(), route: ForwardRouteText, secret }),
    z.object({ id: RouteId }),
  ),
  /** Ends a route; what waits for it is thrown away. @throws Refused `notFound` */
  'forwarding.remove': call('configuration.write', z.object({ id: RouteId }), done),
  /** Sends one test item to a target from the seat that is asked, whether the route is saved or not. Nothing of the queue is touched. */
  'forwarding.test': call(
    'configuration.write',
    z.object({ id: RouteId.optional(), route: ForwardRouteText, secret }),
    z.object({ tookMs: z.number(), fault: ForwardFault.optional(), text: z.string().optional() }),
  ),
  /** Items that a target refused for good, the newest first. */
  'forwarding.asides': call(
    'engineering.read',
    z.object({ routeId: RouteId, limit: z.number().int().min(1).max(500) }),
    z.object({ asides: z.array(ForwardAside) }),
  ),
  /** Puts items back into the queue, or throws them away. @throws Refused `notFound` */
  'forwarding.settleAsides': call(
    'configuration.write',
    z.object({ routeId: RouteId, ids: z.array(z.number().int()).min(1).max(500), deed: z.enum(['retry', 'discard']) }),
    done,
  ),
} as const

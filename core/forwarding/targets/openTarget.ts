import { join } from 'node:path'
import type { ForwardRoute } from '../../../domain/contract'
import { databaseTarget } from './databaseTarget'
import { fileTarget } from './fileTarget'
import { httpTarget } from './httpTarget'
import { kafkaTarget } from './kafkaTarget'
import { mqttTarget } from './mqttTarget'
import type { Target } from './Target'

/** What a route needs to reach its other end. */
export type Destination = Pick<ForwardRoute, 'id' | 'target' | 'fields'>

/** @param folder where routes into files put them, each in a folder of its id */
export function openTarget(
  { id, target, fields }: Destination,
  secret: string | undefined,
  { folder, seatId, now }: { folder: string; seatId: string; now: () => number },
): Target {
  // A broker lets the later of two clients with one name in, so the name is the seat's and the route's.
  const clientId = `chengtai-${seatId}-${id}`
  switch (target.kind) {
    case 'mqtt':
      return mqttTarget(target, fields, secret, clientId)
    case 'http':
      return httpTarget(target, fields, secret)
    case 'kafka':
      return kafkaTarget(target, fields, secret, clientId)
    case 'file':
      return fileTarget(target, fields, join(folder, id), now)
    case 'database':
      return databaseTarget(target, fields, secret)
  }
}

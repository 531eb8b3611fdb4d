import type { HandsetDelivery, HistoryRequest, SiteCommand } from '../site'
import { historyTopic, serviceTopic } from './topics'

/** A message for a device, in its dialect. */
export interface Outgoing {
  readonly topic: string
  readonly payload: string
}

const encode = (productKey: string, deviceName: string, service: string, id: string, params: object): Outgoing => ({
  topic: serviceTopic(productKey, deviceName, service),
  payload: JSON.stringify({ id, version: '1.0', params, method: `thing.service.${service}` }),
})

export const encodeCommand = ({ commandId, device, service, input }: SiteCommand): Outgoing =>
  encode(device.type.id, device.id, service, commandId, input)

/** Services `task`, `message` and `recall` of a handset; the id stands in the parameters too, for those who pass only these on. */
export const encodeDelivery = ({ handset, kind, id, body }: HandsetDelivery): Outgoing =>
  encode(handset.type.id, handset.id, kind, id, { ...body, id })

/** Messages a page: with some 300 bytes each, well below what a packet may hold. */
const historyLimit = 400

export const encodeHistoryRequest = (
  id: string,
  { device, fromMs, toMs, cursor }: Omit<HistoryRequest, 'sink'>,
): Outgoing => ({
  topic: historyTopic(device.type.id, device.id),
  payload: JSON.stringify({
    id,
    version: '1.0',
    params: { from: fromMs, to: toMs, limit: historyLimit, ...(cursor !== undefined && { cursor }) },
    method: 'thing.history.get',
  }),
})

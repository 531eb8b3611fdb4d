import { connect, type MqttClient } from 'mqtt'

/** Often enough to be locked out, seldom enough to be let try again while somebody watches, ms. */
const EVERY_MS = 20_000

/**
 * A box that somebody plugged into the network: it names itself like a camera, knows no secret and does not give up. For the list of intruders.
 *
 * @returns how to end it
 */
export function createStranger(broker: string): () => void {
  let client: MqttClient | undefined
  const knock = () => {
    client?.end(true)
    client = connect(broker, {
      protocolVersion: 4,
      clientId: 'ipc-2f9c',
      username: 'ipc-2f9c&camera',
      password: 'admin12345',
      reconnectPeriod: 0,
    })
    client.on('error', () => {})
  }
  knock()
  const timer = setInterval(knock, EVERY_MS)
  return () => {
    clearInterval(timer)
    client?.end(true)
  }
}

/** The few MQTT 3.1.1 packets that a load needs, made without a client: the load must cost less than what it measures. */

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes])
}

function lengthBytes(length: number): Buffer {
  const bytes: number[] = []
  for (let rest = length; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest & 0x7f) | 0x80)
  }
}

/** Clean session, keepalive off. */
export function connectPacket(clientId: string): Buffer {
  const body = Buffer.concat([text('MQTT'), Buffer.of(4, 2, 0, 0), text(clientId)])
  return Buffer.concat([Buffer.of(0x10), lengthBytes(body.length), body])
}

/** @param packetId 1 to 65,535; `undefined` for QoS 0 */
export function publishPacket(topic: Buffer, payload: string, packetId: number | undefined): Buffer {
  const idBytes = packetId === undefined ? 0 : 2
  const length = 2 + topic.length + idBytes + payload.length
  const head = lengthBytes(length)
  const packet = Buffer.allocUnsafe(1 + head.length + length)
  let at = packet.writeUInt8(packetId === undefined ? 0x30 : 0x32, 0)
  at += head.copy(packet, at)
  at = packet.writeUInt16BE(topic.length, at)
  at += topic.copy(packet, at)
  if (packetId !== undefined) at = packet.writeUInt16BE(packetId, at)
  packet.write(payload, at, 'latin1')
  return packet
}

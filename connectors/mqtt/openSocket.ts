import { connect as connectTcp, isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import type { MqttOptions } from './options'

const defaultPort = 1883
const defaultTlsPort = 8883

/** A socket to the broker of `mqtt://` or `mqtts://`; certificates are checked unless the options say otherwise. */
export function openSocket({ url, tls }: Pick<MqttOptions, 'url' | 'tls'>): Duplex {
  const { protocol, hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (protocol === 'mqtt:') return connectTcp({ host, port: Number(port) || defaultPort, noDelay: true })
  const { ca, cert, key, rejectUnauthorized = true } = tls ?? {}
  const socket = connectTls({
    host,
    port: Number(port) || defaultTlsPort,
    rejectUnauthorized,
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  })
  socket.setNoDelay(true)
  return socket
}

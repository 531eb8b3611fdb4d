import type { DeviceHttp } from '../core/seat/CoreOptions'
import type { EmergencyScope } from '../domain/contract'

/** What main and the core's process tell each other. Samples and calls never pass here: windows have their own ports. */
export interface CoreStart {
  type: 'start'
  dataDir: string
  version: string
  isDemo: boolean
  districtFile?: string
  serviceUrl?: string
  /** PEM file of the authority that signed the certificates of service and consoles. */
  serviceCaFile?: string
  peerUrls: readonly string[]
  listen?: { host: string; port: number }
  rank: number
  scope?: EmergencyScope
  syncSecretFile?: string
  deviceHttp?: DeviceHttp
  opcUaFile?: string
  framesFile?: string
  /** The passphrase comes by the environment of the core's process. */
  backup?: { folder: string; everyMs: number }
  /** Of the sign-in that a core before this one held when it died. */
  ticket?: string
  broker:
    | { kind: 'embedded'; port: number; tls?: { host: string; port: number } }
    | { kind: 'external'; url: string; mappingsFile?: string }
}

/** `ping` is answered by `pong` at once: a core that does not answer hangs. */
export type ToCore = CoreStart | { type: 'connect' } | { type: 'stop' } | { type: 'ping' }

export type FromCore =
  | { type: 'ready' }
  | { type: 'failed'; reason: string }
  | { type: 'stopped' }
  | { type: 'pong' }
  /** The core has taken over another district and wants to be started anew. Not a crash. */
  | { type: 'restart' }
  /** Of who is signed in at the seat; main keeps it in memory for the next core. */
  | { type: 'ticket'; ticket?: string }

export const isFromCore = (message: unknown): message is FromCore =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  ['ready', 'failed', 'stopped', 'pong', 'restart', 'ticket'].includes(String(message.type))

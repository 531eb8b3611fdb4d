/** What main and the core's process tell each other. Samples and calls never pass here: windows have their own ports. */
export interface CoreStart {
  type: 'start'
  dataDir: string
  version: string
  isDemo: boolean
  districtFile?: string
  serviceUrl?: string
  broker: { kind: 'embedded'; port: number } | { kind: 'external'; url: string; mappingsFile?: string }
}

export type ToCore = CoreStart | { type: 'connect' } | { type: 'stop' }

export type FromCore = { type: 'ready' } | { type: 'failed'; reason: string } | { type: 'stopped' }

export const isFromCore = (message: unknown): message is FromCore =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  ['ready', 'failed', 'stopped'].includes(String(message.type))

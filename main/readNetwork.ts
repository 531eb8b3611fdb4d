import { readFile } from 'node:fs/promises'
import type { SeatNetwork } from '../core/seat/CoreOptions'
import { demoSecret, isLoopback } from '../core/seat/demoSecret'
import { readSecret } from '../core/sync/secretFile'
import { Refused } from '../domain/contract'
import { defaultScope } from '../domain/seat/scope'
import type { CoreStart } from './coreMessages'

/**
 * How this console stands among the seats of its installation.
 *
 * @returns `undefined` for a console by itself
 * @throws Refused `badRequest` when there are other seats and no secret to prove oneself to them
 */
export async function readNetwork(
  start: CoreStart,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SeatNetwork | undefined> {
  const { serviceUrl, serviceCaFile, peerUrls, listen, rank } = start
  if (serviceUrl === undefined && peerUrls.length === 0 && !listen) return undefined
  const ca = serviceCaFile === undefined ? {} : { ca: await readFile(serviceCaFile, 'utf8') }
  return {
    kind: 'console',
    secret: await secretOf(start, environment['CHENGTAI_SYNC_SECRET']),
    ...(serviceUrl !== undefined && { service: { url: serviceUrl, ...ca } }),
    peers: peerUrls.map((url) => ({ url, ...ca })),
    ...(listen && { listen }),
    rank,
    scope: start.scope ?? defaultScope,
  }
}

async function secretOf(start: CoreStart, text: string | undefined): Promise<Uint8Array> {
  if (start.syncSecretFile !== undefined) return readSecret(start.syncSecretFile)
  if (text !== undefined && text !== '') return Buffer.from(text.trim())
  const hosts = [start.serviceUrl, ...start.peerUrls].flatMap((url) =>
    url === undefined ? [] : [new URL(url).hostname],
  )
  if (start.isDemo && [...hosts, ...(start.listen ? [start.listen.host] : [])].every(isLoopback)) return demoSecret
  throw new Refused(
    'badRequest',
    'the other seats ask for the secret of the installation: --sync-secret FILE or CHENGTAI_SYNC_SECRET; the service keeps it in sync-secret of its data folder',
  )
}

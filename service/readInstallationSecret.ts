import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { demoSecret, isLoopback } from '../core/seat/demoSecret'
import { readOrMakeSecret, readSecret } from '../core/sync/secretFile'
import type { ServiceOptions } from './options'

/** The secret that consoles prove to this service, and it to them. The first start makes it and says where it lies. */
export async function readInstallationSecret(
  options: Pick<ServiceOptions, 'dataDir' | 'syncSecretFile' | 'syncSecret' | 'isDemo' | 'host'>,
  log: Pick<Logger, 'info'>,
): Promise<Uint8Array> {
  if (options.syncSecretFile !== undefined) return readSecret(options.syncSecretFile)
  if (options.syncSecret !== undefined) return Buffer.from(options.syncSecret.trim())
  if (options.isDemo && isLoopback(options.host)) return demoSecret
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 })
  const file = join(options.dataDir, 'sync-secret')
  const secret = await readOrMakeSecret(file)
  log.info({ file }, 'consoles that follow this service need the secret of this file')
  return secret
}

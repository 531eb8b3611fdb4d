import { join } from 'node:path'
import { readOrMakeSecret } from '../sync/secretFile'

/**
 * With what keys are sealed: the secret that all seats of an installation share, so that each opens what another sealed; a seat by itself makes one beside its data.
 * A backup holds what was sealed and not this: it is kept elsewhere, like any key.
 */
export const readAccessKey = async (dataDir: string, shared: Uint8Array | undefined): Promise<Uint8Array> =>
  shared ?? readOrMakeSecret(join(dataDir, 'access.key'))

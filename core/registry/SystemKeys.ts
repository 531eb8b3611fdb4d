import { hashSecret, isSecretRight } from '../access/deviceSecret'
import { createSealedJson } from '../sync/sealedJson'
import type { Migration } from '../store/Store'

/** Keys lay in a table of the one seat that was told them, where no other seat could compare; they go with the journal now. */
export const systemKeyMigrations: readonly Migration[] = [
  {
    id: 'registry-0002-system-keys',
    up: (tx) =>
      tx.schema.createTable('registry_system_key', (table) => {
        table.text('system_id').primary()
        table.binary('sealed').notNullable()
      }),
  },
  { id: 'registry-0003-system-keys-in-the-journal', up: (tx) => tx.schema.dropTable('registry_system_key') },
]

/** Keys of systems of others: what is kept of one proves it and does not give it back. */
export interface SystemKeys {
  /** What the journal keeps of a key. */
  seal(key: string): string
  /** Whether that is the key; takes as long for a wrong one as for the right one, and as for none. */
  matches(sealedKey: string | undefined, claimed: string): boolean
}

/** @param secret of the installation, with which they are sealed: the journal alone lets nobody guess at them */
export function createSystemKeys(secret: Uint8Array): SystemKeys {
  const sealed = createSealedJson(secret, 'keys of systems of others')
  const nobodys = hashSecret('')
  return {
    seal: (key) => Buffer.from(sealed.seal(hashSecret(key))).toString('base64'),
    matches(sealedKey, claimed) {
      const hash = sealedKey === undefined ? undefined : sealed.open(Buffer.from(sealedKey, 'base64'))
      const isRight = isSecretRight(typeof hash === 'string' ? hash : nobodys, Buffer.from(claimed))
      return isRight && typeof hash === 'string'
    },
  }
}

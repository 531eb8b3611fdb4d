import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { minSecretBytes } from './handshake'

/**
 * The installation's secret as a line of text, to be carried to the other seats.
 *
 * @throws Error when the file is not there, or its line is too short to be a secret
 */
export async function readSecret(file: string): Promise<Uint8Array> {
  const secret = Buffer.from((await readFile(file, 'utf8')).trim())
  if (secret.length < minSecretBytes)
    throw new Error(`${file} holds ${secret.length} bytes; a secret has at least ${minSecretBytes}`)
  return secret
}

/** As `readSecret`; at the first start it is made, for its owner's eyes only. */
export async function readOrMakeSecret(file: string): Promise<Uint8Array> {
  try {
    return await readSecret(file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  // Written aside and then linked: a power cut leaves no half secret, and of two starts at the same moment one wins.
  const aside = `${file}.${randomBytes(6).toString('hex')}`
  try {
    const handle = await open(aside, 'wx', 0o600)
    try {
      await handle.writeFile(`${randomBytes(minSecretBytes).toString('hex')}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(aside, file).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error
    })
  } finally {
    await rm(aside, { force: true })
  }
  return readSecret(file)
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

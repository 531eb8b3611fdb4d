import { createHash, timingSafeEqual } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Account, AccountId } from '../../domain/contract'

/** A sign-in at the seat: who, and the id that its signing out is written under. */
export interface SignIn {
  account: Account
  signInId: string
}

/**
 * Lets the sign-in of a seat outlive the core's process, so that a crash neither hides the alarm list behind a password nor silences alarms.
 * The ticket is a random number that lives in the memory of whoever watches over the core; on disk lies only its hash, so the folder alone signs nobody in.
 */
export interface SeatTicket {
  /** A new ticket for a new sign-in; without one, or when its password is to be changed first, the last ticket ends. */
  issue(signIn: SignIn | undefined): Promise<string | undefined>
  /** @returns the sign-in that the ticket stands for; nothing when it is not of this folder, or its account was disabled or is gone */
  resume(ticket: string): Promise<SignIn | undefined>
  /** Settles when what was issued last lies on disk. */
  settled(): Promise<void>
}

const Kept = z.object({ accountId: AccountId, signInId: z.string().min(1), hash: z.string().length(64) })

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex')

export function createSeatTicket({
  file,
  accountOf,
  randomBytes,
}: {
  file: string
  accountOf(id: AccountId): Account | undefined
  randomBytes(length: number): Uint8Array
}): SeatTicket {
  let turn = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  return {
    async issue(signIn) {
      if (!signIn || signIn.account.mustChangePassword) {
        await inTurn(() => rm(file, { force: true }))
        return undefined
      }
      const ticket = Buffer.from(randomBytes(32)).toString('base64url')
      const kept = { accountId: signIn.account.id, signInId: signIn.signInId, hash: hashOf(ticket) }
      await inTurn(async () => {
        await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
        await rename(`${file}.new`, file)
      })
      return ticket
    },

    async resume(ticket) {
      const text = await readFile(file, 'utf8').catch(() => undefined)
      const kept = Kept.safeParse(text === undefined ? undefined : parseJson(text))
      if (!kept.success) return undefined
      const { accountId, signInId, hash } = kept.data
      if (!timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(ticket)))) return undefined
      const account = accountOf(accountId)
      return account && !account.isDisabled ? { account, signInId } : undefined
    },

    settled: () => turn,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { rightsByRole } from '../../domain/contract'
import type { Account, Right } from '../../domain/contract'

/** Who works here: shared by all windows of a console seat, one a connection for browser seats. */
export interface SessionHolder {
  readonly account: Account | undefined
  /** What the account's role may do now; empty while nobody is signed in. */
  rights(): readonly Right[]
  /** Signs in, out (`undefined`), or renews the account after it changed. */
  set(account: Account | undefined): void
  /** Told after every `set`. */
  onChange(listener: () => void): () => void
}

const nobody: readonly Right[] = []

/** An account that is disabled or must change its password first holds no rights. */
export function createSessionHolder(): SessionHolder {
  const listeners = new Set<() => void>()
  let account: Account | undefined
  return {
    get account() {
      return account
    },
    rights: () => (account && !account.isDisabled && !account.mustChangePassword ? rightsByRole[account.role] : nobody),
    set(next) {
      account = next
      for (const listener of listeners) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

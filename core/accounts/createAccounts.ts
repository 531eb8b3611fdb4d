import { type Account, AccountId, type Actor, Refused, type Role } from '../../domain/contract'
import { nameKey, tidyName } from '../../domain/accounts/accountName'
import { oneTimePassword } from '../../domain/accounts/oneTimePassword'
import { findPasswordFaults, isPasswordExpired, rememberedPasswords } from '../../domain/accounts/passwordPolicy'
import { ulid } from '../../domain/journal/ulid'
import type { SeatJournal } from '../journal/createJournal'
import type { Draft, StateView } from '../journal/Journal'
import type { Store } from '../store/Store'
import { createWriterQueue } from '../store/writerQueue'
import { type Credential, readCredential, saveCredential } from './credentials'
import { createPasswords, type Passwords } from './passwords'

/** Programme section 5: five failures lock an account, and only that one, for a quarter of an hour. */
const maxFailures = 5
const lockMs = 15 * 60_000
/** White paper 6.4.3.2: administrator accounts in the hands of one or two persons. */
const maxPerAdministratorRole = 2
const administratorRoles: readonly Role[] = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator']

const guard: Actor = { kind: 'system', id: 'accounts' }
export const actorOf = (account: Account): Actor => ({ kind: 'account', id: account.id, name: account.displayName })

const isUnsaved = (error: unknown): boolean => error instanceof Refused && error.code === 'storageDegraded'

export interface AccountsParts {
  journal: SeatJournal
  /** The store that the journal lies in, with `accountMigrations`. */
  store: Store
  /** Clock, UTC ms. */
  now: () => number
  randomBytes: (length: number) => Uint8Array
  /** Cheaper ones for tests; else those of the programme. */
  passwords?: Passwords
}

export interface DemoAccount {
  name: string
  displayName: string
  role: Role
  password: string
}

export interface Accounts {
  /** True until somebody can manage accounts; demo accounts serve while they are switched on. */
  needsFirstAdministrator(): boolean
  list(): Account[]
  /**
   * Checks name and password. `mustChangePassword` of the answer is also set when the password is too old. Where the disk takes no entries, all but administrators
   * come in all the same, and it is written down when it can be.
   *
   * @throws Refused `wrongCredentials`, `accountLocked` (details: `untilMs`), `accountDisabled`; `storageDegraded` for an administrator
   */
  signIn(who: { name: string; password: string }): Promise<{ account: Account; sessionId: string }>
  signOut(session: { account: Account; sessionId: string }): Promise<void>
  /** @throws Refused `alreadySet`, `passwordTooWeak` (details: `faults`), `alreadyExists` */
  createFirstAdministrator(who: { name: string; displayName: string; password: string }): Promise<Account>
  /**
   * A new account with a password for one sign-in.
   *
   * @throws Refused `alreadyExists`; `notAllowed` when the role has its two administrators
   */
  create(who: {
    name: string
    displayName: string
    role: Role
    by: Actor
  }): Promise<{ account: Account; oneTimePassword: string }>
  /** @throws Refused `notFound`; `illegalState` for the last system administrator */
  disable(what: { id: AccountId; reason: string; by: Actor }): Promise<void>
  /** @throws Refused `wrongCredentials`, `accountLocked`, `passwordTooWeak` (details: `faults`), `passwordReused` */
  changePassword(change: { id: AccountId; current: string; next: string }): Promise<Account>
  /** Makes the demo's accounts where they are missing, and lets them sign in during this run. */
  ensureDemoAccounts(list: readonly DemoAccount[]): Promise<void>
}

export function createAccounts({ journal, store, now, randomBytes, ...parts }: AccountsParts): Accounts {
  const passwords = parts.passwords ?? createPasswords(randomBytes)
  // One password at a time: a shift change must not take all threads of the pool away from the database.
  const turns = createWriterQueue()
  let isDemo = false
  /** Sign-ins that the disk did not take. */
  const heldBack: Draft[] = []
  journal.onCommitted(() => void writeHeldBack())

  /** The disk takes entries again. One that was saved after all is known by its id. */
  const writeHeldBack = async (): Promise<void> => {
    const drafts = heldBack.splice(0)
    if (drafts.length === 0) return
    await journal.write(() => drafts).catch(() => heldBack.unshift(...drafts))
  }

  const newId = (prefix: string): string => `${prefix}-${ulid(now(), randomBytes(16))}`
  const all = (view: StateView): Account[] => [...view.list('account')]
  const findByName = (view: StateView, name: string): Account | undefined =>
    all(view).find((account) => nameKey(account.name) === nameKey(name))
  const enabled = (view: StateView, role: Role): Account[] =>
    all(view).filter((account) => account.role === role && !account.isDisabled && !account.isDemo)

  const mustBePresent = (id: AccountId): Account => {
    const account = journal.view.get('account', id)
    if (!account) throw new Refused('notFound', `account ${id}`)
    return account
  }

  const mustBeStrong = (password: string, names: readonly string[]): void => {
    const faults = findPasswordFaults(password, names)
    if (faults.length > 0) throw new Refused('passwordTooWeak', faults.join(', '), { faults })
  }

  const refusal = (account: Account | undefined, reason: string): Draft => ({
    kind: 'session.refused',
    subjectId: newId('S'),
    actor: guard,
    payload: { name: account?.name ?? '', reason },
  })

  /** Writes a failure down, locks at the last one. */
  const noteFailure = async (account: Account | undefined, credential: Credential | undefined): Promise<void> => {
    const drafts = [refusal(account, 'wrongCredentials')]
    if (!account || !credential) return void (await journal.write(() => drafts))
    const failures = credential.failures + 1
    const isLocked = failures >= maxFailures
    const untilMs = now() + lockMs
    if (isLocked)
      drafts.push({ kind: 'account.locked', subjectId: account.id, actor: guard, payload: { untilMs, failures } })
    const { lockedUntilMs: _, ...rest } = credential
    const next: Credential = isLocked ? { ...rest, failures: 0, lockedUntilMs: untilMs } : { ...rest, failures }
    await journal.write(
      () => drafts,
      (tx) => saveCredential(tx, next),
    )
  }

  /** Takes as long for an unknown name as for a known one. */
  const authenticate = async (
    account: Account | undefined,
    password: string,
  ): Promise<{ account: Account; credential: Credential }> => {
    const credential = account && (await readCredential(store.knex, account.id))
    if (credential?.lockedUntilMs !== undefined && now() < credential.lockedUntilMs) {
      await journal.write(() => [refusal(account, 'accountLocked')])
      throw new Refused('accountLocked', `${credential.accountId} is locked`, { untilMs: credential.lockedUntilMs })
    }
    const isRight = await passwords.isRight(credential?.hash ?? passwords.decoy, password)
    if (account && credential && isRight) return { account, credential }
    await noteFailure(account, credential)
    throw new Refused('wrongCredentials')
  }

  const create = async (
    who: Omit<Account, 'id' | 'isDisabled' | 'passwordChangedAtMs'>,
    password: string,
    by: Actor,
    mayCreate: (view: StateView) => void,
  ): Promise<Account> => {
    const id = AccountId.parse(newId('A'))
    const name = tidyName(who.name)
    if (name === '') throw new Refused('badRequest', 'an account needs a name')
    const credential: Credential = {
      accountId: id,
      hash: await passwords.hash(password),
      formerHashes: [],
      failures: 0,
    }
    await journal.write(
      (view) => {
        mayCreate(view)
        if (findByName(view, name)) throw new Refused('alreadyExists', `account ${name}`)
        return [{ kind: 'account.created', subjectId: id, actor: by, payload: { ...who, name } }]
      },
      (tx) => saveCredential(tx, credential),
    )
    return mustBePresent(id)
  }

  const needsFirstAdministrator = (view: StateView): boolean =>
    !isDemo && enabled(view, 'systemAdministrator').length === 0

  return {
    needsFirstAdministrator: () => needsFirstAdministrator(journal.view),
    list: () => all(journal.view),

    signIn: ({ name, password }) =>
      turns.run(async () => {
        const named = findByName(journal.view, name)
        // Their passwords are public: outside a demo they do not exist.
        const { account, credential } = await authenticate(named?.isDemo && !isDemo ? undefined : named, password)
        if (account.isDisabled) {
          await journal.write(() => [refusal(account, 'accountDisabled')])
          throw new Refused('accountDisabled', `account ${account.id}`)
        }
        const sessionId = newId('S')
        const { lockedUntilMs: _, ...rest } = credential
        const signedIn: Draft = {
          kind: 'session.signedIn',
          id: newId('E'),
          subjectId: sessionId,
          actor: actorOf(account),
          payload: { accountId: account.id, name: account.name },
        }
        try {
          await journal.write(
            () => [signedIn],
            (tx) => saveCredential(tx, { ...rest, failures: 0 }),
          )
        } catch (error) {
          // A full or broken disk keeps nobody from the desk; administration waits until what it does can be written down.
          if (!isUnsaved(error) || administratorRoles.includes(account.role)) throw error
          heldBack.push({ ...signedIn, payload: { ...signedIn.payload, heldBackFromMs: now() } })
        }
        const isExpired = !account.isDemo && isPasswordExpired(account.passwordChangedAtMs, now())
        return { account: { ...account, mustChangePassword: account.mustChangePassword || isExpired }, sessionId }
      }),

    async signOut({ account, sessionId }) {
      await journal.write(() => [
        {
          kind: 'session.signedOut',
          subjectId: sessionId,
          actor: actorOf(account),
          payload: { accountId: account.id, name: account.name },
        },
      ])
    },

    createFirstAdministrator: ({ name, displayName, password }) =>
      turns.run(() => {
        mustBeStrong(password, [name, displayName])
        const who = {
          name,
          displayName,
          role: 'systemAdministrator',
          isDemo: false,
          mustChangePassword: false,
        } as const
        return create(who, password, guard, (view) => {
          if (!needsFirstAdministrator(view)) throw new Refused('alreadySet', 'there is an administrator')
        })
      }),

    create: ({ name, displayName, role, by }) =>
      turns.run(async () => {
        const password = oneTimePassword(randomBytes(16))
        const account = await create(
          { name, displayName, role, isDemo: false, mustChangePassword: true },
          password,
          by,
          (view) => {
            if (administratorRoles.includes(role) && enabled(view, role).length >= maxPerAdministratorRole)
              throw new Refused('notAllowed', `there are ${maxPerAdministratorRole} accounts of role ${role}`)
          },
        )
        return { account, oneTimePassword: password }
      }),

    async disable({ id, reason, by }) {
      await journal.write((view) => {
        const account = view.get('account', id)
        if (!account) throw new Refused('notFound', `account ${id}`)
        if (account.isDisabled) return []
        const others = enabled(view, 'systemAdministrator').filter((other) => other.id !== id)
        if (account.role === 'systemAdministrator' && !account.isDemo && others.length === 0)
          throw new Refused('illegalState', 'the last system administrator stays')
        return [{ kind: 'account.disabled', subjectId: id, actor: by, payload: { reason } }]
      })
    },

    changePassword: ({ id, current, next }) =>
      turns.run(async () => {
        const { account, credential } = await authenticate(mustBePresent(id), current)
        mustBeStrong(next, [account.name, account.displayName])
        const used = [credential.hash, ...credential.formerHashes].slice(0, rememberedPasswords)
        for (const former of used) if (await passwords.isRight(former, next)) throw new Refused('passwordReused')
        const changed: Credential = { accountId: id, hash: await passwords.hash(next), formerHashes: used, failures: 0 }
        await journal.write(
          () => [{ kind: 'account.passwordChanged', subjectId: id, actor: actorOf(account), payload: {} }],
          (tx) => saveCredential(tx, changed),
        )
        return mustBePresent(id)
      }),

    async ensureDemoAccounts(list) {
      isDemo = true
      for (const { password, ...who } of list) {
        if (findByName(journal.view, who.name)) continue
        await turns.run(() =>
          create({ ...who, isDemo: true, mustChangePassword: false }, password, guard, () => undefined),
        )
      }
    },
  }
}

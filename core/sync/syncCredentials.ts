import { z } from 'zod'
import type { SyncFrame, SyncFrameOf } from '../../domain/contract/sync'
import type { ReplicatedJournal } from '../journal/Journal'
import { type CredentialStore, TravellingCredential } from './credentialStore'
import type { LinkFeature, SyncLink } from './LinkFeature'
import type { SealedJson } from './sealedJson'
import { readBy } from '../../domain/contract/readBy'

/** Rows of one frame: with all former hashes they stay well below what it may have. */
const rowsPerFrame = 200
/** Heartbeats after which both sides compare again, whatever was missed: a minute. */
const compareEveryTicks = 30

export interface SyncCredentialsOptions {
  store: CredentialStore
  sealed: SealedJson
  /** Changes of passwords are told to linked seats at once. */
  journal: Pick<ReplicatedJournal, 'onCommitted'>
  onFault: (error: unknown) => void
}

/**
 * Password hashes travel account by account, both ways: each side says when it last changed which, the other asks for those that are newer there. They are sealed,
 * since a link between seats need not be encrypted.
 */
export function syncCredentials({
  store,
  sealed,
  journal,
  onFault,
}: SyncCredentialsOptions): LinkFeature & { stop(): void } {
  const links = new Set<CredentialLink>()
  let ticks = 0
  const tellAll = () => links.forEach((link) => link.tell())

  class CredentialLink {
    private isOver = false
    private heads: SyncFrameOf<'credentialHeads'> | undefined

    constructor(private readonly link: SyncLink) {}

    /** Work on the store; when it fails, the next change or link tries again. */
    private attempt(work: () => Promise<SyncFrame | undefined>) {
      void work().then((frame) => {
        if (frame && !this.isOver) this.link.send(frame)
      }, onFault)
    }

    tell() {
      this.attempt(async () => ({ t: 'credentialHeads', accounts: (await store.changes()).slice(0, mostAccounts) }))
    }

    receive(frame: SyncFrame) {
      if (frame.t === 'credentialHeads') {
        this.heads = frame
        this.attempt(() => this.ask(frame))
      } else if (frame.t === 'credentialPull')
        this.attempt(async () => ({
          t: 'credentials',
          sealed: sealed.seal(await store.read(frame.ids.slice(0, rowsPerFrame))),
        }))
      else if (frame.t === 'credentials') this.take(frame)
    }

    detach() {
      this.isOver = true
      links.delete(this)
    }

    private async ask({ accounts }: SyncFrameOf<'credentialHeads'>): Promise<SyncFrame | undefined> {
      const here = new Map((await store.changes()).map(({ id, changedAtMs }) => [id, changedAtMs]))
      const ids = accounts.filter(({ id, changedAtMs }) => changedAtMs > (here.get(id) ?? -1)).map(({ id }) => id)
      return ids.length > 0 ? { t: 'credentialPull', ids: ids.slice(0, rowsPerFrame) } : undefined
    }

    private take(frame: SyncFrameOf<'credentials'>) {
      const rows = readBy(z.array(TravellingCredential).max(rowsPerFrame), sealed.open(frame.sealed))
      if (!rows.success) return this.link.refuse('malformed', 'credentials that this seat cannot open')
      void store.take(rows.data).then((taken) => {
        if (taken === 0) return
        tellAll()
        // Those that did not fit in.
        const { heads } = this
        if (heads) this.attempt(() => this.ask(heads))
      }, onFault)
    }
  }

  const stop = journal.onCommitted(({ entries }) => {
    if (entries.some(({ kind }) => kind === 'account.created' || kind === 'account.passwordChanged')) tellAll()
  })
  return {
    attach(to) {
      const link = new CredentialLink(to)
      links.add(link)
      link.tell()
      return link
    },
    tick() {
      if (++ticks % compareEveryTicks === 0) tellAll()
    },
    stop,
  }
}

/** As many as a frame may name; an installation has some dozens. */
const mostAccounts = 500

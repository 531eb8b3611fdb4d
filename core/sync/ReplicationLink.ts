import { Refused, type SeatId } from '../../domain/contract'
import { maxEntriesPerFrame, type SyncFrame, type SyncFrameOf } from '../../domain/contract/sync'
import type { Entry } from '../../domain/journal/entry'
import type { Absorbed, OriginHead } from '../journal/Journal'
import type { AttachedLink, SyncLink } from './LinkFeature'
import type { Difference, PeerHeads } from './PeerHeads'
import type { ReplicatedEntries } from './ReplicatedEntries'
import { serveRanges } from './serveRanges'

/** Heartbeats without an answer after which a request is made again. */
const patienceTicks = 3

/** What the links of one seat share. */
export interface Shared {
  readonly journal: ReplicatedEntries
  readonly peers: PeerHeads
  /** Who is asked for which origin, so that two peers are not asked for the same entries. */
  readonly claims: Map<SeatId, ReplicationLink>
  readonly nextId: () => number
  readonly onAbsorbed: (absorbed: Absorbed, from: SeatId) => void
  readonly onProgress: () => void
  /** Something came in or was given up: other links may have to ask. */
  readonly pullAll: () => void
  readonly onFault: (error: unknown) => void
}

interface Request {
  readonly id: number
  readonly origin: SeatId
  readonly afterSeq: number
  state: 'asked' | 'absorbing'
  ticks: number
}

/** Replication over one link: tells what this seat has, asks for what it lacks, one range at a time, and answers what the peer asks. */
export class ReplicationLink implements AttachedLink {
  readonly peer: SeatId
  private request: Request | undefined
  /** After a failure nothing is asked for until the next heartbeat. */
  private isResting = false
  private isOver = false
  private hasHeard = false
  private unseenHeads: number | undefined
  private hasNewHeads = false
  private readonly server: ReturnType<typeof serveRanges>

  constructor(
    private readonly shared: Shared,
    private readonly link: SyncLink,
    private readonly onDetached: () => void,
  ) {
    const { journal, onFault } = shared
    this.peer = link.seat.seatId
    this.server = serveRanges({ journal, onFault, send: (frame) => this.send(frame) })
  }

  /** `undefined` until the peer has said over this link what it has. */
  get difference(): Difference | undefined {
    return this.hasHeard ? this.shared.peers.difference(this.peer) : undefined
  }

  receive(frame: SyncFrame) {
    if (this.isOver) return
    if (frame.t === 'heads') this.takeHeads(frame)
    else if (frame.t === 'seen') this.takeSeen(frame.id)
    else if (frame.t === 'pull') this.server.take(frame)
    else if (frame.t === 'entries') this.takeEntries(frame)
  }

  detach() {
    this.isOver = true
    this.release()
    this.onDetached()
  }

  tick() {
    this.isResting = false
    if (this.unseenHeads !== undefined) {
      this.unseenHeads = undefined
      this.tellHeads()
    }
    this.askAgain()
    this.pull()
    if (this.hasHeard) void this.attest([])
  }

  /** One telling is under way at a time; commits meanwhile are told together by the next one. */
  tellHeads() {
    this.hasNewHeads = this.unseenHeads !== undefined
    if (this.hasNewHeads) return
    this.unseenHeads = this.shared.nextId()
    const heads = this.shared.journal.heads().map(({ origin, seq, hash }) => ({ origin, seq, hash }))
    this.send({ t: 'heads', id: this.unseenHeads, heads })
  }

  /** Asks for the origin after the one that was asked for last, so that a busy one does not keep the others waiting. */
  pull(afterOrigin?: SeatId) {
    const { peers, claims } = this.shared
    if (this.isOver || this.isResting || this.request || !this.hasHeard) return
    const wanted = peers
      .of(this.peer)
      .filter((head) => peers.missing(head) > 0 && !claims.has(head.origin))
      .toSorted((a, b) => (a.origin < b.origin ? -1 : 1))
    const head = wanted.find(({ origin }) => afterOrigin !== undefined && origin > afterOrigin) ?? wanted[0]
    if (!head) return
    claims.set(head.origin, this)
    const afterSeq = head.seq - peers.missing(head)
    this.request = { id: this.shared.nextId(), origin: head.origin, afterSeq, state: 'asked', ticks: 0 }
    this.ask(this.request)
  }

  private send(frame: SyncFrame) {
    if (!this.isOver) this.link.send(frame)
  }

  private ask({ id, origin, afterSeq }: Request) {
    this.send({ t: 'pull', id, origin, afterSeq, limit: maxEntriesPerFrame })
  }

  private askAgain() {
    const { request, shared } = this
    if (request?.state !== 'asked' || ++request.ticks < patienceTicks) return
    request.ticks = 0
    // Meanwhile another peer may have it, and be quicker.
    if (shared.claims.get(request.origin) === this) shared.claims.delete(request.origin)
    this.ask(request)
    shared.pullAll()
  }

  private takeSeen(id: number) {
    if (id !== this.unseenHeads) return
    this.unseenHeads = undefined
    if (this.hasNewHeads) this.tellHeads()
  }

  private takeHeads({ id, heads }: SyncFrameOf<'heads'>) {
    this.send({ t: 'seen', id })
    const isFirst = !this.hasHeard
    this.hasHeard = true
    const fresh = this.shared.peers.take(this.peer, heads, isFirst)
    // Later ones are compared when they are anchored, and when entries come.
    void this.attest(isFirst ? fresh : [])
    this.pull()
    this.shared.onProgress()
  }

  private async attest(toCompare: readonly OriginHead[]) {
    const { peers, onFault } = this.shared
    try {
      let forked: OriginHead | undefined
      for (const head of toCompare) if (await peers.isForked(head)) forked ??= head
      forked ??= await peers.attest(this.peer)
      if (forked) this.refuse('forked', `${forked.origin} ${forked.seq} is another entry here`)
    } catch (error) {
      onFault(error)
    }
  }

  private takeEntries({ id, entries }: SyncFrameOf<'entries'>) {
    const { request } = this
    // Told twice, or the answer to what was given up.
    if (request?.state !== 'asked' || request.id !== id) return
    if (entries.some(({ origin }) => origin !== request.origin))
      return this.refuse('malformed', `asked for entries of ${request.origin} and got others`)
    if (entries.length === 0) {
      // It does not have what it said. Its next heads may say otherwise.
      this.shared.peers.forget(this.peer, request.origin)
      return this.finish(request)
    }
    request.state = 'absorbing'
    void this.absorb(request, entries)
  }

  private async absorb(request: Request, entries: readonly Entry[]) {
    const { journal, onAbsorbed, onFault, onProgress } = this.shared
    try {
      onAbsorbed(await journal.absorb(entries), this.peer)
    } catch (error) {
      // What is refused is asked for again, from wherever the journal then stands: nothing is ever skipped.
      this.isResting = true
      const fault = error instanceof Refused ? error.details?.['fault'] : undefined
      const message = error instanceof Error ? error.message : String(error)
      if (fault === 'forked' || fault === 'unchained') this.refuse('forked', message)
      else if (fault === 'bent') this.refuse('malformed', message)
      else onFault(error)
    }
    this.finish(request)
    onProgress()
  }

  private finish({ origin }: Request) {
    this.release()
    this.pull(origin)
    this.shared.pullAll()
  }

  private release() {
    const { claims } = this.shared
    if (this.request && claims.get(this.request.origin) === this) claims.delete(this.request.origin)
    this.request = undefined
  }

  private refuse(code: 'forked' | 'malformed', message: string) {
    if (!this.isOver) this.link.refuse(code, message)
  }
}

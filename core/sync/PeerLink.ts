import type { SeatId } from '../../domain/contract'
import { type Hello, type SeatStatus, SyncFrame, type SyncRefusal } from '../../domain/contract/sync'
import type { Schedule } from '../iot/Schedule'
import { type HandshakeEnd, type SelfDescription, startHandshake } from './handshake'
import type { AttachedLink, LinkedSeat, LinkFeature, SyncLink } from './LinkFeature'
import type { PeerTransport } from './webSocketPeer'

/** Why a link is no more. Without a code: it was lost, fell silent, or was one too many. */
export interface LinkEnd {
  by: HandshakeEnd['by'] | 'loss'
  code?: SyncRefusal
  message: string
}

export interface PeerLinkOptions {
  transport: PeerTransport
  isDialler: boolean
  self: () => SelfDescription
  secret: Uint8Array
  features: readonly LinkFeature[]
  /** Heartbeats without a word from the peer after which the link is given up. */
  patienceBeats: number
  now: () => number
  schedule: Schedule
  randomBytes: (length: number) => Uint8Array
  /** Hands were shaken. @returns whether the link is wanted; nothing has been exchanged over it yet */
  onAgreed: (link: PeerLink) => boolean
  /** The peer's status or its clock's skew is another one. */
  onChanged: (link: PeerLink) => void
  onHeard: (link: PeerLink) => void
  onEnded: (link: PeerLink, end: LinkEnd) => void
}

/** A link that has not shaken hands yet knows no seat. */
export class PeerLink {
  seat: LinkedSeat | undefined
  status: SeatStatus | undefined
  /** The peer's clock minus ours, ms, measured half-way of a round trip. */
  clockSkewMs: number | undefined
  private attached: AttachedLink[] = []
  private state: 'shaking' | 'up' | 'over' = 'shaking'
  private wasHeard = true
  private silentBeats = 0
  private handshake: ReturnType<typeof startHandshake> | undefined

  constructor(private readonly options: PeerLinkOptions) {}

  /** Says hello. The peer's may be there already, so anything may have happened when this returns. */
  start() {
    const { transport, isDialler, secret, randomBytes, schedule } = this.options
    transport.onClose(() => this.end({ by: 'loss', message: 'lost' }))
    this.handshake = startHandshake({
      self: this.options.self(),
      isDialler,
      secret,
      randomBytes,
      schedule,
      send: (frame) => this.send(frame),
      onAgreed: (hello) => this.agreed(hello),
      onEnded: (end) => this.end(end),
    })
    transport.onFrame((raw) => this.take(raw))
  }

  /** The seat that opened this link; `self` is this one. */
  diallerOf(self: SeatId): SeatId | undefined {
    return this.options.isDialler ? self : this.seat?.seatId
  }

  send(frame: SyncFrame) {
    if (this.state !== 'over') this.options.transport.send(frame)
  }

  /** Once a heartbeat. Counts beats, not the clock: a machine that slept must not find all its peers silent. */
  beat() {
    if (this.state !== 'up') return
    this.silentBeats = this.wasHeard ? 0 : this.silentBeats + 1
    this.wasHeard = false
    if (this.silentBeats >= this.options.patienceBeats) return this.end({ by: 'silence', message: 'silent' })
    this.send({ t: 'ping', atMs: this.options.now() })
  }

  refuse(code: SyncRefusal, message: string) {
    this.send({ t: 'refuse', code, message: message.slice(0, 500) })
    this.end({ by: 'us', code, message })
  }

  end(end: LinkEnd) {
    if (this.state === 'over') return
    this.state = 'over'
    this.handshake?.stop()
    const attached = this.attached
    this.attached = []
    for (const feature of attached) feature.detach()
    this.options.transport.close()
    this.options.onEnded(this, end)
  }

  private agreed({ seatId, name, kind, rank, status }: Hello) {
    const seat = { seatId, name, kind, rank }
    this.seat = seat
    this.status = status
    this.state = 'up'
    if (!this.options.onAgreed(this)) return this.end({ by: 'loss', message: 'there is another link to the same seat' })
    const statusNow = () => this.status ?? status
    const link: SyncLink = {
      seat,
      get status() {
        return statusNow()
      },
      send: (frame) => this.send(frame),
      refuse: (...why) => this.refuse(...why),
    }
    for (const feature of this.options.features) if (this.isUp()) this.attached.push(feature.attach(link))
    // One that refused while it was attached: the others have been let go of already.
    if (!this.isUp()) for (const feature of this.attached.splice(0)) feature.detach()
    this.beat()
  }

  private take(raw: unknown) {
    if (this.state === 'over') return
    if (this.state === 'shaking') return this.handshake?.receive(raw)
    const frame = parse(raw)
    if (!frame) return this.refuse('malformed', 'a frame of the wrong shape')
    this.wasHeard = true
    this.options.onHeard(this)
    if (frame.t === 'hello' || frame.t === 'proof')
      return this.refuse('malformed', `${frame.t} after the hands were shaken`)
    if (frame.t === 'refuse') return this.end({ by: 'them', code: frame.code, message: frame.message })
    if (frame.t === 'ping') return this.send({ t: 'pong', atMs: frame.atMs, clockMs: this.options.now() })
    if (frame.t === 'pong') return this.measure(frame.atMs, frame.clockMs)
    if (frame.t === 'status') this.status = frame.status
    for (const feature of this.attached) if (this.isUp()) feature.receive(frame)
    if (frame.t === 'status') this.options.onChanged(this)
  }

  /** Asked anew each time: whoever is told something may end the link. */
  private isUp(): boolean {
    return this.state === 'up'
  }

  private measure(sentAtMs: number, clockMs: number) {
    const roundTripMs = this.options.now() - sentAtMs
    // This seat's clock was set meanwhile, or the pong belongs to no ping.
    if (roundTripMs < 0 || roundTripMs > longestRoundTripMs) return
    const before = this.clockSkewMs
    this.clockSkewMs = Math.round(clockMs - sentAtMs - roundTripMs / 2)
    if (before === undefined || Math.abs(this.clockSkewMs - before) >= toldSkewMs) this.options.onChanged(this)
  }
}

const longestRoundTripMs = 10_000
/** A skew that moves by less is told with the next change of anything else. */
const toldSkewMs = 1_000

function parse(raw: unknown): SyncFrame | undefined {
  try {
    return SyncFrame.safeParse(raw).data
  } catch {
    // Nested so deep that looking at it fails.
    return undefined
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Hello, type ProtocolRange, type SyncFrame, SyncRefusal, syncProtocols } from '../../domain/contract/sync'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import type { Schedule } from '../iot/Schedule'
import { readBy } from '../../domain/contract/readBy'

/** A peer that says nothing is given up after this long: a handshake is two small frames each way. */
const silentAfterMs = 5_000
/** Shorter ones could be guessed. */
export const minSecretBytes = 32

/** What a seat says of itself; the rest of its hello is made for each link. */
export type SelfDescription = Omit<Hello, 't' | 'oldest' | 'newest' | 'nonce'>

/** How a handshake ended without agreement. `them`: the peer refused this seat. */
export interface HandshakeEnd {
  by: 'us' | 'them' | 'silence'
  code?: SyncRefusal
  /** For engineers. */
  message: string
}

export interface HandshakeOptions {
  self: SelfDescription
  isDialler: boolean
  /** The installation's, the same at every seat. */
  secret: Uint8Array
  /** Other than this release's in tests only. */
  protocols?: ProtocolRange
  randomBytes: (length: number) => Uint8Array
  schedule: Schedule
  send: (frame: SyncFrame) => void
  onAgreed: (hello: Hello, protocol: number) => void
  /** The refusal has been sent. */
  onEnded: (end: HandshakeEnd) => void
}

const Proof = z.object({ t: z.literal('proof'), mac: z.string().regex(/^[0-9a-f]{64}$/) })
const Refuse = z.object({ t: z.literal('refuse'), code: SyncRefusal, message: z.string().max(500) })
/** All that is looked at before it is clear that both speak the same protocol: the rest of a far newer hello may look different. */
const Outline = z.object({ t: z.literal('hello'), oldest: z.number().int(), newest: z.number().int() })

/**
 * Both sides say who they are and prove that they know the installation's secret: an HMAC-SHA256 over both hellos, each with fresh chance in it, and over which of
 * the two is speaking, so that a proof fits this link and this direction only. Nothing but `hello`, `proof` and `refuse` is taken, and whether the districts are the
 * same is told only to one who has proved itself.
 */
export function startHandshake(options: HandshakeOptions): { receive(raw: unknown): void; stop(): void } {
  const { send, isDialler } = options
  const protocols = options.protocols ?? syncProtocols
  const own: Hello = {
    t: 'hello',
    ...options.self,
    ...protocols,
    nonce: Buffer.from(options.randomBytes(32)).toString('hex'),
  }
  let theirs: Hello | undefined
  let protocol = 0
  let isOver = false
  const stopTimer = options.schedule(silentAfterMs, () => end({ by: 'silence', message: 'it did not say who it is' }))

  function end(how: HandshakeEnd) {
    stop()
    options.onEnded(how)
  }

  function stop() {
    isOver = true
    stopTimer()
  }

  function refuse(code: SyncRefusal, message: string) {
    send({ t: 'refuse', code, message })
    end({ by: 'us', code, message })
  }

  function takeHello(raw: unknown) {
    const outline = readBy(Outline, raw)
    if (!outline.success) return refuse('malformed', 'no hello')
    const common = Math.min(protocols.newest, outline.data.newest)
    if (common < Math.max(protocols.oldest, outline.data.oldest)) return refuse(...skew(protocols, outline.data))
    const hello = readBy(Hello, raw)
    if (!hello.success) return refuse('malformed', 'a hello of the wrong shape')
    if (hello.data.seatId === own.seatId) return refuse('sameSeat', `both are ${own.seatId}`)
    theirs = hello.data
    protocol = common
    send({ t: 'proof', mac: proofBy(isDialler, own, theirs).toString('hex') })
  }

  function takeProof(hello: Hello, raw: unknown) {
    const proof = readBy(Proof, raw)
    if (!proof.success) return refuse('malformed', 'no proof')
    const expected = proofBy(!isDialler, own, hello)
    if (!timingSafeEqual(expected, Buffer.from(proof.data.mac, 'hex')))
      return refuse('wrongSecret', 'the two seats have different secrets')
    const [here, there] = [own.districtId, hello.districtId]
    if (here !== undefined && there !== undefined && here !== there)
      return refuse('otherDistrict', `${own.seatId} has district ${here}, ${hello.seatId} has ${there}`)
    stop()
    options.onAgreed(hello, protocol)
  }

  function proofBy(isByDialler: boolean, mine: Hello, peers: Hello): Buffer {
    const [dialler, acceptor] = isDialler ? [mine, peers] : [peers, mine]
    const said = ['chengtai sync', isByDialler ? 'dialler' : 'acceptor', protocol, proved(dialler), proved(acceptor)]
    return createHmac('sha256', options.secret).update(canonicalJson(said)).digest()
  }

  send(own)
  return {
    receive(raw) {
      if (isOver) return
      const refusal = readBy(Refuse, raw)
      if (refusal.success) return end({ by: 'them', code: refusal.data.code, message: refusal.data.message })
      if (theirs) takeProof(theirs, raw)
      else takeHello(raw)
    },
    stop,
  }
}

/** What a proof covers, named one by one, so that fields which a later release adds change nothing. */
const proved = ({ oldest, newest, seatId, name, kind, rank, districtId, nonce }: Hello) => ({
  oldest,
  newest,
  seatId,
  name,
  kind,
  rank,
  districtId,
  nonce,
})

function skew(here: ProtocolRange, there: ProtocolRange): [SyncRefusal, string] {
  const ranges = `it speaks sync protocol ${there.oldest} to ${there.newest}, this seat ${here.oldest} to ${here.newest}`
  return there.newest < here.oldest
    ? ['protocolTooOld', `${ranges}: it needs a newer release`]
    : ['protocolTooNew', `${ranges}: this seat needs a newer release`]
}

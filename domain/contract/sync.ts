import { z } from 'zod'
import { Entry } from '../journal/entry'
import { SampleBatch } from './calls/live'
import { contract } from './contract'
import { ErrorCode } from './errors'
import { AccountId, DeviceId, DistrictId, EpochMs, SeatId } from './primitives'
import { SeatRole } from './state'

/**
 * What travels between two seats over one link, one frame a message (msgpack). First `hello` and `proof` both ways, then everything else in any order.
 * Both sides are equal; who dialled matters only for the proof and for which of two links survives.
 *
 * Fields may be added to a frame at any time, since unknown ones are dropped when read. A new frame, or a changed meaning, is a new protocol.
 */
export interface ProtocolRange {
  oldest: number
  newest: number
}

/** The protocols that this release speaks: its own and the one before it, so that seats may be upgraded one after the other. 1 is the first. */
export const syncProtocols: ProtocolRange = { oldest: 1, newest: 1 }

/** Entries that one frame may carry. */
export const maxEntriesPerFrame = 500
/** Bytes of the largest frame; a larger one ends the link. */
export const maxSyncFrameBytes = 1024 * 1024
/** Bytes of a document that one frame carries. */
export const documentChunkBytes = 256 * 1024
/** Points that one frame of samples carries: 21 bytes each. */
export const maxPointsPerFrame = 16_384

/** Devices, or runs of points, that one frame tells the numbers of. */
export const maxAddedNumbers = 2_000

const maxOrigins = 1_000
const maxAccounts = 500

const Hex32 = z.string().regex(/^[0-9a-f]{64}$/)
const Protocol = z.number().int().min(1).max(1_000_000)
const BackupName = z.string().regex(/^chengtai-[0-9]{8}T[0-9]{6}Z(-history)?\.ctb$/)
const Count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** Why a seat does not talk to another one. Said of the one that is refused: `protocolTooOld` means that the receiver is too old. */
export const SyncRefusal = z.enum([
  'protocolTooOld',
  'protocolTooNew',
  'wrongSecret',
  'otherDistrict',
  'forked',
  'sameSeat',
  'malformed',
])
export type SyncRefusal = z.infer<typeof SyncRefusal>

/** Somebody who works at a seat; a browser's page shares the service's seat with others. */
export const SeatPerson = z.object({ accountId: AccountId, isBrowser: z.boolean() })
export type SeatPerson = z.infer<typeof SeatPerson>

/** What a seat is doing, told when it changes. */
export const SeatStatus = z.object({
  role: SeatRole,
  isDriving: z.boolean(),
  isMerging: z.boolean(),
  /** Fencing number of the lease that it holds or has seen last. */
  fence: Count.optional(),
  /** Whom it follows while the service is away. */
  coordinatorId: SeatId.optional(),
  /** SHA-256 of its registry; absent while it has none. */
  districtHash: Hex32.optional(),
  /** Who works there; absent from seats of releases that do not tell. */
  people: z.array(SeatPerson).max(1_000).optional(),
})
export type SeatStatus = z.infer<typeof SeatStatus>

/** Who is there. What it says is believed once it has proved that it knows the secret; the proof covers all of it but `release` and `status`. */
export const Hello = z.object({
  t: z.literal('hello'),
  oldest: Protocol,
  newest: Protocol,
  /** Version of the product, for engineers. */
  release: z.string().max(40),
  seatId: SeatId,
  name: z.string().max(120),
  kind: z.enum(['service', 'console']),
  /** Among consoles alone the smallest (rank, id) coordinates. */
  rank: z.number().int().min(0).max(1_000_000),
  /** Absent while it has no district. */
  districtId: DistrictId.optional(),
  status: SeatStatus,
  /** 32 bytes of chance, new for every link. */
  nonce: Hex32,
})
export type Hello = z.infer<typeof Hello>

const OriginHead = z.object({ origin: SeatId, seq: z.number().int().min(1), hash: Hex32 })

const deepestJson = 32

/** msgpack can carry more than JSON (dates, maps, big integers), and deeper. */
function isJson(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null)
    return value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean'
  if (depth >= deepestJson) return false
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1))
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  return Object.values(value).every((field) => isJson(field, depth + 1))
}

/** An entry as it comes from outside: its payload is JSON all the way down, as its hash takes for granted. */
const SyncEntry = Entry.extend({ payload: Entry.shape.payload.refine((payload) => isJson(payload)) })

const { params: HistoryParams, result: HistoryResult } = contract['history.read']

/**
 * Devices and points that the sender numbered since the district was imported, in the order of their numbers: what was added at run time has other numbers at every seat.
 * `firstDevice` and `firstPoint` are the numbers of the first of each; a receiver that has others forgets what it had from there on.
 */
const AddedNumbers = z.object({
  firstDevice: Count,
  devices: z.array(DeviceId).max(maxAddedNumbers),
  /** Runs of points: where each begins, whose they are, and which of `lists` says what they are. */
  blocks: z.array(z.tuple([Count, DeviceId, Count])).max(maxAddedNumbers),
  lists: z.array(z.array(z.string().max(64)).max(64)).max(1_000),
})
export type AddedNumbers = z.infer<typeof AddedNumbers>

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

export const SyncFrame = z.discriminatedUnion('t', [
  Hello,
  z.object({ t: z.literal('proof'), mac: Hex32 }),
  /** The last frame of a link: the sender closes it. */
  z.object({ t: z.literal('refuse'), code: SyncRefusal, message: z.string().max(500) }),
  z.object({ t: z.literal('status'), status: SeatStatus }),
  z.object({ t: z.literal('ping'), atMs: EpochMs }),
  /** @property atMs as in the ping; @property clockMs the answerer's clock */
  z.object({ t: z.literal('pong'), atMs: EpochMs, clockMs: EpochMs }),

  /** Where the sender's chains end; answered by `seen`, and not sent again before that. */
  z.object({ t: z.literal('heads'), id: Count, heads: z.array(OriginHead).max(maxOrigins) }),
  z.object({ t: z.literal('seen'), id: Count }),
  /** Asks for what follows. One is under way on a link and side at a time; asked again under the same id when no answer comes. */
  z.object({
    t: z.literal('pull'),
    id: Count,
    origin: SeatId,
    afterSeq: Count,
    limit: z.number().int().min(1).max(maxEntriesPerFrame),
  }),
  z.object({ t: z.literal('entries'), id: Count, entries: z.array(SyncEntry).max(maxEntriesPerFrame) }),

  /** Asks for a piece of the registry with this hash. */
  z.object({ t: z.literal('districtPull'), hash: Hex32, offset: Count }),
  /** @property total bytes of the whole; 0: there is no such registry here (any more) */
  z.object({
    t: z.literal('districtChunk'),
    hash: Hex32,
    offset: Count,
    total: Count,
    bytes: bytes.refine((chunk) => chunk.length <= documentChunkBytes),
  }),
  /** When each account's password was last changed, as the sender has it. */
  z.object({
    t: z.literal('credentialHeads'),
    accounts: z.array(z.object({ id: AccountId, changedAtMs: EpochMs })).max(maxAccounts),
  }),
  z.object({ t: z.literal('credentialPull'), ids: z.array(AccountId).max(maxAccounts) }),
  /** Password hashes, sealed with a key that only holders of the secret have. */
  z.object({ t: z.literal('credentials'), sealed: bytes }),

  /** The newest backup of the sender, for the other seat to keep. A name is one of `core/backup`'s, never a path. */
  z.object({ t: z.literal('backupOffer'), name: BackupName, total: Count, sha256: Hex32 }),
  z.object({ t: z.literal('backupPull'), name: BackupName, offset: Count }),
  z.object({
    t: z.literal('backupChunk'),
    name: BackupName,
    offset: Count,
    bytes: bytes.refine((chunk) => chunk.length <= documentChunkBytes),
  }),

  /** Asks for live values, tied to a registry: point numbers mean nothing without it. */
  z.object({
    t: z.literal('liveWanted'),
    districtHash: Hex32,
    rateHz: z.number().min(0.1).max(10),
    credit: z.number().int().min(1).max(1_000),
  }),
  z.object({ t: z.literal('liveCredit'), more: z.number().int().min(1).max(1_000) }),
  z.object({ t: z.literal('liveUnwanted') }),
  /** The registries differ. */
  z.object({ t: z.literal('liveRefused') }),
  z.object({ t: z.literal('samples'), batch: SampleBatch, added: AddedNumbers.optional() }),
  z.object({ t: z.literal('deviceStates'), devices: z.instanceof(Uint32Array), states: z.instanceof(Uint8Array) }),

  z.object({ t: z.literal('ask'), id: Count, method: z.literal('history.read'), params: HistoryParams }),
  z.object({ t: z.literal('answer'), id: Count, result: HistoryResult }),
  z.object({ t: z.literal('askRefused'), id: Count, code: ErrorCode, message: z.string().max(500) }),
])
export type SyncFrame = z.infer<typeof SyncFrame>
export type SyncFrameOf<T extends SyncFrame['t']> = Extract<SyncFrame, { t: T }>

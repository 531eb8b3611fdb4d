import { z } from 'zod'
import { Deed } from './actor'
import { SoundTest } from './soundTest'
import { EpochMs, PlotId, SeatId } from '../primitives'

/** State of one connector's link. */
export const LinkState = z.object({
  id: z.string(),
  protocol: z.enum(['mqtt', 'http', 'opcua', 'frames']),
  address: z.string(),
  state: z.enum(['connecting', 'up', 'down', 'quarantined']),
  sinceMs: EpochMs,
  /** Why it is down, for the engineer. */
  reason: z.string().optional(),
  messages: z.number().int(),
  refused: z.number().int(),
  lastMessageAtMs: EpochMs.optional(),
  /** Messages a second, lately. */
  messagesPerS: z.number().optional(),
  /** How often it came back since this seat started. */
  reconnects: z.number().int().min(0).optional(),
  /** From a word of ours to the answer of the other side, ms, the last time it was measured. */
  roundTripMs: z.number().min(0).optional(),
  /** Why it was last down, and since when; kept when it is up again. */
  lastError: z.object({ reason: z.string().max(500), atMs: EpochMs }).optional(),
})
export type LinkState = z.infer<typeof LinkState>

/** Another seat of the installation, as this seat sees it. */
export const PeerState = z.object({
  /** Known once it has said hello. */
  seatId: SeatId.optional(),
  name: z.string().max(120),
  kind: z.enum(['service', 'console']),
  /** `refused`: it answers, and will not or must not be talked to; the reason says why. */
  state: z.enum(['connecting', 'up', 'down', 'refused']),
  sinceMs: EpochMs,
  reason: z.string().max(500).optional(),
  /** Entries that it has and this seat does not. */
  behind: z.number().int().min(0),
  /** Its clock minus ours, ms; more than 60 s is flagged (P11). */
  clockSkewMs: z.number().optional(),
})
export type PeerState = z.infer<typeof PeerState>

/** What a seat alone drives of the site: systems by key or by family (`safety.fire`), plots by id; an empty list means all of them. */
export const EmergencyScope = z.object({ systems: z.array(z.string().max(80)), plots: z.array(PlotId) })
export type EmergencyScope = z.infer<typeof EmergencyScope>

/** The right to drive the site's links, as the journal has it. */
export const Lease = z.object({
  id: z.string().min(1).max(120),
  /** Who took it last. */
  holderId: SeatId,
  /** Grows with every taking. */
  fence: z.number().int().min(1),
  isReleased: z.boolean(),
  scope: EmergencyScope.optional(),
  taken: Deed,
})
export type Lease = z.infer<typeof Lease>

export const SeatRole = z.enum(['leader', 'following', 'suspecting', 'alone', 'merging'])
export type SeatRole = z.infer<typeof SeatRole>

/** What the frame of every window shows of the core it talks to. */
export const SeatState = z.object({
  seatId: SeatId,
  role: SeatRole,
  roleSinceMs: EpochMs,
  /** Address of the service that this seat follows. */
  serviceUrl: z.string().optional(),
  /** True while this seat's connectors, rules and deadlines act on the site; one seat at a time drives a link. */
  isDriving: z.boolean(),
  /** The seat that drives, where it is not this one. */
  driverName: z.string().optional(),
  /** What is driven while the service is away; absent when that is everything. */
  scope: EmergencyScope.optional(),
  /** A minority of the consoles: commands of class 2 and 3 need break-glass. */
  isMinority: z.boolean(),
  peers: z.array(PeerState),
  districtName: z.object({ zh: z.string(), en: z.string() }).optional(),
  timeZone: z.string(),
  isDemo: z.boolean(),
  links: z.array(LinkState),
  samplesPerS: z.number(),
  journalPosition: z.number().int(),
  /** Entries saved here that the leader does not have yet. */
  pendingEntries: z.number().int(),
  /** Subjects of those entries as `kind id`, the newest first, at most 200: they are drawn as pending. */
  pendingSubjects: z.array(z.string()).max(200),
  /** First number of this seat's own entries that the leader does not have; absent when it has all. */
  pendingFromSeq: z.number().int().min(1).optional(),
  /** While merging: entries exchanged so far, of how many. */
  merge: z.object({ done: z.number().int(), total: z.number().int() }).optional(),
  /** What the last merge came to. */
  lastMerge: z
    .object({ atMs: EpochMs, entries: z.number().int(), conflicts: z.number().int(), tookMs: z.number() })
    .optional(),
  /** Conflicts that nobody settled yet. */
  openConflicts: z.number().int(),
  /** Gaps in what the site told that are not filled yet. */
  openGaps: z.number().int(),
  refusedMessages: z.number().int(),
  devices: z.object({
    total: z.number().int(),
    online: z.number().int(),
    abnormal: z.number().int(),
    offline: z.number().int(),
    unknown: z.number().int(),
  }),
  storage: z.object({
    /** `low`: little room is left; `shedding`: history is thrown away to keep entries going; `reserve`: entries live on the reserve. */
    state: z.enum(['good', 'low', 'shedding', 'reserve', 'degraded']),
    databaseBytes: z.number(),
    freeBytes: z.number().optional(),
    reason: z.string().optional(),
  }),
  /** `none`: no backup is set up, or none was made yet. */
  backup: z.object({
    state: z.enum(['none', 'running', 'good', 'failed']),
    lastGoodAtMs: EpochMs.optional(),
    reason: z.string().max(500).optional(),
  }),
  /** Certificates that end within 30 days, or have ended and were not replaced; absent while there are none. */
  endingCertificates: z.object({ count: z.number().int().min(1), soonestMs: EpochMs }).optional(),
  /** The last audibility test at this seat; absent when there was none. */
  soundTest: SoundTest.optional(),
  nowMs: EpochMs,
})
export type SeatState = z.infer<typeof SeatState>

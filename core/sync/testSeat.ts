import { randomBytes } from 'node:crypto'
import { SeatId } from '../../domain/contract'
import { accountMigrations } from '../accounts/migrations'
import { registryMigrations } from '../iot/registryStore'
import { journalMigrations } from '../journal/migrations'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createPeers, type Peers, type PeersOptions } from './createPeers'
import { createReplicator, type Replicator } from './createReplicator'
import { syncMigrations } from './credentialStore'
import { listen, type ListenOptions } from './listen'
import type { LinkEnd } from './PeerLink'
import { followingStatus, testSecret } from './testPeers'
import { connectPeer, type PeerTransport } from './webSocketPeer'

/** Test support: a seat with a real journal on disk, linked over real WebSockets on loopback. */
export interface TestSeat extends TestJournal {
  seatId: SeatId
  peers: Peers
  replicator: Replicator
  url: string
  ends: ({ peer: string } & LinkEnd)[]
}

const realSchedule = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

export interface TestSeatOptions extends Partial<Omit<PeersOptions, 'self' | 'targets'>> {
  dials?: readonly string[]
  tls?: ListenOptions['tls']
  connect?: (url: string) => Promise<PeerTransport>
}

export async function openTestSeat(
  name: string,
  { dials = [], tls, ...options }: TestSeatOptions = {},
): Promise<TestSeat> {
  const seatId = SeatId.parse(name)
  const migrations = [...journalMigrations, ...accountMigrations, ...registryMigrations, ...syncMigrations]
  const opened = await openTestJournal(migrations, seatId)
  const ends: ({ peer: string } & LinkEnd)[] = []
  const replicator = createReplicator({
    journal: opened.journal,
    seatId,
    now: Date.now,
    onProgress: () => undefined,
    onAbsorbed: () => undefined,
    onFault: (error) => opened.faults.push(error),
  })
  const connect = options.connect ?? ((url: string) => connectPeer({ url }))
  const peers = createPeers({
    self: { seatId, name, kind: 'console', rank: 0, release: 'test' },
    status: followingStatus,
    districtId: () => undefined,
    secret: testSecret,
    behind: (peer) => replicator.difference(peer)?.behind ?? 0,
    // No test waits for a silence; a busy machine must not be taken for one.
    heartbeat: { everyMs: 100, silentMs: 60_000 },
    now: Date.now,
    schedule: realSchedule,
    random: () => 0,
    randomBytes: (length) => randomBytes(length),
    onEnded: (end) => ends.push(end),
    ...options,
    features: [replicator, ...(options.features ?? [])],
    targets: dials.map((url) => ({ name: url, kind: 'console', connect: () => connect(url) })),
  })
  const door = await listen({
    host: '127.0.0.1',
    port: 0,
    accept: (transport) => peers.accept(transport),
    ...(tls && { tls }),
  })
  return {
    ...opened,
    seatId,
    peers,
    replicator,
    url: door.url,
    ends,
    async dispose() {
      peers.stop()
      replicator.stop()
      await door.close()
      await opened.dispose()
    },
  }
}

/** Waits for a condition, for as long as it takes a busy machine. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 6_000; i++) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`it never came to this: ${what}`)
}

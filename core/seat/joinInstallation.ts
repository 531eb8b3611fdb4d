import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { DistrictId, SeatId } from '../../domain/contract'
import type { RankedSeat } from '../../domain/seat/coordinator'
import type { Schedule } from '../iot/Schedule'
import { readDistrictText, replaceDistrict } from '../iot/registryStore'
import type { ReplicatedJournal } from '../journal/Journal'
import type { Store } from '../store/Store'
import { syncPath } from '../sync/acceptSockets'
import { createPeers, type Peers, type PeerTarget } from '../sync/createPeers'
import { createReplicator, type Replicator } from '../sync/createReplicator'
import { createCredentialStore } from '../sync/credentialStore'
import type { LinkFeature } from '../sync/LinkFeature'
import { listen, type Listener } from '../sync/listen'
import { createSealedJson } from '../sync/sealedJson'
import { syncCredentials } from '../sync/syncCredentials'
import { syncDistrict } from '../sync/syncDistrict'
import { connectPeer, type PeerAddress } from '../sync/webSocketPeer'
import type { SeatNetwork } from './CoreOptions'
import { createConflictFinder } from './createConflictFinder'
import { type KnownConsoles, openKnownConsoles } from './knownConsoles'

/** This seat among the others: links, entries, clashes. */
export interface Installation {
  readonly peers: Peers
  readonly replicator: Pick<Replicator, 'difference' | 'pendingFor'>
  readonly consoles: Pick<KnownConsoles, 'all'>
  /** Where other consoles reach this seat; a service has its own door. */
  readonly listenUrl: string | undefined
  stop(): Promise<void>
}

/** A seat that knows no others. */
export const byItself = (self: RankedSeat): Installation => ({
  peers: {
    states: () => [],
    visible: () => [],
    accept: (transport) => transport.close(),
    setStatus() {},
    onChanged: () => () => undefined,
    lastHeardMs: () => undefined,
    stop() {},
  },
  replicator: { difference: () => undefined, pendingFor: () => ({ entries: 0, subjects: [] }) },
  consoles: { all: () => [self] },
  listenUrl: undefined,
  stop: async () => undefined,
})

export interface InstallationParts {
  network: SeatNetwork
  seatId: SeatId
  seatName: string
  version: string
  journal: ReplicatedJournal
  /** Journal, accounts, registry. */
  store: Store
  /** The district that this core runs with. */
  district: { id: DistrictId; hash: string } | undefined
  /** The leader's district came and lies in the store; what runs here knows another one. */
  onDistrict: () => void
  /** What is done over the links beside entries. */
  features: readonly LinkFeature[]
  now: () => number
  schedule: Schedule
  log: Logger
  onError: (error: unknown) => void
  /** Where the other consoles are remembered. */
  knownConsolesFile: string
}

/** Links this seat with the others that it is configured with, and keeps its journal level with theirs. */
export async function joinInstallation(parts: InstallationParts): Promise<Installation> {
  const { network, seatId, journal, store, now, schedule, log, onError } = parts
  const finder = createConflictFinder({ journal, seatId })
  const consoles = await openKnownConsoles({
    file: parts.knownConsolesFile,
    self: { seatId, rank: network.rank },
    configured: network.peers.length,
    onError,
  })

  /** A look for clashes begins when nothing more is on its way: half of what another seat did could look like a clash. */
  const lookForClashes = () => {
    const isWhole = peers.visible().every((peer) => (replicator.difference(peer.seatId)?.behind ?? 1) === 0)
    if (isWhole) finder.judge().catch(onError)
  }
  const replicator = createReplicator({
    journal,
    seatId,
    now,
    onProgress() {},
    onAbsorbed({ stored }, from) {
      const own = stored.filter(({ origin }) => origin === seatId).length
      if (own > 0)
        log.warn({ from, entries: own }, 'this seat had lost entries of its own and has them back from a peer')
      lookForClashes()
    },
    onFault: onError,
  })
  const credentials = syncCredentials({
    store: createCredentialStore(store, seatId),
    sealed: createSealedJson(network.secret, 'credentials'),
    journal,
    onFault: onError,
  })
  let storedHash = parts.district?.hash
  const district = syncDistrict({
    read: () => readDistrictText(store.knex),
    hash: () => storedHash,
    takesFrom: (from) =>
      network.service !== undefined && peers.visible().some(({ seatId: id, isLeader }) => isLeader && id === from),
    isAttested: async (hash) =>
      (await store
        .knex('entry')
        .where({ id: `district-${hash}` })
        .first('id')) !== undefined,
    async store(text, hash) {
      await replaceDistrict(store, text)
      storedHash = hash
      parts.onDistrict()
    },
    onFault: onError,
  })
  const peers = createPeers({
    self: {
      seatId,
      name: parts.seatName,
      kind: network.kind,
      rank: network.rank,
      release: parts.version,
    },
    status: {
      role: network.service ? 'following' : 'leader',
      isDriving: false,
      isMerging: false,
      ...(parts.district && { districtHash: parts.district.hash }),
    },
    districtId: () => parts.district?.id,
    secret: network.secret,
    targets: [
      ...(network.service ? [targetOf(network.service, 'service')] : []),
      ...network.peers.map((peer) => targetOf(peer, 'console')),
    ],
    features: [replicator, credentials, district, ...parts.features],
    behind: (peer) => replicator.difference(peer)?.behind ?? 0,
    ...(network.heartbeat && { heartbeat: network.heartbeat }),
    now,
    schedule,
    random: Math.random,
    randomBytes,
    onEnded: (fields) => log.warn(fields, 'a link to another seat ended'),
  })
  peers.onChanged(() => consoles.note(peers.visible().filter(({ kind }) => kind === 'console')))
  let door: Listener | undefined
  if (network.listen) {
    door = await listen({
      ...network.listen,
      accept: (transport) => peers.accept(transport),
      onTurnedAway: (fields) => log.warn(fields, 'a seat was turned away'),
    })
  }

  return {
    peers,
    replicator,
    consoles,
    listenUrl: door?.url,
    async stop() {
      peers.stop()
      replicator.stop()
      credentials.stop()
      await door?.close()
      await finder.judge().catch(onError)
      finder.stop()
      await consoles.settled()
    },
  }
}

const targetOf = (address: PeerAddress, kind: PeerTarget['kind']): PeerTarget => {
  const url = new URL(address.url.replace(/^http/, 'ws'))
  url.pathname = syncPath
  return { name: url.host, kind, connect: () => connectPeer({ ...address, url: url.href }) }
}

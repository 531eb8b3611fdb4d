import type { Logger } from 'pino'
import type { CoreFrame, EmergencyScope, SeatState, Transport } from '../../domain/contract'
import type { RoleLimits } from '../../domain/seat/seatRole'
import type { ApplicationReply, ApplicationRequest } from '../northbound/createApplications'
import type { BackupPlan } from '../backup/createBackupKeeper'
import type { HistoryDatabase } from './openFiles'
import type { RetentionPlan } from '../history/levels'
import type { RoomLevels } from '../store/roomLevels'
import type { PeerAddress, PeerTransport } from '../sync/webSocketPeer'

/** How the core reaches the site. The embedded broker is the default of an installation that names none. */
export type BrokerChoice =
  | {
      kind: 'embedded'
      port: number
      username: string
      password: string
      /** A second door for devices that show a certificate; 0 takes a free port. */
      tls?: { host: string; port: number }
    }
  | {
      kind: 'external'
      url: string
      username: string
      password: string
      /** PEM of the authority that signed the broker's certificate. */
      ca?: string
      /** JSON file with a list of `PlainMapping`: plain JSON of devices that do not speak the thing-model dialect. */
      mappingsFile?: string
    }

/** Where devices that speak HTTP come in; a plain door belongs on loopback. */
export interface DeviceHttp {
  host: string
  /** 0 takes a free one. */
  port: number
  isTls: boolean
}

/** The other seats of the installation, and how this one stands among them. */
export interface SeatNetwork {
  kind: 'service' | 'console'
  /** What all seats of the installation share and prove to each other, at least 32 bytes. */
  secret: Uint8Array
  /** The service that this console follows; without one the seat leads. */
  service?: PeerAddress
  /** Other consoles. */
  peers: readonly PeerAddress[]
  /** Where others reach this console; a service lets them in at its own server. PEM texts. */
  listen?: { host: string; port: number; tls?: { cert: string; key: string; clientCa?: string } }
  /** Among consoles without their service the smallest drives. */
  rank: number
  /** What this console drives while the service is away. */
  scope: EmergencyScope
  /** Shorter in tests. */
  limits?: Partial<RoleLimits & { lookAroundMs: number; firstSyncMs: number }>
  heartbeat?: { everyMs: number; silentMs: number }
}

export interface CoreOptions {
  /** Folder of this seat's files; made when it is missing. One running core a folder. */
  dataDir: string
  /** Name of the machine, for people. */
  seatName: string
  version: string
  /** Demo people may sign in, with passwords said on screen. */
  isDemo: boolean
  /** Imported into an empty registry. */
  districtFile?: string
  broker: BrokerChoice
  /** Door for devices that speak HTTP(S); not open without. */
  deviceHttp?: DeviceHttp
  /** JSON file with a list of the OPC UA servers of the site. */
  opcUaFile?: string
  /** JSON file with a list of links that speak described protocols. */
  framesFile?: string
  /** JSON file of the demo's devices that come in by themselves. */
  demoDevicesFile?: string
  /** Without it no backups are made; those of other seats are kept all the same. */
  backup?: BackupPlan
  /** Without it the seat is by itself. */
  network?: SeatNetwork
  /** The leader's district is another one than this seat's and lies in the files now: the core must be started anew. */
  onDistrictChanged?(): void
  /** PostgreSQL where samples are kept; without it they are kept in a file of this seat. */
  historyDatabase?: HistoryDatabase
  /** How long samples are kept, where that is not the default. A console that follows keeps a day. */
  retention?: RetentionPlan
  /** From when on the disk is short of room; left out: as the reliability programme says. */
  roomLevels?: RoomLevels
  /** Ticket of the sign-in at this seat, from `onTicket` of the core before this one, when that one died. */
  ticket?: string
  /** Told the ticket of each sign-in at the seat that the next core may take over; `undefined` when nobody is signed in. */
  onTicket?(ticket: string | undefined): void
  log: Logger
}

/** A running core, whatever seat it sits in. */
export interface Core {
  /** Serves a window or a browser. All windows of a console share one session; a browser seat has its own. */
  connect(transport: Transport<CoreFrame, unknown>, who: { isSeatShared: boolean }): void
  seatState(): SeatState
  /** Figures for the engineer, by Prometheus name. */
  metrics(): Record<string, number>
  /** Answers a request of a system of others, under `/api/v1`. */
  ask(request: ApplicationRequest): Promise<ApplicationReply>
  /** Takes a link of another seat that came in at the service's server. */
  acceptSeat(transport: PeerTransport): void
  /** Where other consoles reach this one; `undefined` when it does not listen. */
  readonly seatUrl: string | undefined
  /** Address of the embedded broker; `undefined` with an external one. */
  readonly brokerUrl: string | undefined
  stop(): Promise<void>
}

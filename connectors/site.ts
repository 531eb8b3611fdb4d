import type {
  CommandInput,
  DeviceEvent,
  DeviceId,
  DeviceService,
  DeviceType,
  Property,
  Refusal,
} from '../domain/contract'

/** One property of a device as the connector needs it: where its column stands, and what a good value looks like. */
export interface PropertySlot {
  /** Point index in the live state's columns. */
  readonly point: number
  readonly property: Property
}

/** What a connector must know of a device to take its messages. Made once a device, shared by all messages. */
export interface DeviceSlot {
  /** Row of the device in the registry. */
  readonly index: number
  readonly id: DeviceId
  readonly type: DeviceType
  readonly properties: ReadonlyMap<string, PropertySlot>
  readonly events: ReadonlyMap<string, DeviceEvent>
  readonly services: ReadonlyMap<string, DeviceService>
}

/** The registry, seen from the site. */
export interface SiteDirectory {
  /** Device by the names in its topic; `undefined` when the type has no such device or neither is known. */
  findDevice(productKey: string, deviceName: string): DeviceSlot | undefined
  hasType(productKey: string): boolean
  /** Told the rows of devices whose slot is another one from now on, or none. Absent of a registry that does not change. */
  onChanged?(listener: (rows: readonly number[]) => void): () => void
}

/** Something a device told once. */
export interface SiteEvent {
  device: DeviceSlot
  event: string
  /** Id of the device's message, for folding a message told twice. */
  messageId?: string
  sourceAtMs: number
  arrivedAtMs: number
  output: Readonly<Record<string, number | string | boolean>>
}

/** What a handset told about a task or a message it carries. */
export interface HandsetReceipt {
  device: DeviceSlot
  /** `task` or `message` id that it answers. */
  subject: { kind: 'task' | 'message'; id: string }
  state: 'delivered' | 'read' | 'accepted' | 'arrived' | 'done' | 'declined'
  sourceAtMs: number
  note?: string
}

/** How a device answered a command. */
export interface CommandAnswer {
  commandId: string
  device: DeviceSlot
  /** 200 is success, as in the device dialect; anything else failed. */
  code: number
  text: string
  atMs: number
}

/**
 * Where a connector hands over what it heard, after checking it. Samples are plain numbers, no object a sample: this is the hottest path of the house.
 */
export interface SiteSink {
  /** @param quality byte of `qualityCodes`; @param sourceAtMs UTC ms of the device's clock */
  sample(point: number, value: number, sourceAtMs: number, quality: number): void
  /** The device spoke (any message): it is online. */
  heard(deviceIndex: number, atMs: number): void
  /** The device or its last will said that it is gone. */
  lost(deviceIndex: number, atMs: number): void
  event(event: SiteEvent): void
  receipt(receipt: HandsetReceipt): void
  answer(answer: CommandAnswer): void
  refused(refusal: Refusal): void
  /**
   * The device counts what it says, and the message just handed over bore this number. A number that is jumped over was said and not heard.
   *
   * @param seq whole, grows by one a message; begins anew when the device does
   */
  numbered(deviceIndex: number, seq: number, sourceAtMs: number): void
  /** Bytes of the device that nobody has read: passed through. Absent where nobody takes them. */
  raw?(device: DeviceSlot, bytes: Uint8Array, atMs: number): void
  /** Calls back once everything handed over before this call is on disk: only then is a message acknowledged to its broker. */
  whenStored(done: (error?: Error) => void): void
}

/** A command on its way to a device. */
export interface SiteCommand {
  commandId: string
  device: DeviceSlot
  service: string
  input: Readonly<CommandInput>
}

/** Something for a person's handset. */
export interface HandsetDelivery {
  handset: DeviceSlot
  kind: 'task' | 'message' | 'recall'
  id: string
  /** What the handset shows: plain JSON. */
  body: Readonly<Record<string, unknown>>
}

/** State of a link as the connector knows it. */
export interface LinkReport {
  state: 'connecting' | 'up' | 'down' | 'quarantined'
  reason?: string
  /** With `up`: whether the other side still knew us, and so has kept for us what was said meanwhile, as far as its queue went. */
  isResumed?: boolean
  /** With `down`: this seat ended the link itself. */
  isStopped?: boolean
}

/** What a device said in a time, asked for again. */
export interface HistoryRequest {
  readonly device: DeviceSlot
  /** Source times, UTC ms, both included. */
  readonly fromMs: number
  readonly toMs: number
  /** Where the page before ended. */
  readonly cursor?: string
  /** Takes what comes in answer, nothing of it being said now. Of each message first `heard` with its own time, then its number, then what it holds. */
  readonly sink: SiteSink
}

/** One page of the answer, after its sink has stored it. */
export interface HistoryPage {
  /** Messages in it. */
  readonly messages: number
  /** Where the next page begins; absent on the last. */
  readonly cursor?: string
}

/** One link to the site: started, stopped, and able to send. */
export interface SiteConnector {
  readonly id: string
  start(): void
  stop(): Promise<void>
  /** Resolves when the broker or server has taken it. @throws Refused `linkDown` when there is no link: nothing is queued. */
  sendCommand(command: SiteCommand): Promise<void>
  sendToHandset(delivery: HandsetDelivery): Promise<void>
  /**
   * Asks a device for what it said in a time; absent where the protocol knows no such question.
   *
   * @throws Refused `linkDown` or `timedOut` when no answer came, `notFound` when the device answered that it has none to give
   */
  requestHistory?(request: HistoryRequest): Promise<HistoryPage>
  /** Whether the device speaks over this link, and over no other; absent where any device may. */
  serves?(device: DeviceSlot): boolean
  /** Whether the device can be told something now; absent where it always can, or where the other side keeps it for the device. */
  isReady?(device: DeviceSlot): boolean
  /** Tells of devices that were found not ready, by name, once they are. */
  onReady?(listener: (deviceName: string) => void): () => void
  /** From a word of ours to the answer of the other side, ms, the last time it was measured; absent where nothing lies between. */
  roundTripMs?(): number | undefined
  onLink(listener: (report: LinkReport) => void): () => void
}

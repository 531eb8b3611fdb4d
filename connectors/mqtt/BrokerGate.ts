import type { ShownCertificate } from '../../domain/access/judgeCertificate'
import type { Speaker } from '../../domain/access/topicRights'
import type { IntrusionReason, RefusalReason } from '../../domain/contract'
import type { DeviceSlot } from '../site'
import type { JsonRecord } from './parseMessage'

/** What a connection shows of itself when it wants in. */
export interface Caller {
  readonly clientId: string
  readonly userName: string | undefined
  readonly password: Buffer | undefined
  /** Without port. */
  readonly address: string
  /** Absent on the plain door. */
  readonly certificate?: ShownCertificate
}

/** What a connection was let in as. */
export type Admission =
  /** By a name that the broker's owner gave out: `core` may everything, `site` speaks for any device that may be spoken for. */
  | { readonly kind: 'core' | 'site' }
  /** By its own secret or certificates (its own, its authority's): speaks for itself and those behind it. */
  | {
      readonly kind: 'device'
      readonly speaker: Speaker
      readonly keyId?: string
      readonly certificateIds?: readonly string[]
    }
  /** To fetch a secret with an activation code. */
  | { readonly kind: 'newcomer' }

/** Decides who comes in to the embedded broker, and counts who does not. */
export interface BrokerGate {
  /** False: an address that is not listened to at all; its connections are ended before a byte is read. */
  listensTo(address: string): boolean
  /**
   * False: this name is locked out at this address. Who proves what it is comes in all the same: whoever shares the address with a device, and knows its name, must not be able to keep it out.
   */
  listensToCaller(caller: Caller): boolean
  /** @returns `undefined` when it is not let in; that is counted here */
  admit(caller: Caller): Admission | undefined
  /** Somebody came in, or left. */
  entered(address: string): void
  left(address: string): void
  /** Whether somebody who speaks for the whole site may speak for this device. */
  maySiteSpeakFor(productKey: string, deviceName: string): boolean
  /** A connection did or wanted what it may not. */
  deny(caller: Pick<Caller, 'clientId' | 'address'>, reason: IntrusionReason, sample: string): void
  /** Takes an activation code. @returns what the newcomer is answered: JSON */
  activate(caller: Pick<Caller, 'clientId' | 'address'>, request: Uint8Array): Promise<string>
  /** Whether what somebody was let in by is still good. */
  isStillGood(admission: Admission): boolean
  /** Told when something may be good no more. */
  onChanged(listener: () => void): () => void
}

/** Checks messages that devices signed, at the wall. */
export interface SignatureCheck {
  /** Whether the device's messages count only when they are signed. */
  isAsked(device: DeviceSlot): boolean
  /**
   * @returns `undefined` when the message is plain and may be; the text that was signed, to be read in its place; or why it is refused
   */
  check(
    device: DeviceSlot,
    topic: string,
    message: JsonRecord,
    nowMs: number,
  ): { payload: string } | { refused: RefusalReason; detail: string } | undefined
  /** Storing failed: numbers heard since they were last kept may come again. */
  forgetHeard(): void
}

import type { DeviceSlot } from '../../connectors/site'
import type { SignatureCheck } from '../../connectors/mqtt/BrokerGate'
import { ReplayWindow } from '../../domain/access/ReplayWindow'
import { claimsSignature, readSignedMessage, signedText } from '../../domain/access/signedMessage'
import type { DeviceId, DeviceTypeId } from '../../domain/contract'
import type { DeviceKeys } from './createDeviceKeys'
import { isSignatureRight } from './deviceSecret'
import { createNumberKeeper } from './numberKeeper'
import type { KeptNumbers, NumberStore } from './numberStore'
import type { Stored } from '../iot/createIngest'
import type { Schedule } from '../iot/Schedule'

export interface Signatures extends SignatureCheck {
  /** What is asked of devices may be another from now on. */
  forgetRules(): void
  /** Lets go of the numbers of secrets that are told of no more. */
  sweep(): Promise<void>
  /**
   * Numbers are on disk before what they count is acknowledged, and never before it is stored: none is taken twice, and none that was lost is refused when it comes again.
   *
   * @param log takes all that a message may say: samples, events, receipts and answers
   */
  tap(log: Stored): Stored
  /** Keeps what was heard since. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export interface SignaturesParts {
  keys: Pick<DeviceKeys, 'signKeys' | 'known'>
  mustSign: (device: { id: DeviceId; typeId: DeviceTypeId }) => boolean
  store: NumberStore
  schedule: Schedule
  onError: (error: unknown) => void
}

/** Numbers of messages that nobody waits for (QoS 0) are on disk so soon, ms. */
const keptAfterMs = 250

/** Checks what devices signed: the right key, and each number once, also after a restart. @returns once the numbers that were kept are read */
export async function createSignatures(parts: SignaturesParts): Promise<Signatures> {
  const { keys, mustSign, store, schedule, onError } = parts
  const windows = new Map<string, ReplayWindow>()
  const changed = new Set<string>()
  const asked = new Map<string, boolean>()
  const kept = new Map((await store.read()).map((one) => [one.keyId, one]))
  let stopTimer: (() => void) | undefined
  /** Where all that is said goes, while this seat takes the site in. */
  let tapped: Stored | undefined
  const keeper = createNumberKeeper(store, (rows) => rows.forEach((row) => void kept.set(row.keyId, row)))

  const windowOf = (keyId: string): ReplayWindow => {
    const known = windows.get(keyId)
    if (known) return known
    const window = new ReplayWindow(kept.get(keyId))
    windows.set(keyId, window)
    return window
  }

  /** The numbers as they are, of every secret that was heard since. */
  function takeChanged(): KeptNumbers[] {
    const rows = [...changed].flatMap((keyId) => {
      const window = windows.get(keyId)
      return window ? [{ keyId, ...window.numbers }] : []
    })
    changed.clear()
    return rows
  }

  const flush = (): Promise<void> =>
    new Promise((resolve, reject) => keeper.keep(takeChanged(), (error) => (error ? reject(error) : resolve())))

  function wake(): void {
    stopTimer ??= schedule(keptAfterMs, () => {
      stopTimer = undefined
      if (tapped) tapped.whenStored((error) => error && onError(error))
      else void flush().catch(onError)
    })
  }

  const isAsked = ({ id, type }: DeviceSlot): boolean => {
    const known = asked.get(id)
    if (known !== undefined) return known
    const isIt = mustSign({ id, typeId: type.id })
    asked.set(id, isIt)
    return isIt
  }

  return {
    isAsked,
    check(device, topic, message, nowMs) {
      if (!claimsSignature(message))
        return isAsked(device) ? { refused: 'unsigned', detail: 'the device must sign what it says' } : undefined
      const signed = readSignedMessage(message)
      if (!signed) return { refused: 'wrongShape', detail: 'payload, time, seq and sign are expected' }
      const text = signedText(topic, signed)
      const found = keys.signKeys(device.id).find(({ key }) => isSignatureRight(key, text, signed.sign))
      if (!found) return { refused: 'badSignature', detail: `seq ${signed.seq}` }
      const fault = windowOf(found.keyId).take(signed, nowMs)
      if (fault) return { refused: fault, detail: `seq ${signed.seq}, signed at ${signed.time}` }
      changed.add(found.keyId)
      wake()
      return { payload: signed.payload }
    },
    forgetHeard() {
      windows.clear()
      changed.clear()
    },
    forgetRules: () => asked.clear(),
    async sweep() {
      const known = keys.known()
      const gone = [...kept.keys(), ...windows.keys()].filter((keyId) => !known.has(keyId))
      if (gone.length === 0) return
      for (const keyId of gone) for (const held of [kept, windows, changed]) held.delete(keyId)
      // One that is being written just now comes back, and goes the next time.
      await store.forget(gone)
    },
    tap(log) {
      /** Calls that wait for their samples. */
      let waiting = 0
      tapped = {
        whenStored(done) {
          if (changed.size === 0 && waiting === 0 && keeper.isIdle) return log.whenStored(done)
          // Taken now: what is heard while this is written counts from the next time on.
          const rows = takeChanged()
          waiting += 1
          log.whenStored((error) => {
            waiting -= 1
            if (!error) return keeper.keep(rows, done)
            for (const { keyId } of rows) changed.add(keyId)
            done(error)
          })
        },
      }
      return tapped
    },
    flush,
    async stop() {
      stopTimer?.()
      await flush().catch(onError)
    },
  }
}

import type { DeviceSlot } from '../../connectors/site'
import type { SignatureCheck } from '../../connectors/mqtt/BrokerGate'
import { ReplayWindow } from '../../domain/access/ReplayWindow'
import { claimsSignature, readSignedMessage, signedText } from '../../domain/access/signedMessage'
import type { DeviceId, DeviceTypeId } from '../../domain/contract'
import type { DeviceKeys } from './createDeviceKeys'
import { isSignatureRight } from './deviceSecret'
import type { KeptNumbers, NumberStore } from './numberStore'
import type { Schedule } from '../iot/Schedule'

export interface Signatures extends SignatureCheck {
  /** What is asked of devices may be another from now on. */
  forgetRules(): void
  /** Keeps what was heard since. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export interface SignaturesParts {
  keys: Pick<DeviceKeys, 'signKeys'>
  mustSign: (device: { id: DeviceId; typeId: DeviceTypeId }) => boolean
  store: NumberStore
  schedule: Schedule
  onError: (error: unknown) => void
}

/** Numbers that were heard are on disk so soon, ms. */
const keptAfterMs = 1_000

/** Checks what devices signed: the right key, and each number once, also after a restart. @returns once the numbers that were kept are read */
export async function createSignatures(parts: SignaturesParts): Promise<Signatures> {
  const { keys, mustSign, store, schedule, onError } = parts
  const windows = new Map<string, ReplayWindow>()
  const changed = new Set<string>()
  const asked = new Map<string, boolean>()
  let kept = new Map((await store.read()).map((one) => [one.keyId, one]))
  let stopTimer: (() => void) | undefined

  const windowOf = (keyId: string): ReplayWindow => {
    const known = windows.get(keyId)
    if (known) return known
    const window = new ReplayWindow(kept.get(keyId))
    windows.set(keyId, window)
    return window
  }

  async function flush(): Promise<void> {
    const rows: KeptNumbers[] = []
    for (const keyId of changed) {
      const window = windows.get(keyId)
      if (window) rows.push({ keyId, ...window.numbers })
    }
    changed.clear()
    if (rows.length === 0) return
    try {
      await store.save(rows)
    } catch (error) {
      for (const { keyId } of rows) changed.add(keyId)
      throw error
    }
    kept = new Map([...kept, ...rows.map((row) => [row.keyId, row] as const)])
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
      stopTimer ??= schedule(keptAfterMs, () => {
        stopTimer = undefined
        void flush().catch(onError)
      })
      return { payload: signed.payload }
    },
    forgetHeard() {
      windows.clear()
      changed.clear()
    },
    forgetRules: () => asked.clear(),
    flush,
    async stop() {
      stopTimer?.()
      await flush().catch(onError)
    },
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../domain/contract'

export interface DeviceStates {
  /** State byte (`deviceStateCodes`) by device index; filled in place, so look at `version` to see that it changed. */
  bytes: Uint8Array
  /** Grows with every event; 0 before the snapshot. */
  version: number
  /** Device indexes of the last event; `undefined` after a snapshot, when all may have changed. */
  changed: Uint32Array | undefined
}

/** States of all devices, for the map and for marks in lists; at most five times a second. */
export function openDeviceStates(client: Client): { store: StoreApi<DeviceStates>; close(): void } {
  const store = createStore<DeviceStates>(() => ({ bytes: new Uint8Array(0), version: 0, changed: undefined }))
  const close = client.on('devices.stateChanged', { rateHz: 5 }, ({ isSnapshot, devices, states }) => {
    const { bytes: old, version } = store.getState()
    const size = devices.reduce((most, device) => Math.max(most, device + 1), isSnapshot ? 0 : old.length)
    let bytes = old
    if (isSnapshot || size > old.length) {
      bytes = new Uint8Array(size)
      if (!isSnapshot) bytes.set(old)
    }
    devices.forEach((device, at) => (bytes[device] = states[at] ?? 0))
    store.setState({ bytes, version: version + 1, changed: isSnapshot ? undefined : devices })
  })
  return { store, close }
}

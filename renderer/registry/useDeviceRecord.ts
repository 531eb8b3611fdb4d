import { useEffect, useState } from 'react'
import type { DeviceId, ErrorCode } from '../../domain/contract'
import type { DeviceRecord } from '../../domain/contract/calls/registryEditing'
import { refusalCode, useClient, useRegistry } from '../feed'

export interface RecordState {
  record?: DeviceRecord
  /** Why it could not be read. */
  code?: ErrorCode
  /** Revision of the registry that the record was read at: what a change is held against. */
  revision: number
}

/** The record of a device, read anew when the registry changes. */
export function useDeviceRecord(deviceId: DeviceId): RecordState {
  const client = useClient()
  const { revision } = useRegistry().devices
  const [state, setState] = useState<RecordState & { id?: DeviceId }>({ revision })
  useEffect(() => {
    let isGone = false
    client.call('registry.device', { deviceId }).then(
      (record) => !isGone && setState({ id: deviceId, record, revision }),
      (error: unknown) => !isGone && setState({ id: deviceId, code: refusalCode(error), revision }),
    )
    return () => {
      isGone = true
    }
  }, [client, deviceId, revision])
  return state.id === deviceId ? state : { revision }
}

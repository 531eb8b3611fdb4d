import { useEffect, useState } from 'react'
import type { DeviceLabels, ErrorCode } from '../../../domain/contract'
import { refusalCode, useClient, useRegistry } from '../../feed'

export interface LabelState {
  /** The last that were read: while the registry changes they go on, a change behind. */
  labels?: DeviceLabels
  /** Why they could not be read. */
  code?: ErrorCode
}

/** Tags, groups and organisations of all devices, read anew when the registry changes. */
export function useDeviceLabels(): LabelState {
  const client = useClient()
  const { revision } = useRegistry().devices
  const [state, setState] = useState<LabelState>({})
  useEffect(() => {
    let isGone = false
    client.call('registry.deviceLabels', {}).then(
      (labels) => !isGone && setState({ labels }),
      (error: unknown) => !isGone && setState((known) => ({ ...known, code: refusalCode(error) })),
    )
    return () => {
      isGone = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another revision may have brought other labels
  }, [client, revision])
  return state
}

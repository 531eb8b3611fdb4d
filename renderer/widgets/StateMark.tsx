import { useTranslation } from 'react-i18next'
import type { DeviceStateName } from '../../domain/contract'
import { Drawing } from './Drawing'

const drawings: Record<DeviceStateName | 'stale' | 'bad', string> = {
  unknown: 'unknown',
  online: 'online',
  abnormal: 'abnormal',
  offline: 'offline',
  outOfService: 'out-of-service',
  stale: 'stale',
  bad: 'bad',
}

/** Mark of a device's state or of a value's quality; stands left of the name. */
export function StateMark({
  state,
  size = 14,
  at,
  isDecoration = false,
}: {
  state: DeviceStateName | 'stale' | 'bad'
  size?: number
  /** As of `Drawing`. */
  at?: { readonly x: number; readonly y: number } | undefined
  /** The word stands beside it: it is not read out twice. */
  isDecoration?: boolean
}) {
  const { t } = useTranslation()
  const label = state === 'stale' || state === 'bad' ? t(`quality.${state}`) : t(`deviceState.${state}`)
  return <Drawing kind="state" name={drawings[state]} size={size} at={at} label={isDecoration ? undefined : label} />
}

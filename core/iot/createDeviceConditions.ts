import { type Alarm, deviceStateCodes } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import type { Reach } from './createReachWatch'
import type { Registry } from './Registry'

/** Puts together what is shown of a device: whether it is reached, and whether an alarm stands. */
export interface DeviceConditions {
  setReach(deviceIndex: number, reach: Reach): void
  /** Whether the device was reached, as it was told last, by whoever drove then. */
  reachOf(deviceIndex: number): Reach
  stop(): void
}

export interface DeviceConditionsParts {
  registry: Registry
  journal: Journal
  /** `DeviceStates` of `core/live`. */
  states: { set(deviceIndex: number, state: number): unknown }
}

/**
 * Out of service before offline before abnormal before online: what is taken out may be silent, and of a device that is not reached nobody knows
 * whether its alarm still stands. A notice makes no device abnormal, and its being offline is shown as such.
 */
export function createDeviceConditions({ registry, journal, states }: DeviceConditionsParts): DeviceConditions {
  const reaches: (Reach | undefined)[] = Array.from({ length: registry.deviceCount })
  const standing: number[] = Array.from({ length: registry.deviceCount }, () => 0)
  const devicesByAlarm = new Map<string, number>()
  /** Devices of which no alarm at all is to be raised. */
  const outOfService = new Set<number>()

  const show = (index: number): void => {
    const reach = reaches[index]
    if (outOfService.has(index)) states.set(index, deviceStateCodes.outOfService)
    else if (reach === 'offline') states.set(index, deviceStateCodes.offline)
    else if (standing[index]) states.set(index, deviceStateCodes.abnormal)
    else states.set(index, reach === 'online' ? deviceStateCodes.online : deviceStateCodes.unknown)
  }

  const look = (id: string, alarm: Alarm | undefined): void => {
    const known = devicesByAlarm.get(id)
    const index = alarm && countsAsAbnormal(alarm) ? registry.indexOf(alarm.deviceId) : undefined
    if (known === index) return
    if (known !== undefined) {
      devicesByAlarm.delete(id)
      standing[known] = (standing[known] ?? 1) - 1
      show(known)
    }
    if (index !== undefined) {
      devicesByAlarm.set(id, index)
      standing[index] = (standing[index] ?? 0) + 1
      show(index)
    }
  }

  const lookAtService = (id: string): void => {
    const one = journal.view.get('outOfService', id)
    const index = one && one.definitionId === undefined ? registry.indexOf(one.deviceId) : undefined
    if (index === undefined) return
    if (one?.state === 'holds') outOfService.add(index)
    else outOfService.delete(index)
    show(index)
  }

  const stop = journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) {
      if (kind === 'alarm') look(id, journal.view.get('alarm', id))
      else if (kind === 'outOfService') lookAtService(id)
    }
  })
  const lookAtAll = () => {
    for (const { id } of journal.view.list('outOfService')) lookAtService(id)
    for (const alarm of journal.view.list('alarm')) look(alarm.id, alarm)
  }
  lookAtAll()
  // An alarm of another seat's device may have come before the device.
  let known = registry.deviceCount
  const stopRegistry = registry.onChanged(() => {
    if (registry.deviceCount > known) lookAtAll()
    known = registry.deviceCount
  })

  return {
    setReach(index, reach) {
      reaches[index] = reach
      show(index)
    },
    reachOf: (index) => reaches[index] ?? 'unknown',
    stop() {
      stop()
      stopRegistry()
    },
  }
}

const countsAsAbnormal = ({ returnedAtMs, priority }: Alarm): boolean =>
  returnedAtMs === undefined && priority !== 'notice' && priority !== 'commloss'

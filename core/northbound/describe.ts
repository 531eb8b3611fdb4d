import {
  type Alarm,
  type Command,
  type Device,
  type DeviceId,
  deviceStateCodes,
  type HistorySeries,
  qualityCodes,
} from '../../domain/contract'
import { isStale } from '../../domain/live/staleness'
import type {
  ApplicationAlarm,
  ApplicationCommand,
  ApplicationDevice,
  DeviceValues,
  HistoryRow,
} from '../../domain/northbound/answers'
import { defined } from '../../domain/things/defined'
import type { Registry } from '../iot/Registry'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'

/*
 * What systems of others are told, in the form of `domain/northbound/answers.ts`.
 */

const stateNames = ['unknown', 'online', 'abnormal', 'offline', 'outOfService'] as const
const stateOf = (states: DeviceStates, row: number): (typeof stateNames)[number] =>
  stateNames.find((name) => deviceStateCodes[name] === states.get(row)) ?? 'unknown'

const qualityNames = ['good', 'uncertain', 'bad'] as const
/** @returns `undefined` of what was never heard of */
const qualityOf = (code: number): (typeof qualityNames)[number] | undefined =>
  qualityNames.find((name) => qualityCodes[name] === code)

export function describeDevice(
  registry: Registry,
  states: DeviceStates,
  row: number,
  device: Device,
  may: ApplicationDevice['may'],
): ApplicationDevice {
  return {
    ...device,
    systemKey: registry.typeOf(device.typeId)?.systemKey ?? '',
    placeName: registry.describePlace(device.place),
    state: stateOf(states, row),
    may,
  }
}

export function describeValues(
  registry: Registry,
  live: LiveState,
  states: DeviceStates,
  { row, deviceId }: { row: number; deviceId: DeviceId },
  nowMs: number,
): DeviceValues {
  const properties = [...(registry.slotAt(row)?.properties ?? [])]
  return {
    deviceId,
    state: stateOf(states, row),
    values: properties.flatMap(
      ([
        property,
        {
          point,
          property: { reportPeriodMs },
        },
      ]) => {
        const quality = qualityOf(live.quality(point))
        if (quality === undefined) return []
        const value = live.value(point)
        const atMs = live.timeMs(point)
        return [
          {
            property,
            value: Number.isFinite(value) ? value : null,
            atMs,
            quality,
            isStale: isStale(atMs, reportPeriodMs, nowMs),
          },
        ]
      },
    ),
  }
}

export function describeAlarm(registry: Registry, alarm: Alarm): ApplicationAlarm {
  const { id, deviceId, definitionId, priority, isLifeSafety, state, raisedAtMs, lastOccurredAtMs, occurrences } = alarm
  const { property, value, limit, returnedAtMs, acknowledged } = alarm
  const name = registry.findDevice(deviceId)?.type.alarms.find((definition) => definition.id === definitionId)?.name
  return {
    id,
    deviceId,
    definitionId,
    priority,
    isLifeSafety,
    state,
    raisedAtMs,
    lastOccurredAtMs,
    occurrences,
    ...defined({ name, property, value, limit, returnedAtMs, acknowledgedAtMs: acknowledged?.atMs }),
  }
}

export function describeCommand(command: Command): ApplicationCommand {
  const { id, deviceId, service, commandClass, state, issued, sentAtMs, endedAtMs, answer, refusal } = command
  return {
    id,
    deviceId,
    service,
    commandClass,
    state,
    issuedAtMs: issued.atMs,
    ...defined({ sentAtMs, endedAtMs, answer, refusal }),
  }
}

/** Rows of a series; what stands for a gap is left out: a gap is where none are. */
export function describeRows(series: HistorySeries): HistoryRow[] {
  const { timesMs, minimum, maximum, average, qualities, count, last, total } = series
  const at = (column: Float64Array | undefined, row: number): number | undefined => {
    const value = column?.[row]
    return value !== undefined && Number.isFinite(value) ? value : undefined
  }
  const rows: HistoryRow[] = []
  timesMs.forEach((atMs, row) => {
    const [least, most, mean] = [at(minimum, row), at(maximum, row), at(average, row)]
    const quality = qualityOf(qualities[row] ?? qualityCodes.never)
    if (least === undefined || most === undefined || mean === undefined || quality === undefined) return
    rows.push({
      atMs,
      quality,
      minimum: least,
      maximum: most,
      average: mean,
      ...defined({ count: at(count, row), last: at(last, row), total: at(total, row) }),
    })
  })
  return rows
}

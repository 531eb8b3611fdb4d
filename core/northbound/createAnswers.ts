import type { z } from 'zod'
import { type Actor, type Alarm, type Device, type GrantedRight, Refused } from '../../domain/contract'
import type {
  AlarmHistoryAnswer,
  AlarmsAnswer,
  ApplicationDevice,
  DevicesAnswer,
  DeviceTypesAnswer,
  HistoryAnswer,
  ValuesAnswer,
  WhoAnswer,
} from '../../domain/northbound/answers'
import { pageByTime } from '../../domain/northbound/pageByTime'
import type {
  AlarmHistoryQuestion,
  AlarmsQuestion,
  DevicesQuestion,
  HistoryQuestion,
  ValuesQuestion,
} from '../../domain/northbound/questions'
import { defined } from '../../domain/things/defined'
import type { Registry } from '../iot/Registry'
import type { SeatJournal } from '../journal/createJournal'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'
import type { HistoryReader } from '../seat/createHistoryReader'
import type { Reach } from './createReach'
import { describeAlarm, describeDevice, describeRows, describeValues } from './describe'

export interface AnswersParts {
  registry: Registry
  journal: Pick<SeatJournal, 'view' | 'readAlarms'>
  live: LiveState
  deviceStates: DeviceStates
  history: Pick<HistoryReader, 'read'>
  reach: Reach
  /** UTC ms. */
  now: () => number
}

type Asked<S extends z.ZodType> = z.output<S>

const levels: readonly GrantedRight[] = ['view', 'command', 'manage']

/** Reading, for systems of others. A device that was not granted is not there: nobody learns by asking which devices there are. */
export type Answers = ReturnType<typeof createAnswers>

export function createAnswers({ registry, journal, live, deviceStates, history, reach, now }: AnswersParts) {
  /** @throws Refused `notFound` */
  function granted(system: Actor, id: string): { device: Device; row: number } {
    const row = registry.indexOf(id)
    const device = row === undefined ? undefined : registry.deviceAt(row)
    if (row === undefined || !device || registry.isRetired(row) || !reach.may(system.id, 'view', device))
      throw new Refused('notFound', `no device ${id} was granted`)
    return { device, row }
  }

  const described = (system: Actor, row: number, device: Device): ApplicationDevice =>
    describeDevice(
      registry,
      deviceStates,
      row,
      device,
      levels.filter((right) => reach.may(system.id, right, device)),
    )

  /** So many rows after that one, and where the page after them begins. */
  function page(rows: readonly number[], after: number | undefined, limit: number): { rows: number[]; next?: string } {
    const rest = after === undefined ? rows : rows.filter((row) => row > after)
    const here = rest.slice(0, limit)
    return { rows: here, ...(rest.length > limit && { next: String(here.at(-1)) }) }
  }

  const isOfSystem = (row: number, key: string): boolean => {
    const systemKey = registry.slotAt(row)?.type.systemKey
    return systemKey === key || systemKey?.startsWith(`${key}.`) === true
  }

  return {
    granted,
    who(system: Actor, name: WhoAnswer['system']['name']): WhoAnswer {
      const count = (right: GrantedRight) => reach.rows(system.id, right).length
      return {
        system: { id: system.id, name },
        devices: { view: count('view'), command: count('command'), manage: count('manage') },
        nowMs: now(),
      }
    },
    device(system: Actor, id: string): ApplicationDevice {
      const { row, device } = granted(system, id)
      return described(system, row, device)
    },
    devices(system: Actor, { limit, after, type, system: key }: Asked<typeof DevicesQuestion>): DevicesAnswer {
      const wanted = reach
        .rows(system.id, 'view')
        .filter(
          (row) =>
            (type === undefined || registry.deviceAt(row)?.typeId === type) &&
            (key === undefined || isOfSystem(row, key)),
        )
      const { rows, ...rest } = page(wanted, after, limit)
      const devices = rows.flatMap((row) => {
        const device = registry.deviceAt(row)
        return device ? [described(system, row, device)] : []
      })
      return { devices, ...rest }
    },
    deviceTypes(system: Actor): DeviceTypesAnswer {
      const ids = new Set<string | undefined>()
      for (const row of reach.rows(system.id, 'view')) ids.add(registry.deviceAt(row)?.typeId)
      return { deviceTypes: registry.deviceTypes.filter(({ id }) => ids.has(id)) }
    },
    values(system: Actor, { device: named, limit, after }: Asked<typeof ValuesQuestion>): ValuesAnswer {
      const nowMs = now()
      const { rows, ...rest } = named
        ? { rows: named.map((id) => granted(system, id).row) }
        : page(reach.rows(system.id, 'view'), after, limit)
      const devices = rows.flatMap((row) => {
        const deviceId = registry.deviceAt(row)?.id
        return deviceId ? [describeValues(registry, live, deviceStates, { row, deviceId }, nowMs)] : []
      })
      return { devices, nowMs, ...rest }
    },
    alarms(system: Actor, { limit, after }: Asked<typeof AlarmsQuestion>): AlarmsAnswer {
      const isTold = ({ state, deviceId }: Alarm): boolean => {
        const row = registry.indexOf(deviceId)
        const device = row === undefined ? undefined : registry.deviceAt(row)
        return state !== 'returned' && device !== undefined && reach.may(system.id, 'view', device)
      }
      const rest = [...journal.view.list('alarm')]
        .filter((alarm) => isTold(alarm) && (after === undefined || alarm.id > after))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      const here = rest.slice(0, limit)
      const last = here.at(-1)
      return {
        alarms: here.map((alarm) => describeAlarm(registry, alarm)),
        ...(last && rest.length > limit && { next: last.id }),
      }
    },
    async alarmHistory(
      system: Actor,
      { device, from, before, limit }: Asked<typeof AlarmHistoryQuestion>,
    ): Promise<AlarmHistoryAnswer> {
      const deviceIds =
        device === undefined
          ? reach.rows(system.id, 'view').flatMap((row) => registry.deviceAt(row)?.id ?? [])
          : [granted(system, device).device.id]
      const found = await journal.readAlarms({ deviceIds, fromMs: from, beforeMs: before, limit: limit + 1 })
      const { rows, ...rest } = pageByTime(found, limit, ({ raisedAtMs }) => raisedAtMs)
      return { alarms: rows.map((alarm) => describeAlarm(registry, alarm)), ...rest }
    },
    async history(system: Actor, question: Asked<typeof HistoryQuestion>): Promise<HistoryAnswer> {
      const { device, property, from, to, step, limit } = question
      const { row } = granted(system, device)
      const slot = registry.slotAt(row)?.properties.get(property)
      if (!slot) throw new Refused('notFound', `${device} has no property ${property}`)
      const series = await history.read({
        deviceId: device,
        property,
        fromMs: from,
        toMs: to,
        step,
        // Rows of gaps, which are left out, are counted with the others.
        maxPoints: limit * 2,
      })
      return {
        deviceId: device,
        property,
        step,
        ...defined({ unit: slot.property.unit }),
        fromMs: series.fromMs,
        toMs: series.toMs,
        rows: describeRows(series),
        ...(series.toMs < to && { nextFrom: series.toMs }),
      }
    },
  }
}

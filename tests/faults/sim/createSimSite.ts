import { type AlarmId, AlarmId as AlarmIds, type DeviceId, DeviceId as DeviceIds } from '../../../domain/contract'
import type { Timeline } from './createTimeline'
import type { Randoms } from '../kit/randoms'

/** Something that a device told. The same fact may be told again. */
export interface SiteFact {
  readonly kind: 'raised' | 'reoccurred' | 'returned'
  readonly deviceId: DeviceId
  readonly alarmId: AlarmId
  readonly sourceAtMs: number
}

/** The site: devices that tell facts to whoever is linked to them, and take commands. */
export interface SimSite {
  /** A device tells what comes next with it. */
  tell(): void
  /** A fact of before is told again. */
  tellAgain(): void
  /** A device takes a command. @returns whether the link held */
  take(commandId: string): void
  /** All commands that devices took, in order. */
  readonly taken: readonly string[]
  onFact(listener: (fact: SiteFact) => void): void
}

export const siteDevices = ['YG-T2-1806', 'DT-T2-1', 'DT-T2-2'].map((id) => DeviceIds.parse(id))
/** How many facts may be told again. */
const remembered = 8

export function createSimSite({ timeline, randoms }: { timeline: Timeline; randoms: Randoms }): SimSite {
  const listeners: ((fact: SiteFact) => void)[] = []
  const taken: string[] = []
  const told: SiteFact[] = []
  /** Of each device the alarm that stands or stood last. */
  const episodes = new Map<DeviceId, { alarmId: AlarmId; count: number; isStanding: boolean }>()
  let alarms = 0
  let lastAtMs = 0

  const tellFact = (fact: SiteFact): void => {
    for (const listener of listeners) listener(fact)
  }
  const nextFact = (deviceId: DeviceId): SiteFact => {
    const sourceAtMs = (lastAtMs = Math.max(timeline.nowMs, lastAtMs + 1))
    const episode = episodes.get(deviceId)
    if (!episode || episode.count > 3 + randoms.below(6)) {
      const alarmId = AlarmIds.parse(`A-${++alarms}`)
      episodes.set(deviceId, { alarmId, count: 1, isStanding: true })
      return { kind: 'raised', deviceId, alarmId, sourceAtMs }
    }
    episode.count += 1
    episode.isStanding = !episode.isStanding
    return { kind: episode.isStanding ? 'reoccurred' : 'returned', deviceId, alarmId: episode.alarmId, sourceAtMs }
  }

  return {
    tell() {
      const deviceId = siteDevices[randoms.below(siteDevices.length)]
      if (deviceId === undefined) return
      const fact = nextFact(deviceId)
      told.push(fact)
      if (told.length > remembered) told.shift()
      tellFact(fact)
    },
    tellAgain() {
      const fact = told[randoms.below(told.length)]
      if (fact) tellFact(fact)
    },
    take: (commandId) => void taken.push(commandId),
    taken,
    onFact: (listener) => void listeners.push(listener),
  }
}

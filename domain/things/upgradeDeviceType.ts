import type { DeviceType } from '../contract'
import { isSame } from './json'
import { type UpgradeEffect, effectsOfProperty, effectsOfService } from './upgradeEffects'

const parts = ['properties', 'events', 'services', 'alarms'] as const
type Part = (typeof parts)[number]

export interface PartChanges {
  added: string[]
  removed: string[]
  changed: string[]
}

export type TypeUpgrade =
  | { ok: false; why: 'otherType' | 'notNewer' }
  | {
      ok: true
      /** By id, in the order of the version that has them. */
      changes: Record<Part, PartChanges>
      /** Whether name, maker, papers, panel or another attribute of the type itself differs. */
      isDescribedAnew: boolean
      /** What running devices and what is built upon the type will notice; empty when nobody will. */
      effects: UpgradeEffect[]
      /**
       * Devices that run go on: what they say is still understood as they mean it, and what they are asked for is still known. False when a value would be refused or mean another thing,
       * or a service is gone or asked otherwise.
       */
      goesOn: boolean
    }

/** What going from one version of a device type to the next does. Devices keep their ids, places and history; nothing is applied here. */
export function upgradeDeviceType(old: DeviceType, next: DeviceType): TypeUpgrade {
  if (old.id !== next.id) return { ok: false, why: 'otherType' }
  if (next.version <= old.version) return { ok: false, why: 'notNewer' }
  const effects = [
    ...pairs(old.properties, next.properties).flatMap(([before, after]) => effectsOfProperty(before, after)),
    ...pairs(old.services, next.services).flatMap(([before, after]) => effectsOfService(before, after)),
    ...removed(old.events, next.events).map(({ id }): UpgradeEffect => ({ kind: 'eventRefused', id })),
    ...removed(old.alarms, next.alarms).map(({ id }): UpgradeEffect => ({ kind: 'alarmGone', id })),
  ]
  return {
    ok: true,
    changes: {
      properties: changesOf(old.properties, next.properties),
      events: changesOf(old.events, next.events),
      services: changesOf(old.services, next.services),
      alarms: changesOf(old.alarms, next.alarms),
    },
    isDescribedAnew: !isSame(headOf(old), headOf(next)),
    effects,
    goesOn: effects.every(({ kind }) => kind === 'alarmGone'),
  }
}

interface Member {
  id: string
}

/** Each member of before with what it became. */
const pairs = <Kind extends Member>(old: readonly Kind[], next: readonly Kind[]): [Kind, Kind | undefined][] =>
  old.map((before) => [before, next.find(({ id }) => id === before.id)])

const removed = <Kind extends Member>(old: readonly Kind[], next: readonly Kind[]): Kind[] =>
  pairs(old, next).flatMap(([before, after]) => (after ? [] : [before]))

const changesOf = <Kind extends Member>(old: readonly Kind[], next: readonly Kind[]): PartChanges => ({
  added: removed(next, old).map(({ id }) => id),
  removed: removed(old, next).map(({ id }) => id),
  changed: pairs(old, next).flatMap(([before, after]) =>
    after && !isSame(inOrder(before), inOrder(after)) ? [before.id] : [],
  ),
})

const headOf = (type: DeviceType) =>
  inOrder(
    Object.fromEntries(
      Object.entries(type).filter(([key]) => key !== 'version' && !parts.some((part) => part === key)),
    ),
  )

/** The same value with the members of its objects by name: the order in which they were written says nothing. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, inOrder(member)]),
  )
}

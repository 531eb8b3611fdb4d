import type { Alarm, LocalText } from '../../domain/contract'
import type { Registry } from '../feed'
import { decimalsOf, formatNumber } from '../i18n'

/** Words that the descriptions need from the texts. */
export interface PlaceWords {
  text(text: LocalText): string
  floor(floor: number): string
  outdoors: string
}

/** `澄湖中心 T2 · 18F`: plot, building, floor, from large to small; codes and names stay as they are. */
export function describePlace(deviceId: string, registry: Registry, words: PlaceWords): string {
  const index = registry.deviceIndex(deviceId)
  if (index === undefined) return deviceId
  const { plot, building, floor } = registry.whereabouts(index)
  const parts = [
    building ? words.text(building.name) : plot ? words.text(plot.name) : undefined,
    floor === undefined ? undefined : words.floor(floor),
    building ? undefined : words.outdoors,
  ]
  return parts.filter((part) => part !== undefined).join(' · ')
}

/** Name of the device, or its id when the registry does not know it. */
export function describeDevice(deviceId: string, registry: Registry, text: (text: LocalText) => string): string {
  const index = registry.deviceIndex(deviceId)
  const { namesZh, namesEn } = registry.devices
  return index === undefined ? deviceId : text({ zh: namesZh[index] ?? deviceId, en: namesEn[index] ?? deviceId })
}

/** What the alarm is called in the thing model, or the id of its definition. */
export function describeAlarm(alarm: Alarm, registry: Registry, text: (text: LocalText) => string): string {
  const definition = registry.alarmDefinition(alarm)
  return definition ? text(definition.name) : alarm.definitionId
}

/** Value and limit with the unit, `96 / 95 ℃`; the name of the state for switches and enums; how often for events. */
export function describeValue(
  alarm: Alarm,
  registry: Registry,
  words: { text(text: LocalText): string; unit(unit: string): string; times(count: number): string },
): string {
  const property =
    alarm.property === undefined ? undefined : registry.property(alarm.deviceId, alarm.property)?.property
  if (alarm.value === undefined) return alarm.occurrences > 1 ? words.times(alarm.occurrences) : ''
  const named = property?.values?.find(({ value }) => value === alarm.value)
  if (named) return words.text(named.name)
  const digits = (value: number) => formatNumber(value, property?.decimals ?? decimalsOf(value))
  const limit = alarm.limit === undefined ? '' : ` / ${digits(alarm.limit)}`
  return `${digits(alarm.value)}${limit}${property?.unit === undefined ? '' : ` ${words.unit(property.unit)}`}`
}

/** Family of the system that a device belongs to: `fire` of `fire.hydrant_monitoring`; `undefined` when the registry does not know it. */
export function systemFamily(deviceId: string, registry: Registry): string | undefined {
  const index = registry.deviceIndex(deviceId)
  return index === undefined ? undefined : registry.deviceType(index)?.systemKey.split('.')[0]
}

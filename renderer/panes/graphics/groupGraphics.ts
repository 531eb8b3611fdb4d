import type { Alarm } from '../../../domain/contract'
import type { EffectiveGraphic } from '../../../domain/graphics/effective'
import { devicesOf } from '../../../domain/graphics/partsOf'
import { compareImportance, isSettled } from '../../alarms/rank'

/** Graphics of one family of systems. */
export interface GraphicGroup {
  /** Family of the packs, `general`, or `types` for those that serve any device of a type. */
  readonly key: string
  readonly graphics: readonly EffectiveGraphic[]
}

/** Graphics by family, those for a type of device apart and last. @param fits whether one is to be listed */
export function groupGraphics(
  graphics: Iterable<EffectiveGraphic>,
  fits: (graphic: EffectiveGraphic) => boolean,
): GraphicGroup[] {
  const groups = new Map<string, EffectiveGraphic[]>()
  for (const each of graphics) {
    if (!fits(each)) continue
    const key = each.graphic.forTypeId === undefined ? (each.graphic.systemKey?.split('.')[0] ?? 'general') : 'types'
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  const rank = (key: string) => (key === 'general' ? 0 : key === 'types' ? 2 : 1)
  return [...groups].map(([key, own]) => ({ key, graphics: own })).toSorted((a, b) => rank(a.key) - rank(b.key))
}

/** The worst alarm of each graphic that names the device of one: what is to be opened first. */
export function worstAlarms(graphics: Iterable<EffectiveGraphic>, alarms: Iterable<Alarm>): ReadonlyMap<string, Alarm> {
  const byDevice = new Map<string, Alarm>()
  for (const alarm of alarms) {
    if (isSettled(alarm)) continue
    const worst = byDevice.get(alarm.deviceId)
    if (!worst || compareImportance(alarm, worst) < 0) byDevice.set(alarm.deviceId, alarm)
  }
  const worstOf = new Map<string, Alarm>()
  for (const { graphic } of graphics) {
    const [worst] = [...devicesOf(graphic, undefined)].flatMap((id) => byDevice.get(id) ?? []).sort(compareImportance)
    if (worst) worstOf.set(graphic.id, worst)
  }
  return worstOf
}

/** Graphics in which a device is to be seen: those that serve its type first, then those that draw it among others. */
export function graphicsOfDevice(
  graphics: Iterable<EffectiveGraphic>,
  device: { readonly id: string; readonly typeId: string },
): EffectiveGraphic[] {
  const all = [...graphics]
  return [
    ...all.filter(({ graphic }) => graphic.forTypeId === device.typeId),
    ...all.filter(({ graphic }) => graphic.forTypeId === undefined && devicesOf(graphic, undefined).has(device.id)),
  ]
}

import type { DeviceType, LocalText, Property } from '../../../domain/contract'

interface PointGroup {
  /** Absent for points that stand in no group. */
  readonly name?: LocalText
  /** With its place among the type's properties, by which points are numbered. */
  readonly points: readonly { readonly property: Property; readonly at: number }[]
}

/** The points of a type in the groups of its panel, in their order; points in no group follow. A name that is no point of the type is passed over. */
export function pointGroups({ properties, panel }: Pick<DeviceType, 'properties' | 'panel'>): PointGroup[] {
  const open = new Map(properties.map((property, at) => [property.id, { property, at }]))
  const groups = (panel?.groups ?? []).map(({ name, properties: ids }) => ({
    name,
    points: ids.flatMap((id) => {
      const point = open.get(id)
      open.delete(id)
      return point ?? []
    }),
  }))
  return [...groups, { points: [...open.values()] }].filter(({ points }) => points.length > 0)
}

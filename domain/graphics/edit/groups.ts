import { mostGroupDepth, type Graphic, type GraphicElement } from '../../contract'
import { type Box, boxOfAll } from './geometry'

type Ids = ReadonlySet<string>

/** The group that is taken as one by the hand: the outermost. */
const outermost = ({ groups }: GraphicElement): string | undefined => groups?.at(-1)

/** With every element of a group all others of it, in the order of drawing. */
export function wholeGroups({ elements }: Pick<Graphic, 'elements'>, ids: Iterable<string>): string[] {
  const chosen = new Set(ids)
  const groups = new Set(elements.filter(({ id }) => chosen.has(id)).map(outermost))
  groups.delete(undefined)
  return elements.filter((element) => chosen.has(element.id) || groups.has(outermost(element))).map(({ id }) => id)
}

/** What is laid out as one: an element, or a group that is chosen as a whole. */
export interface Unit {
  ids: readonly string[]
  box: Box
}

/** @returns units of the chosen elements that can be moved, in the order of drawing */
export function unitsOf({ elements }: Pick<Graphic, 'elements'>, ids: Ids): Unit[] {
  const isWhole = (group: string) => elements.every((each) => outermost(each) !== group || ids.has(each.id))
  const parts = new Map<string, GraphicElement[]>()
  const known = new Map<string, boolean>()
  for (const element of elements) {
    if (!ids.has(element.id) || element.isLocked === true) continue
    const group = outermost(element)
    if (group !== undefined && !known.has(group)) known.set(group, isWhole(group))
    const key = group !== undefined && known.get(group) ? `group ${group}` : `element ${element.id}`
    parts.set(key, [...(parts.get(key) ?? []), element])
  }
  return [...parts.values()].map((members) => ({
    ids: members.map(({ id }) => id),
    box: boxOfAll(members.map(({ frame }) => frame)),
  }))
}

/** Two or more units, of which none is nested as deep as it may be. */
export const canGroup = (graphic: Graphic, ids: Ids): boolean =>
  unitsOf(graphic, ids).length > 1 &&
  graphic.elements.every((element) => !ids.has(element.id) || (element.groups?.length ?? 0) < mostGroupDepth)

export const canUngroup = (graphic: Graphic, ids: Ids): boolean =>
  graphic.elements.some((element) => ids.has(element.id) && element.isLocked !== true && element.groups !== undefined)

/** Makes one group of all that is chosen; groups among them stay as they are within it. Where that cannot be, nothing changes. */
export function groupElements(graphic: Graphic, ids: Ids, groupId: string): Graphic {
  if (!canGroup(graphic, ids)) return graphic
  return changed(graphic, ids, (element) => ({ ...element, groups: [...(element.groups ?? []), groupId] }))
}

/** Takes the outermost group off everything that is chosen. */
export function ungroupElements(graphic: Graphic, ids: Ids): Graphic {
  if (!canUngroup(graphic, ids)) return graphic
  return changed(graphic, ids, (element) => {
    const { groups = [], ...free } = element
    return groups.length > 1 ? { ...free, groups: groups.slice(0, -1) } : free
  })
}

const changed = (graphic: Graphic, ids: Ids, work: (element: GraphicElement) => GraphicElement): Graphic => ({
  ...graphic,
  elements: graphic.elements.map((element) =>
    ids.has(element.id) && element.isLocked !== true ? work(element) : element,
  ),
})

/** The groups of copies: their own, of the same shape as those of what was copied. */
export function renamedGroups(newId: () => string): (element: GraphicElement) => Pick<GraphicElement, 'groups'> {
  const names = new Map<string, string>()
  return ({ groups }) =>
    groups
      ? {
          groups: groups.map((group) => {
            const name = names.get(group) ?? newId()
            names.set(group, name)
            return name
          }),
        }
      : {}
}

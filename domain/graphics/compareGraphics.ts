import type { Graphic, GraphicChanges, GraphicElement } from '../contract'
import { canonicalJson } from '../journal/canonicalForm'

/** What is different from one version of a graphic to the next, counted by elements. One that went and came back under another id is counted as both. */
export function compareGraphics(before: Graphic | undefined, after: Graphic): GraphicChanges {
  const known = new Map((before?.elements ?? []).map((element) => [element.id, element]))
  const changes = { added: 0, removed: 0, moved: 0, changed: 0 }
  for (const element of after.elements) {
    const old = known.get(element.id)
    known.delete(element.id)
    if (!old) changes.added++
    else if (lookOf(old) !== lookOf(element)) changes.changed++
    else if (canonicalJson(old.frame) !== canonicalJson(element.frame)) changes.moved++
  }
  return {
    ...changes,
    removed: known.size,
    isReordered: before !== undefined && isReordered(before, after),
    isSheetChanged: before !== undefined && sheetOf(before) !== sheetOf(after),
  }
}

/** Everything but its place and size. */
const lookOf = ({ frame: _frame, ...look }: GraphicElement): string => canonicalJson(look)
/** Everything but what is drawn on it. */
const sheetOf = ({ elements: _elements, ...sheet }: Graphic): string => canonicalJson(sheet)

/** Whether any two that are in both are drawn the other way round. */
function isReordered(before: Graphic, after: Graphic): boolean {
  const [old, fresh] = [before, after].map(({ elements }) => elements.map(({ id }) => id))
  const [inOld, inFresh] = [new Set(old), new Set(fresh)]
  const kept = fresh?.filter((id) => inOld.has(id)) ?? []
  return old?.filter((id) => inFresh.has(id)).some((id, at) => id !== kept[at]) ?? false
}

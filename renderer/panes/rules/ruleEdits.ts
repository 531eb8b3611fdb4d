import type { RuleDraft } from '../../../domain/contract'
import { isListed, keyOf, listOf, type ListedKind, type RuleNode } from './ruleGraph'

type Drawing = NonNullable<RuleDraft['drawing']>
export type Part<K extends ListedKind> = RuleDraft[(typeof listOf)[K]][number]

/** How many of each the form allows. */
const mostParts: Record<ListedKind, number> = { trigger: 8, input: 16, condition: 16, action: 16 }
/** Without these a rule would never or never do anything. */
const leastParts: Record<ListedKind, number> = { trigger: 1, input: 0, condition: 0, action: 1 }

export const mayAdd = (rule: RuleDraft, kind: ListedKind): boolean => rule[listOf[kind]].length < mostParts[kind]
export const mayRemove = (rule: RuleDraft, { kind }: Pick<RuleNode, 'kind'>): boolean =>
  kind === 'area' || (isListed(kind) && rule[listOf[kind]].length > leastParts[kind])

/** Puts a part at the end of its list. */
export function addPart<K extends ListedKind>(rule: RuleDraft, kind: K, part: Part<K>): RuleDraft {
  return { ...rule, [listOf[kind]]: [...rule[listOf[kind]], part] }
}

export function replacePart<K extends ListedKind>(rule: RuleDraft, kind: K, index: number, part: Part<K>): RuleDraft {
  return { ...rule, [listOf[kind]]: rule[listOf[kind]].map((each, at) => (at === index ? part : each)) }
}

/** Takes a node out. Those after it move up, and their places on the drawing go with them. */
export function removeNode(rule: RuleDraft, node: RuleNode): RuleDraft {
  const { kind, index } = node
  if (kind === 'area') return withDrawing({ ...rule, areas: { plotIds: [], buildingIds: [] } }, without(rule, 'area'))
  if (!isListed(kind)) return rule
  const list = rule[listOf[kind]]
  const drawing = Object.entries(rule.drawing ?? {}).flatMap(([key, place]): [string, Drawing[string]][] => {
    const [prefix, number] = key.split('.')
    if (prefix !== kind || Number(number) < index) return [[key, place]]
    return Number(number) === index ? [] : [[keyOf(kind, Number(number) - 1), place]]
  })
  return withDrawing(
    { ...rule, [listOf[kind]]: list.filter((_, at) => at !== index) },
    rule.drawing && Object.fromEntries(drawing),
  )
}

/** Where a person has put a node, px. */
export const placeNode = (rule: RuleDraft, key: string, x: number, y: number): RuleDraft => ({
  ...rule,
  drawing: { ...rule.drawing, [key]: { x: Math.round(x), y: Math.round(y) } },
})

/** Forgets where nodes were put: the drawing is laid out anew. */
export const tidy = (rule: RuleDraft): RuleDraft => withDrawing(rule, undefined)

function without(rule: RuleDraft, key: string): Drawing | undefined {
  if (!rule.drawing) return undefined
  const { [key]: _, ...rest } = rule.drawing
  return rest
}

function withDrawing(rule: RuleDraft, drawing: Drawing | undefined): RuleDraft {
  const { drawing: _, ...rest } = rule
  return drawing && Object.keys(drawing).length > 0 ? { ...rest, drawing } : rest
}

import type { RuleDraft } from '../../../domain/contract'
import { graphOf, isListed, listOf, type RuleNode, type RuleNodeKind } from './ruleGraph'

/** A part that is not the same in two versions. Neither `before` nor `after`: the name or note. */
export interface RuleDifference {
  key: string
  what: RuleNodeKind | 'name'
  before?: RuleNode
  after?: RuleNode
}

const partOf = (rule: RuleDraft, { kind, index }: RuleNode): unknown =>
  isListed(kind) ? rule[listOf[kind]][index] : kind === 'area' ? rule.areas : rule.limit
const textOf = (rule: RuleDraft, node: RuleNode) => `${node.kind} ${JSON.stringify(partOf(rule, node))}`

/**
 * What is different, part by part. A part that only moved in its list is the same: order means nothing in a rule. What went and what came of one kind are told
 * as one change, in order.
 */
export function compareRules(before: RuleDraft, after: RuleDraft): RuleDifference[] {
  const [nodesBefore, nodesAfter] = [graphOf(before).nodes, graphOf(after).nodes]
  const gone = withoutThose(nodesBefore, before, nodesAfter, after)
  const come = withoutThose(nodesAfter, after, nodesBefore, before)
  const kinds: RuleNodeKind[] = ['trigger', 'area', 'input', 'condition', 'limit', 'action']
  const differences = kinds.flatMap((kind): RuleDifference[] => {
    const [old, fresh] = [gone.filter((node) => node.kind === kind), come.filter((node) => node.kind === kind)]
    return Array.from({ length: Math.max(old.length, fresh.length) }, (_, at) => ({
      key: `${kind} ${at}`,
      what: kind,
      ...(old[at] && { before: old[at] }),
      ...(fresh[at] && { after: fresh[at] }),
    }))
  })
  const isNamedSame =
    before.name.zh === after.name.zh && before.name.en === after.name.en && (before.note ?? '') === (after.note ?? '')
  return isNamedSame ? differences : [{ key: 'name', what: 'name' }, ...differences]
}

/** Nodes of one rule that the other has not, counted: of two alike one may be new. */
function withoutThose(
  nodes: readonly RuleNode[],
  rule: RuleDraft,
  others: readonly RuleNode[],
  other: RuleDraft,
): RuleNode[] {
  const left = others.map((node) => textOf(other, node))
  return nodes.filter((node) => {
    const at = left.indexOf(textOf(rule, node))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

import type { RuleDraft, RuleProblem } from '../../../domain/contract'

/** What the nodes of a rule's drawing stand for. `area` and `limit` there is at most one of. */
export type RuleNodeKind = 'trigger' | 'area' | 'input' | 'condition' | 'limit' | 'action'

export interface RuleNode {
  /** `condition.2`, `limit`: the name of the node in `drawing` too. */
  key: string
  kind: RuleNodeKind
  /** Its place in the list of the document; 0 for `area` and `limit`. */
  index: number
}

export interface RuleEdge {
  from: string
  to: string
  /** `flow`: what comes after it; `value`: the expression calls the value by its name. */
  kind: 'flow' | 'value'
}

export interface RuleGraph {
  nodes: readonly RuleNode[]
  edges: readonly RuleEdge[]
}

/** Which list of the document the nodes of a kind stand in. */
export const listOf = {
  trigger: 'triggers',
  input: 'inputs',
  condition: 'conditions',
  action: 'actions',
} as const satisfies Partial<Record<RuleNodeKind, keyof RuleDraft>>
export type ListedKind = keyof typeof listOf

export const isListed = (kind: RuleNodeKind): kind is ListedKind => Object.hasOwn(listOf, kind)
export const listedKinds: readonly ListedKind[] = ['trigger', 'input', 'condition', 'action']
export const keyOf = (kind: RuleNodeKind, index = 0): string => (isListed(kind) ? `${kind}.${index}` : kind)

export const hasAreas = ({ areas }: RuleDraft): boolean => areas.plotIds.length + areas.buildingIds.length > 0

/**
 * The rule as a drawing. Any of the triggers leads into one chain that all have to pass, place, conditions, limit, and out of it come all actions: what the
 * document says is what the picture shows, and there is no line that a person could draw wrongly.
 */
export function graphOf(rule: RuleDraft): RuleGraph {
  const nodesOf = (kind: ListedKind): RuleNode[] =>
    rule[listOf[kind]].map((_, index) => ({ key: keyOf(kind, index), kind, index }))
  const triggers = nodesOf('trigger')
  const inputs = nodesOf('input')
  const conditions = nodesOf('condition')
  const actions = nodesOf('action')
  const area: RuleNode[] = hasAreas(rule) ? [{ key: 'area', kind: 'area', index: 0 }] : []
  const limit: RuleNode = { key: 'limit', kind: 'limit', index: 0 }
  const chain = [...area, ...conditions, limit]
  const [first = limit] = chain
  const flow = (from: RuleNode, to: RuleNode): RuleEdge => ({ from: from.key, to: to.key, kind: 'flow' })
  return {
    nodes: [...triggers, ...area, ...inputs, ...conditions, limit, ...actions],
    edges: [
      ...triggers.map((trigger) => flow(trigger, first)),
      ...chain.slice(1).map((node, at) => flow(chain[at] ?? first, node)),
      ...actions.map((action) => flow(limit, action)),
      ...inputs.flatMap((input) =>
        conditions
          .filter((condition) => calls(rule, condition.index, rule.inputs[input.index]?.name))
          .map((condition): RuleEdge => ({ from: input.key, to: condition.key, kind: 'value' })),
      ),
    ],
  }
}

/** Whether the condition's expression names the value. */
function calls(rule: RuleDraft, index: number, name: string | undefined): boolean {
  const condition = rule.conditions[index]
  const source =
    condition?.kind === 'expression'
      ? condition.source
      : condition?.kind === 'around'
        ? (condition.expression ?? '')
        : ''
  return name !== undefined && wordsOf(source).includes(name)
}

/** Names that an expression calls. */
export const wordsOf = (source: string): readonly string[] => source.match(/[A-Za-z_]\w*/g) ?? []

const kindOfList = new Map<string, ListedKind>(listedKinds.map((kind) => [listOf[kind], kind]))

/** The node in which a problem lies; `undefined` for those of the rule as a whole. */
export function nodeOfProblem({ path }: Pick<RuleProblem, 'path'>): string | undefined {
  const [list = '', index] = path.split('.')
  if (list === 'limit') return 'limit'
  if (list === 'areas') return 'area'
  const kind = kindOfList.get(list)
  return kind && index !== undefined ? keyOf(kind, Number(index)) : undefined
}

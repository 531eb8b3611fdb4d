import dagre from '@dagrejs/dagre'
import type { RuleDraft } from '../../../domain/contract'
import type { RuleGraph, RuleNodeKind } from './ruleGraph'

export interface NodeBox {
  x: number
  y: number
  width: number
  height: number
}

const wide = { width: 232, height: 88 }
const narrow = { width: 160, height: 72 }

/** Every node of a kind is as large as the others: their sizes are known before they are drawn. px */
export const sizeOf = (kind: RuleNodeKind): { width: number; height: number } =>
  kind === 'area' || kind === 'limit' ? narrow : wide

/** Where each node stands, px from the upper left: as a person has put it, else from left to right in the order in which things happen. */
export function layoutGraph({ nodes, edges }: RuleGraph, drawing: RuleDraft['drawing']): Map<string, NodeBox> {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 56, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { key, kind } of nodes) graph.setNode(key, { ...sizeOf(kind) })
  for (const { from, to } of edges) graph.setEdge(from, to)
  dagre.layout(graph)
  return new Map(
    nodes.map(({ key, kind }) => {
      const { width, height } = sizeOf(kind)
      const middle = graph.node(key)
      const place = drawing?.[key] ?? { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2) }
      return [key, { ...place, width, height }]
    }),
  )
}

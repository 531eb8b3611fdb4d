import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import {
  MarkerType,
  Position,
  ReactFlow,
  type Edge,
  type Node,
  type NodeChange,
  type ReactFlowInstance,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RuleDraft } from '../../../../domain/contract'
import type { NodeMark } from '../decisionMarks'
import { layoutGraph } from '../layoutGraph'
import { graphOf } from '../ruleGraph'
import { useRuleWords } from '../useRuleWords'
import { PartNode, type PartData } from './PartNode'
import styles from './Drawing.module.css'

type PartFlowNode = Node<PartData, 'part'>

const nodeTypes = { part: PartNode }
const fit = { padding: 0.08, maxZoom: 1 }
const deleteKeys = ['Delete', 'Backspace']
/** The licence (MIT) stands with those of the other libraries. */
const plain = { hideAttribution: true }

export interface RuleDrawingProps {
  rule: RuleDraft
  selected: string | undefined
  /** What a decision says of each node. */
  marks?: ReadonlyMap<string, NodeMark> | undefined
  /** How many mistakes each node has. */
  problems: ReadonlyMap<string, number>
  isLocked: boolean
  onSelect(key: string | undefined): void
  onMove(key: string, x: number, y: number): void
  onRemove(key: string): void
}

/** The rule as nodes from left to right. Tab goes from node to node, Enter chooses, arrows move, Delete takes out. */
export function RuleDrawing({
  rule,
  selected,
  marks,
  problems,
  isLocked,
  onSelect,
  onMove,
  onRemove,
}: RuleDrawingProps) {
  const { t } = useTranslation('rules')
  const words = useRuleWords()
  const flow = useRef<ReactFlowInstance<PartFlowNode>>(undefined)
  const [dragged, setDragged] = useState<{ key: string; x: number; y: number }>()
  const graph = useMemo(() => graphOf(rule), [rule])
  const boxes = useMemo(() => layoutGraph(graph, rule.drawing), [graph, rule.drawing])

  const count = graph.nodes.length
  useEffect(() => {
    // The places of the new drawing are known to it a frame later.
    const frame = requestAnimationFrame(() => void flow.current?.fitView(fit))
    return () => cancelAnimationFrame(frame)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is added must come in sight
  }, [count])

  const nodes = useMemo(
    () =>
      graph.nodes.map((node): PartFlowNode => {
        const { x = 0, y = 0, width = 0, height = 0 } = boxes.get(node.key) ?? {}
        const text = words.node(rule, node)
        const mark = marks?.get(node.key)
        const kind = kindOf(rule, node.kind, node.index)
        return {
          id: node.key,
          type: 'part',
          position: dragged?.key === node.key ? { x: dragged.x, y: dragged.y } : { x, y },
          width,
          height,
          // Told rather than measured: lines are there with the first drawing.
          handles: [
            { type: 'target', position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
            { type: 'source', position: Position.Right, x: width, y: height / 2, width: 1, height: 1 },
          ],
          selected: node.key === selected,
          draggable: !isLocked,
          deletable: !isLocked,
          ariaLabel: [
            t(`node.${node.kind}`),
            text,
            mark && t(`mark.${mark.state}`),
            problems.has(node.key) && t('node.problems', { count: problems.get(node.key) ?? 0 }),
          ]
            .filter(Boolean)
            .join(', '),
          data: { node, kind, text, mark, problems: problems.get(node.key) ?? 0 },
        }
      }),
    [graph, boxes, words, rule, marks, dragged, selected, isLocked, problems, t],
  )
  const edges = useMemo(
    () =>
      graph.edges.map(({ from, to, kind }): Edge => {
        const isLit = marks !== undefined && isPassed(marks.get(from)) && marks.get(to)?.state !== 'passed'
        return {
          id: `${from} ${to}`,
          source: from,
          target: to,
          focusable: false,
          selectable: false,
          markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
          className: [kind === 'value' && styles.valueEdge, isLit && styles.litEdge].filter(Boolean).join(' '),
        }
      }),
    [graph, marks],
  )

  const change = useCallback(
    (changes: NodeChange<PartFlowNode>[]) => {
      for (const each of changes) {
        if (each.type === 'position' && each.position) {
          const { x, y } = each.position
          setDragged(each.dragging ? { key: each.id, x, y } : undefined)
          if (!each.dragging) onMove(each.id, x, y)
        }
        if (each.type === 'remove') onRemove(each.id)
      }
      const selections = changes.filter((each) => each.type === 'select')
      const chosen = selections.find((each) => each.selected)
      if (chosen) onSelect(chosen.id)
      else if (selections.some((each) => each.id === selected)) onSelect(undefined)
    },
    [onMove, onRemove, onSelect, selected],
  )

  return (
    <div className={styles.drawing} role="group" aria-label={t('drawing.label')}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onInit={(instance) => (flow.current = instance)}
        onNodesChange={change}
        fitView
        fitViewOptions={fit}
        minZoom={0.3}
        maxZoom={1.5}
        defaultMarkerColor={null}
        nodesConnectable={false}
        // A part that was just added would be centred, and push the others out of sight.
        autoPanOnNodeFocus={false}
        nodeDragThreshold={3}
        multiSelectionKeyCode={null}
        selectionKeyCode={null}
        deleteKeyCode={isLocked ? null : deleteKeys}
        proOptions={plain}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('drawing.howTo'),
          'node.a11yDescription.keyboardDisabled': t('drawing.howTo'),
          'edge.a11yDescription.default': '',
          'node.a11yDescription.ariaLiveMessage': ({ x, y }) => t('drawing.moved', { x, y }),
        }}
      />
      <div className={styles.zoom}>
        <ZoomButton label={t('drawing.zoomIn')} onClick={() => void flow.current?.zoomIn()}>
          <ZoomIn size={16} aria-hidden />
        </ZoomButton>
        <ZoomButton label={t('drawing.zoomOut')} onClick={() => void flow.current?.zoomOut()}>
          <ZoomOut size={16} aria-hidden />
        </ZoomButton>
        <ZoomButton label={t('drawing.fit')} onClick={() => void flow.current?.fitView(fit)}>
          <Maximize size={16} aria-hidden />
        </ZoomButton>
      </div>
    </div>
  )
}

function ZoomButton({ label, onClick, children }: { label: string; onClick(): void; children: React.ReactNode }) {
  return (
    <button type="button" className={styles.zoomButton} aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  )
}

const isPassed = (mark: NodeMark | undefined) => mark !== undefined && ['yes', 'act', 'propose'].includes(mark.state)

/** The kind of the part in the document, which the icon and the heading of the node tell. */
function kindOf(rule: RuleDraft, kind: PartData['node']['kind'], index: number): PartData['kind'] {
  if (kind === 'trigger') return `trigger.${rule.triggers[index]?.kind ?? 'manual'}`
  if (kind === 'condition') return `condition.${rule.conditions[index]?.kind ?? 'expression'}`
  if (kind === 'action') return `action.${rule.actions[index]?.kind ?? 'message'}`
  return kind
}

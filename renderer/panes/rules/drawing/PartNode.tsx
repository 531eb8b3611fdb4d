import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import {
  Ban,
  BellRing,
  Binary,
  CalendarClock,
  Check,
  CircleHelp,
  ClipboardList,
  Clock,
  Eye,
  Fence,
  Forward,
  Gauge,
  Hand,
  Hourglass,
  MapPin,
  Megaphone,
  MousePointerClick,
  Radar,
  Radio,
  Repeat,
  Send,
  Siren,
  SquareFunction,
  ToggleLeft,
  TriangleAlert,
  Unplug,
  Users,
  Variable,
  Workflow,
  X,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RuleAction, RuleCondition, RuleTrigger } from '../../../../domain/contract'
import type { MarkState, NodeMark } from '../decisionMarks'
import type { RuleNode } from '../ruleGraph'
import { usePartValue } from '../usePartValue'
import styles from './Drawing.module.css'

export type PartKind =
  | `trigger.${RuleTrigger['kind']}`
  | `condition.${RuleCondition['kind']}`
  | `action.${RuleAction['kind']}`
  | 'input'
  | 'area'
  | 'limit'

export type PartData = {
  node: RuleNode
  kind: PartKind
  text: string
  mark: NodeMark | undefined
  problems: number
}

const icons: Record<PartKind, LucideIcon> = {
  'trigger.sample': Gauge,
  'trigger.state': ToggleLeft,
  'trigger.reach': Unplug,
  'trigger.event': Radio,
  'trigger.alarm': BellRing,
  'trigger.service': Zap,
  'trigger.incident': Siren,
  'trigger.task': ClipboardList,
  'trigger.schedule': CalendarClock,
  'trigger.geofence': Fence,
  'trigger.manual': MousePointerClick,
  'condition.expression': SquareFunction,
  'condition.time': Clock,
  'condition.held': Hourglass,
  'condition.count': Repeat,
  'condition.around': Radar,
  'action.command': Zap,
  'action.show': Eye,
  'action.message': Megaphone,
  'action.alarm': BellRing,
  'action.incident': Siren,
  'action.order': Send,
  'action.meeting': Users,
  'action.plan': Workflow,
  'action.forward': Forward,
  input: Variable,
  area: MapPin,
  limit: Binary,
}

export const markIcons: Record<MarkState, LucideIcon | undefined> = {
  yes: Check,
  no: X,
  unknown: CircleHelp,
  act: Check,
  propose: Hand,
  refused: Ban,
  passed: undefined,
}

/** One part of a rule: what it is, in words; and when a decision is shown, how it came out and what stood in it. */
export function PartNode({ data, selected }: NodeProps<Node<PartData, 'part'>>) {
  const { t } = useTranslation('rules')
  const value = usePartValue()
  const { node, kind, text, mark, problems } = data
  const Icon = icons[kind]
  const MarkIcon = mark && markIcons[mark.state]
  return (
    <div
      className={[styles.part, styles[node.kind], selected && styles.selected, mark && styles[`is-${mark.state}`]]
        .filter(Boolean)
        .join(' ')}
      data-mark={mark?.state}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles.handle} />
      <p className={styles.head}>
        <Icon size={14} aria-hidden />
        <span className={styles.kind}>{t(`kind.${kind}`)}</span>
        {problems > 0 && (
          <span className={styles.wrong}>
            <TriangleAlert size={14} aria-hidden />
            {problems}
          </span>
        )}
        {MarkIcon && mark && (
          <span className={styles.mark}>
            <MarkIcon size={14} aria-hidden />
            {t(`mark.${mark.state}`)}
          </span>
        )}
      </p>
      <p className={styles.text} title={text}>
        {text}
      </p>
      {mark && (mark.values.length > 0 || mark.to.length > 0) && (
        <p className={styles.values}>
          {mark.values.slice(0, 3).map(value).join(' · ')}
          {mark.to.length > 0 && t('mark.to', { count: mark.to.length })}
        </p>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles.handle} />
    </div>
  )
}

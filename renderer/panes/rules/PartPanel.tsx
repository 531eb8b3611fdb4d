import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RuleDraft, RuleProblem } from '../../../domain/contract'
import { Button, LocalTextField, Section, TextField } from '../../widgets'
import { ActionFields } from './panel/ActionFields'
import { ConditionFields } from './panel/ConditionFields'
import { InputFields } from './panel/InputFields'
import { LimitFields } from './panel/LimitFields'
import { PlaceFields } from './panel/PlaceFields'
import { TriggerFields } from './panel/TriggerFields'
import { ProblemList } from './ProblemList'
import { mayRemove, replacePart } from './ruleEdits'
import { graphOf, nodeOfProblem, type RuleNode } from './ruleGraph'
import type { RuleCheck } from './useRuleCheck'
import type { RuleEditor } from './useRuleEditor'
import { useRuleNames } from './useRuleWords'
import panel from './panel/Panel.module.css'
import styles from './RuleView.module.css'

export interface PartPanelProps {
  editor: RuleEditor
  check: RuleCheck
  selected: string | undefined
  isDisabled: boolean
  isNew: boolean
  onSelect(key: string | undefined): void
  onRemove(key: string): void
}

/** The fields of the chosen node; of the rule as a whole while none is chosen. */
export function PartPanel({ editor, check, selected, isDisabled, isNew, onSelect, onRemove }: PartPanelProps) {
  const { t } = useTranslation('rules')
  const node = graphOf(editor.draft).nodes.find(({ key }) => key === selected)
  const own = check.problems.filter((problem) => node !== undefined && nodeOfProblem(problem) === node.key)
  return (
    <>
      {node ? (
        <Section title={t(`node.${node.kind}`)}>
          <div className={panel.fields} key={node.key}>
            <NodeFields
              node={node}
              editor={editor}
              problems={own}
              variables={check.variables}
              isDisabled={isDisabled}
            />
            {!isDisabled && (
              <div className={styles.partFoot}>
                <Button size="small" look="plain" onClick={() => onSelect(undefined)}>
                  {t('wholeRule')}
                </Button>
                <Button
                  size="small"
                  look="plain"
                  disabled={!mayRemove(editor.draft, node)}
                  title={mayRemove(editor.draft, node) ? undefined : t('lastOfKind')}
                  onClick={() => onRemove(node.key)}
                >
                  <Trash2 size={14} aria-hidden />
                  {t('remove')}
                </Button>
              </div>
            )}
          </div>
        </Section>
      ) : (
        <WholeRule editor={editor} isDisabled={isDisabled} isNew={isNew} />
      )}
      <ProblemList rule={editor.draft} problems={check.problems} onSelect={onSelect} />
    </>
  )
}

function NodeFields({
  node: { kind, index },
  editor: { draft, change },
  problems,
  variables,
  isDisabled,
}: {
  node: RuleNode
  editor: RuleEditor
  problems: readonly RuleProblem[]
  variables: RuleCheck['variables']
  isDisabled: boolean
}) {
  const names = useRuleNames()
  const [trigger, input, condition, action] = [
    draft.triggers[index],
    draft.inputs[index],
    draft.conditions[index],
    draft.actions[index],
  ]
  const joined = (field: string | undefined) => field && `${kind}.${index}.${field}`
  const common = { isDisabled, problems }
  if (kind === 'trigger' && trigger)
    return (
      <TriggerFields
        {...common}
        part={trigger}
        onChange={(part, field) => change((now) => replacePart(now, kind, index, part), joined(field))}
      />
    )
  if (kind === 'input' && input)
    return (
      <InputFields
        {...common}
        part={input}
        onChange={(part, field) => change((now) => replacePart(now, kind, index, part), joined(field))}
      />
    )
  if (kind === 'condition' && condition)
    return (
      <ConditionFields
        {...common}
        part={condition}
        variables={variables}
        onChange={(part, field) => change((now) => replacePart(now, kind, index, part), joined(field))}
      />
    )
  if (kind === 'action' && action)
    return (
      <ActionFields
        {...common}
        part={action}
        ownTypes={draft.triggers.flatMap((each) => ('devices' in each ? names.typesOf(each.devices) : []))}
        onChange={(part, field) => change((now) => replacePart(now, kind, index, part), joined(field))}
      />
    )
  if (kind === 'limit')
    return (
      <LimitFields
        limit={draft.limit}
        isDisabled={isDisabled}
        onChange={(limit, field) => change((now) => ({ ...now, limit }), field)}
      />
    )
  return (
    <PlaceFields
      areas={draft.areas}
      isDisabled={isDisabled}
      onChange={(areas) => change((now) => ({ ...now, areas }))}
    />
  )
}

function WholeRule({ editor, isDisabled, isNew }: { editor: RuleEditor; isDisabled: boolean; isNew: boolean }) {
  const { t } = useTranslation('rules')
  const { draft, change } = editor
  return (
    <>
      <Section title={t('wholeRule')} meta={draft.id}>
        <div className={panel.fields}>
          {isNew && (
            <TextField
              label={t('field.id')}
              value={draft.id}
              maxLength={64}
              disabled={isDisabled}
              onChange={({ target }) => change((now) => ({ ...now, id: target.value }), 'id')}
            />
          )}
          <LocalTextField
            label={t('field.name')}
            value={draft.name}
            isDisabled={isDisabled}
            onChange={(name) => change((now) => ({ ...now, name }), 'name')}
          />
          <TextField
            label={t('field.note')}
            value={draft.note ?? ''}
            maxLength={2_000}
            disabled={isDisabled}
            onChange={({ target }) => change((now) => withNote(now, target.value), 'note')}
          />
        </div>
      </Section>
      <Section title={t('node.area')} meta={t('field.areaMeta')}>
        <div className={panel.fields}>
          <PlaceFields
            areas={draft.areas}
            isDisabled={isDisabled}
            onChange={(areas) => change((now) => ({ ...now, areas }))}
          />
        </div>
      </Section>
    </>
  )
}

function withNote(rule: RuleDraft, note: string): RuleDraft {
  if (note !== '') return { ...rule, note }
  const { note: _, ...rest } = rule
  return rest
}

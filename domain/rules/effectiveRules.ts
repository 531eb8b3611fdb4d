import type { Rule, RuleDraft, StoredRule } from '../contract'
import { isOfLifeSafety } from './checkRuleParts'
import { targetTypes } from './ruleVariables'
import type { RuleCatalogue } from './RuleWorld'

/**
 * Every rule as it holds: what was shipped, with what people have said of it, and their own. Shipped rules are on, own ones off, until somebody switches them; one that life depends on
 * is always on.
 */
export function effectiveRules(
  shipped: readonly RuleDraft[],
  stored: Iterable<StoredRule>,
  catalogue: RuleCatalogue,
): Map<string, Rule> {
  const said = new Map([...stored].map((rule) => [rule.id, rule]))
  const rules = new Map<string, Rule>()
  for (const draft of shipped) rules.set(draft.id, effective(draft, 'shipped', said.get(draft.id), catalogue))
  for (const rule of said.values())
    if (!rules.has(rule.id) && rule.draft) rules.set(rule.id, effective(rule.draft, 'own', rule, catalogue))
  return rules
}

function effective(
  given: RuleDraft,
  origin: Rule['origin'],
  stored: StoredRule | undefined,
  catalogue: RuleCatalogue,
): Rule {
  const draft = stored?.draft ?? given
  const isAsShipped = origin === 'shipped' && stored?.draft === undefined
  const isLifeSafety = isOfLifeSafety(draft, catalogue)
  const version = isAsShipped ? 0 : (stored?.version ?? 0)
  const approved = stored?.approved?.version === version ? stored.approved : undefined
  const approval = isAsShipped || !actsAboveClass1(draft, catalogue) ? 'notNeeded' : approved ? 'given' : 'wanted'
  return {
    ...draft,
    version,
    origin,
    isLifeSafety,
    isEnabled: (origin === 'shipped' && isLifeSafety) || (stored?.isEnabled ?? origin === 'shipped'),
    offIn: stored?.offIn ?? [],
    ...(stored?.saved && !isAsShipped && { saved: stored.saved }),
    approval,
    ...(approved && { approved: { by: approved.by, atMs: approved.atMs } }),
    isRemoved: origin === 'own' && (stored?.isRemoved ?? false),
  }
}

/** Whether a rule asks to send commands from class 2 on by itself. */
export function actsAboveClass1(draft: RuleDraft, catalogue: RuleCatalogue): boolean {
  return draft.actions.some(
    (action) =>
      action.kind === 'command' &&
      action.authority === 'act' &&
      targetTypes(action.devices, draft, catalogue).some((type) =>
        type.services.some(({ id, commandClass }) => id === action.service && commandClass >= 2),
      ),
  )
}

import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { createRuleNames, type RuleNames } from './ruleNames'
import { useTargetNames } from './TargetNames'
import { createRuleWords, type RuleWords } from './ruleWords'

/** Names of what rules speak of, in the person's language. */
export function useRuleNames(): RuleNames {
  const registry = useRegistry()
  const { text } = useFormat()
  const targets = useTargetNames()
  return useMemo(() => createRuleNames(registry, text, targets), [registry, text, targets])
}

/** Rules as sentences, in the person's language. */
export function useRuleWords(): RuleWords {
  const { t } = useTranslation(['rules', 'common', 'dispatch'])
  const names = useRuleNames()
  const { text, number } = useFormat()
  return useMemo(() => createRuleWords({ t, names, text, number }), [t, names, text, number])
}

import { useTranslation } from 'react-i18next'
import type { RuleProblem } from '../../../domain/contract'

/** What is wrong with a rule, as a sentence. */
export function useProblemWords(): (problem: RuleProblem) => string {
  const { t } = useTranslation('rules')
  return ({ code, what }) => (what === undefined ? t(`problem.${code}`) : `${t(`problem.${code}`)} · ${what}`)
}

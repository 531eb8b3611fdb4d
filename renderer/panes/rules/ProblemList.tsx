import { OctagonX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RuleDraft, RuleProblem } from '../../../domain/contract'
import { Section } from '../../widgets'
import { graphOf, nodeOfProblem } from './ruleGraph'
import { useProblemWords } from './useProblemWords'
import { useRuleWords } from './useRuleWords'
import styles from './RuleView.module.css'

/** All that is wrong with a rule, loops with other rules too, before it is saved. A click leads to the node. */
export function ProblemList({
  rule,
  problems,
  onSelect,
}: {
  rule: RuleDraft
  problems: readonly RuleProblem[]
  onSelect(key: string | undefined): void
}) {
  const { t } = useTranslation('rules')
  const words = useProblemWords()
  const ruleWords = useRuleWords()
  if (problems.length === 0) return undefined
  return (
    <Section title={t('problems')} meta={String(problems.length)}>
      <ul className={styles.problemList}>
        {problems.map((problem, at) => {
          const key = nodeOfProblem(problem)
          const node = graphOf(rule).nodes.find((each) => each.key === key)
          const Icon = problem.level === 'error' ? OctagonX : TriangleAlert
          return (
            // oxlint-disable-next-line react/no-array-index-key -- two problems of a field may be the same but for their place
            <li key={at}>
              <button type="button" className={styles.problemRow} onClick={() => onSelect(node?.key)}>
                <Icon size={14} aria-label={t(`level.${problem.level}`)} />
                <span>
                  {words(problem)}
                  {node && <span className={styles.problemPlace}>{ruleWords.node(rule, node)}</span>}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

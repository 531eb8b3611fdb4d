import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, RuleCounters, RuleDecision } from '../../../../domain/contract'
import { refusalCode, useClient } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Section } from '../../../widgets'
import { DecisionList } from './DecisionList'
import { Explained } from './Explained'
import type { TrialProps } from './TrialProps'
import styles from './Trials.module.css'

const most = 100
/** Asked for again while it is looked at. ms */
const askAgainMs = 5_000

/** What the rule did and did not do lately, each time with its reasons; and how often. */
export function PastDecisions({
  rule,
  decision,
  counters,
  onDecision,
}: TrialProps & { counters: RuleCounters | undefined }) {
  const { t } = useTranslation(['rules', 'error'])
  const { number } = useFormat()
  const client = useClient()
  const [decisions, setDecisions] = useState<readonly RuleDecision[]>()
  const [code, setCode] = useState<ErrorCode>()
  const { id } = rule
  useEffect(() => {
    let isCurrent = true
    const ask = () =>
      client.call('rule.decisions', { id, limit: most }).then(
        (answer) => {
          if (!isCurrent) return
          setDecisions(answer.decisions)
          setCode(undefined)
        },
        (error: unknown) => isCurrent && setCode(refusalCode(error)),
      )
    void ask()
    const timer = setInterval(() => void ask(), askAgainMs)
    return () => {
      isCurrent = false
      clearInterval(timer)
    }
  }, [client, id])
  const figures = (['triggered', 'decided', 'fired', 'limited', 'loops', 'unknown'] as const).map(
    (name) => [name, counters?.[name] ?? 0] as const,
  )
  return (
    <>
      <Section title={t('decisions.counters')} meta={t('decisions.countersMeta')}>
        <dl className={styles.figures}>
          {figures.map(([name, count]) => (
            <div key={name}>
              <dt>{t(`counter.${name}`)}</dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('decisions.title')} meta={decisions && String(decisions.length)}>
        {code && (
          <p className={styles.refused} role="alert">
            {t(`error:${code}`)}
          </p>
        )}
        {decisions?.length === 0 && <p className={styles.hint}>{t('decisions.none')}</p>}
        <DecisionList decisions={decisions ?? []} chosen={decision?.id} onChoose={onDecision} />
      </Section>
      <Explained rule={rule} decision={decision} />
    </>
  )
}

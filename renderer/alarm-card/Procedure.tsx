import { useTranslation } from 'react-i18next'
import type { Alarm, DispatchProposal } from '../../domain/contract'
import { useRegistry } from '../feed'
import { useFormat } from '../i18n'
import { Section } from '../widgets'
import styles from './AlarmCard.module.css'

/** What the dispatcher does, step by step, from the thing model; the first step is ringed. */
export function Procedure({ alarm, proposal }: { alarm: Alarm; proposal: DispatchProposal | undefined }) {
  const { t } = useTranslation('map')
  const format = useFormat()
  const registry = useRegistry()
  const definition = registry.alarmDefinition(alarm)
  const plan = proposal?.planId === undefined ? undefined : registry.plans.get(proposal.planId)
  if (!definition || (definition.response.length === 0 && !definition.consequence)) return undefined
  return (
    <Section title={t('card.procedure')} meta={plan && `${plan.code} · ${format.text(plan.name)}`}>
      <ol className={styles.steps}>
        {definition.response.map((step, at) => (
          <li key={step.zh} className={at === 0 ? styles.firstStep : styles.step}>
            <span className={styles.stepNumber}>{at + 1}</span>
            {format.text(step)}
          </li>
        ))}
      </ol>
      {definition.consequence && (
        <p className={styles.consequence}>{t('card.consequence', { text: format.text(definition.consequence) })}</p>
      )}
    </Section>
  )
}

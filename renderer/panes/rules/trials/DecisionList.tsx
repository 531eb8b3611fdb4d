import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RuleDecision } from '../../../../domain/contract'
import { useNow } from '../../../feed'
import { useFormat } from '../../../i18n'
import { isFailing } from '../useRuleActivity'
import { useRuleNames } from '../useRuleWords'
import styles from './Trials.module.css'

/** Decisions, newest first; one is chosen for the drawing. */
export function DecisionList({
  decisions,
  chosen,
  onChoose,
}: {
  decisions: readonly RuleDecision[]
  chosen: string | undefined
  onChoose(decision: RuleDecision): void
}) {
  const { t } = useTranslation('rules')
  const { moment } = useFormat()
  const now = useNow()
  const names = useRuleNames()
  if (decisions.length === 0) return undefined
  return (
    <ul className={styles.decisions} aria-label={t('decisions.list')}>
      {decisions.map((decision, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- one cause may be decided again with the same name
        <li key={`${decision.id} ${at}`}>
          <button
            type="button"
            className={styles.decision}
            aria-pressed={decision.id === chosen}
            onClick={() => onChoose(decision)}
          >
            <span className={styles.time}>{moment(decision.cause.atMs, now)}</span>
            <span className={styles.who}>
              {decision.cause.deviceId === undefined
                ? t(`triggerKind.${decision.cause.kind}`)
                : names.device(decision.cause.deviceId)}
            </span>
            <span className={styles.how}>
              {isFailing(decision) && <TriangleAlert size={14} aria-label={t('failing')} />}
              {t(`outcome.${decision.outcome}`)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorCode, type RuleDecision } from '../../../../domain/contract'
import { useClient } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Button, Section } from '../../../widgets'
import { DecisionList } from './DecisionList'
import { Explained } from './Explained'
import type { TrialProps } from './TrialProps'
import styles from './Trials.module.css'

/** Decisions that are kept on screen. */
const most = 100

/** The rule decides on what really comes in from now on, and does nothing. */
export function Simulation({ rule, decision, onDecision }: TrialProps) {
  const { t } = useTranslation(['rules', 'error'])
  const { clock } = useFormat()
  const client = useClient()
  const [run, setRun] = useState<{ rule: TrialProps['rule'] }>()
  const [told, setTold] = useState<{ sinceMs?: number; decisions: readonly RuleDecision[]; endedCode?: string }>({
    decisions: [],
  })
  useEffect(() => {
    if (!run) return
    setTold({ decisions: [] })
    return client.on(
      'rule.simulated',
      run,
      ({ atMs, decisions }) =>
        setTold((known) => ({
          sinceMs: known.sinceMs ?? atMs,
          decisions: [...decisions.toReversed(), ...known.decisions].slice(0, most),
        })),
      (endedCode) => setTold((known) => ({ ...known, endedCode })),
    )
  }, [client, run])
  const isRunning = run !== undefined && told.endedCode === undefined
  return (
    <>
      <Section
        title={t('simulation.title')}
        meta={told.sinceMs && t('simulation.since', { time: clock(told.sinceMs) })}
      >
        <p className={styles.hint}>{t('simulation.hint')}</p>
        <div className={styles.bar}>
          <Button
            size="small"
            look={isRunning ? 'normal' : 'primary'}
            onClick={() => {
              onDecision(undefined)
              setRun(isRunning ? undefined : { rule })
            }}
          >
            {t(isRunning ? 'simulation.stop' : 'simulation.start')}
          </Button>
          {isRunning && run.rule !== rule && <span className={styles.hint}>{t('backTest.stale')}</span>}
        </div>
        {told.endedCode !== undefined && (
          <p className={styles.refused} role="alert">
            {t(`error:${ErrorCode.safeParse(told.endedCode).data ?? 'internal'}`)}
          </p>
        )}
        {isRunning && told.decisions.length === 0 && <p className={styles.hint}>{t('simulation.waiting')}</p>}
        <DecisionList decisions={told.decisions} chosen={decision?.id} onChoose={onDecision} />
      </Section>
      <Explained rule={rule} decision={decision} />
    </>
  )
}

import { useTranslation } from 'react-i18next'
import type { RuleDecision, RuleDraft } from '../../../../domain/contract'
import { reveal, select, useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Section } from '../../../widgets'
import { marksOf } from '../decisionMarks'
import { markIcons } from '../drawing/PartNode'
import { graphOf } from '../ruleGraph'
import { usePartValue } from '../usePartValue'
import { useRuleNames, useRuleWords } from '../useRuleWords'
import styles from './Trials.module.css'

/** Why a deed cannot be done, as the rules note it. */
const whyNots = ['noDevices', 'noValue', 'nobody', 'noPlace', 'noPlan'] as const

/** A decision read from top to bottom, as the drawing shows it from left to right: what came, what held with which values, what was done. */
export function Explained({ rule, decision }: { rule: RuleDraft; decision: RuleDecision | undefined }) {
  const { t } = useTranslation('rules')
  const { clock } = useFormat()
  const words = useRuleWords()
  const names = useRuleNames()
  const registry = useRegistry()
  const value = usePartValue()
  if (!decision) return undefined
  const { cause, outcome, end, deeds } = decision
  const marks = marksOf(rule, decision)
  const { deviceId } = cause
  const nodes = graphOf(rule).nodes.filter(
    ({ kind, index }) => outcome !== 'ended' && kind !== 'input' && (kind !== 'trigger' || index === cause.trigger),
  )
  const noteOf = (note: string) => {
    const whyNot = whyNots.find((each) => each === note)
    return whyNot ? t(`whyNot.${whyNot}`) : note
  }
  const nameOf = (to: string) =>
    registry.deviceIndex(to) !== undefined ? names.device(to) : (registry.people.get(to)?.name.zh ?? to)
  return (
    <Section title={t(`outcome.${outcome}`)} meta={clock(cause.atMs)}>
      <p className={styles.why}>{end ? t(`end.${end}`) : t(`outcomeHint.${outcome}`)}</p>
      {deviceId !== undefined && (
        <button
          type="button"
          className={styles.device}
          onClick={() => {
            select({ deviceId })
            reveal('device')
          }}
        >
          {names.device(deviceId)}
        </button>
      )}
      <ol className={styles.explained}>
        {nodes.map((node) => {
          const mark = marks.get(node.key)
          const Icon = mark && markIcons[mark.state]
          return (
            <li key={node.key} className={styles[`part-${mark?.state ?? 'passed'}`]}>
              <span className={styles.markIcon}>{Icon ? <Icon size={14} aria-hidden /> : '·'}</span>
              <div>
                <p className={styles.partText}>{words.node(rule, node)}</p>
                <p className={styles.partState}>
                  {mark && t(`mark.${mark.state}`)}
                  {mark?.note !== undefined && ` · ${noteOf(mark.note)}`}
                </p>
                {mark?.values.map((each) => (
                  <p key={each.name} className={styles.partValue}>
                    {value(each)}
                  </p>
                ))}
                {node.kind === 'action' && (
                  <ul className={styles.deeds}>
                    {deeds
                      .filter(({ action, to }) => action === node.index && to !== undefined)
                      .slice(0, mostShown)
                      .map(({ to = '', how, note }) => (
                        <li key={to}>
                          {nameOf(to)}
                          {how === 'refused' && ` · ${note === undefined ? t('mark.refused') : noteOf(note)}`}
                        </li>
                      ))}
                    {(mark?.to.length ?? 0) > mostShown && (
                      <li>{t('andMore', { count: (mark?.to.length ?? 0) - mostShown })}</li>
                    )}
                  </ul>
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

/** Devices and people of one action that are named. */
const mostShown = 6

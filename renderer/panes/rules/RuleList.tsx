import { useId, type KeyboardEvent } from 'react'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Rule } from '../../../domain/contract'
import { useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { VirtualList } from '../../widgets'
import { isFailing, type RuleActivity } from './useRuleActivity'
import styles from './RulesPane.module.css'

/** Every rule in a line: whether it is on, how often it acted, how the last decision came out. */
export function RuleList({
  rules,
  activity,
  chosen,
  onChoose,
}: {
  rules: readonly Rule[]
  activity: RuleActivity
  chosen: string | undefined
  onChoose(id: string): void
}) {
  const { t } = useTranslation('rules')
  const id = useId()
  const at = rules.findIndex((rule) => rule.id === chosen)
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = rules[Math.max(0, Math.min(rules.length - 1, at < 0 ? 0 : at + step))]
    if (next) onChoose(next.id)
  }
  return (
    <>
      <div className={styles.listHead} aria-hidden>
        <span />
        <span>{t('column.name')}</span>
        <span className={styles.right}>{t('column.fired')}</span>
        <span>{t('column.last')}</span>
      </div>
      <div className={styles.rows}>
        <VirtualList
          count={rules.length}
          rowKey={(index) => rules[index]?.id ?? ''}
          label={t('listLabel')}
          activeIndex={at}
          activeId={at < 0 ? undefined : `${id}-row`}
          onRowClick={(index) => {
            const rule = rules[index]
            if (rule) onChoose(rule.id)
          }}
          onKeyDown={press}
          renderRow={(index) => {
            const rule = rules[index]
            return rule && <RuleRow rule={rule} activity={activity} isChosen={index === at} />
          }}
        />
      </div>
    </>
  )
}

function RuleRow({ rule, activity, isChosen }: { rule: Rule; activity: RuleActivity; isChosen: boolean }) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const now = useNow()
  const counters = activity.counters.get(rule.id)
  const last = activity.lastDecisions.get(rule.id)
  const isPartlyOff = rule.offIn.length > 0
  const state = !rule.isEnabled ? 'off' : rule.halted ? 'halted' : isPartlyOff ? 'partly' : 'on'
  return (
    <div className={isChosen ? styles.chosenRow : styles.row}>
      <span role="gridcell" className={styles.state} title={t(`state.${state}`)}>
        <i className={styles[`dot-${state}`]} aria-hidden />
        <span className="srOnly">{t(`state.${state}`)}</span>
      </span>
      <span role="gridcell" className={rule.isEnabled ? styles.name : styles.nameOff} title={format.text(rule.name)}>
        {format.text(rule.name)}
        {rule.halted && <span className={styles.tag}>{t('tag.halted')}</span>}
        {rule.approval === 'wanted' && <span className={styles.tag}>{t('tag.wanted')}</span>}
        {rule.origin === 'shipped' && rule.version > 0 && <span className={styles.tag}>{t('tag.changed')}</span>}
        {rule.origin === 'own' && <span className={styles.tag}>{t('tag.own')}</span>}
      </span>
      <span role="gridcell" className={styles.fired}>
        {counters && counters.fired > 0 ? format.number(counters.fired) : '—'}
      </span>
      <span role="gridcell" className={styles.last} title={last && format.dateTime(last.cause.atMs)}>
        {last && isFailing(last) && <TriangleAlert className={styles.failing} size={14} aria-label={t('failing')} />}
        {last && (
          <>
            <span className={styles.outcome}>{t(`outcome.${last.outcome}`)}</span>
            <span className={styles.age}>{format.age(Math.max(0, now - last.cause.atMs))}</span>
          </>
        )}
      </span>
    </div>
  )
}

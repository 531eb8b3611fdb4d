import { useMemo, useState } from 'react'
import { CalendarDays, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ErrorCode, type RuleDraft } from '../../../domain/contract'
import { newKey, useCollection, useRegistry, useRight } from '../../feed'
import { Button, Empty, Failed, Loading, Pane, PaneTitle } from '../../widgets'
import { Holidays } from './Holidays'
import { filterRules, noFilter } from './listFilter'
import { newRule } from './newParts'
import { RuleFilterBar } from './RuleFilterBar'
import { RuleList } from './RuleList'
import { RuleView } from './RuleView'
import { WithTargetNames } from './TargetNames'
import { isFailing, useRuleActivity } from './useRuleActivity'
import styles from './RulesPane.module.css'

/** What is open at the right: a rule, or one that is not saved yet. */
type Open = { id: string; draft?: RuleDraft }

/** Rules of the district: what sets them off, what they ask, what they do; tried out before they act. */
export function RulesPane() {
  const { t } = useTranslation(['rules', 'common'])
  const { status, items, endedCode } = useCollection('rule.changed')
  const registry = useRegistry()
  const activity = useRuleActivity()
  const mayWrite = useRight('rule.write')
  const [filter, setFilter] = useState(noFilter)
  const [open, setOpen] = useState<Open>()
  const [isAtDays, setIsAtDays] = useState(false)
  const listed = useMemo(
    () =>
      filterRules(items.values(), filter, {
        isFailing: (id) => isFailing(activity.lastDecisions.get(id)),
        plotOf: (id) => registry.building(id)?.plotId,
      }),
    [items, filter, activity.lastDecisions, registry],
  )
  const on = useMemo(() => [...items.values()].filter(({ isEnabled }) => isEnabled).length, [items])
  const shown = open?.id === undefined ? undefined : items.get(open.id)
  const create = () => {
    const id = `rule-${newKey().slice(0, 8).toLowerCase()}`
    setIsAtDays(false)
    setOpen({ id, draft: newRule(id, t('new')) })
  }
  const choose = (id: string) => {
    setIsAtDays(false)
    setOpen({ id })
  }
  const header = (
    <PaneTitle
      title={t('common:pane.rules')}
      meta={status === 'live' && t('count', { total: items.size, on, shown: listed.length })}
    >
      {!activity.isDriving && <span className={styles.quiet}>{t('notDriving')}</span>}
      <Button size="small" look="plain" aria-pressed={isAtDays} onClick={() => setIsAtDays(!isAtDays)}>
        <CalendarDays size={14} aria-hidden />
        {t('holidays.button')}
      </Button>
      <Button
        size="small"
        disabled={!mayWrite}
        title={mayWrite ? undefined : t('common:state.needsRight')}
        onClick={create}
      >
        <Plus size={14} aria-hidden />
        {t('create')}
      </Button>
    </PaneTitle>
  )
  return (
    <Pane header={header}>
      {status === 'loading' && <Loading />}
      {status === 'ended' && <Failed code={ErrorCode.safeParse(endedCode).data ?? 'internal'} />}
      {status === 'live' && (
        <div className={styles.frame}>
          <div className={open || isAtDays ? `${styles.columns} ${styles.isOpen}` : styles.columns}>
            <div className={styles.listColumn}>
              <RuleFilterBar filter={filter} onChange={setFilter} />
              {listed.length === 0 ? (
                <Empty>{t(items.size === 0 ? 'empty' : 'nothingFound')}</Empty>
              ) : (
                <RuleList rules={listed} activity={activity} chosen={open?.id} onChoose={choose} />
              )}
            </div>
            <div className={styles.viewColumn}>
              {isAtDays ? (
                <Holidays />
              ) : open && (open.draft ?? shown) ? (
                <WithTargetNames>
                  <RuleView
                    key={open.id}
                    rule={shown}
                    {...(open.draft && { draft: open.draft })}
                    counters={activity.counters.get(open.id)}
                    onClose={() => setOpen(undefined)}
                  />
                </WithTargetNames>
              ) : (
                <Empty>{t('chooseOne')}</Empty>
              )}
            </div>
          </div>
        </div>
      )}
    </Pane>
  )
}

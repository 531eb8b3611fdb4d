import { useMemo, type ReactNode } from 'react'
import { ServerOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AlarmPriority, AlarmStateName } from '../../../domain/contract'
import { priorityOrder, type Counter } from '../../alarms/rank'
import { useCollection, useRegistry, useSession } from '../../feed'
import { useScope } from '../../seat/useScope'
import { useFormat } from '../../i18n'
import { Button, Checkbox, Section, Sign, SystemIcon } from '../../widgets'
import { isFiltered, noFilter, type Facet } from './facets'
import { familySymbol, isFamily } from '../../alarms/families'
import { SavedFilterList } from './SavedFilterList'
import type { AlarmListState } from './useAlarmList'
import styles from './FilterColumn.module.css'

const zero: Counter = { unacknowledged: 0, all: 0 }
/** States that the list shows, each drawn with the sign that it has in the sheet. What is put aside has a list of its own. */
const states = [
  ['unacknowledged', 'urgent'],
  ['acknowledged', 'minor'],
  ['returnedUnacknowledged', 'urgent'],
  ['returned', 'minor'],
] as const satisfies readonly (readonly [AlarmStateName, AlarmPriority])[]

/** What the list shows: priority, state, system and plot, each with how many wait and how many there are. */
export function FilterColumn({ list }: { list: AlarmListState }) {
  const { t } = useTranslation(['alarms', 'common', 'seat'])
  const registry = useRegistry()
  const format = useFormat()
  const systems = [...list.view.counts.system.keys()].sort((a, b) => byImportance(list.view.counts.system, a, b))
  const plots = [...list.view.counts.plot.keys()].sort((a, b) => byImportance(list.view.counts.plot, a, b))
  const owners = useOwners(list)
  const scope = useScope()
  const option = (facet: Facet, value: string, name: string, mark?: ReactNode, note?: ScopeNote) => (
    <Option
      key={value}
      name={name}
      mark={mark}
      note={note}
      counter={list.view.counts[facet].get(value) ?? zero}
      isShown={!list.filter[facet].has(value)}
      onToggle={() => list.toggleFacet(facet, value)}
    />
  )
  const noteOf = (family: string) => {
    const coverage = scope.coverageOf(family)
    if (coverage === 'whole') return undefined
    return { short: t(`seat:scope.${coverage}`), tip: t(`seat:scope.${coverage}Tip`) }
  }
  return (
    <aside className={styles.column} aria-label={t('filter.title')}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('filter.title')}</h2>
        <Button
          look="plain"
          size="small"
          className={styles.clear}
          disabled={!isFiltered(list.filter)}
          onClick={() => list.setFilter(noFilter)}
        >
          {t('filter.clear')}
        </Button>
      </header>
      {scope.isLimited && (
        <p className={styles.scope} role="note">
          <ServerOff size={16} strokeWidth={1.5} aria-hidden />
          {t('seat:scope.note')}
        </p>
      )}
      <div className={styles.scroll}>
        <SavedFilterList list={list} />
        <Section className={styles.section} title={t('filter.priority')} meta={t('filter.counts')}>
          {priorityOrder.map((each) =>
            option('priority', each, t(`common:priority.${each}`), <Sign priority={each} size={16} />),
          )}
        </Section>
        <Section className={styles.section} title={t('filter.state')}>
          {states.map(([each, priority]) =>
            option(
              'state',
              each,
              t(`common:alarmState.${each}`),
              <Sign priority={priority} size={16} isOutline={each.startsWith('returned')} />,
            ),
          )}
        </Section>
        {owners.length > 1 && (
          <Section className={styles.section} title={t('filter.owner')}>
            {owners.map(({ id, name }) => option('owner', id, name))}
          </Section>
        )}
        {systems.length > 0 && (
          <Section className={styles.section} title={t('filter.system')}>
            {systems.map((family) =>
              option(
                'system',
                family,
                isFamily(family) ? t(`common:system.${family}`) : t('filter.unknown'),
                <SystemIcon symbol={familySymbol(family)} size={16} />,
                noteOf(family),
              ),
            )}
          </Section>
        )}
        {plots.length > 0 && (
          <Section className={styles.section} title={t('filter.plot')}>
            {plots.map((id) => {
              const plot = registry.plot(id)
              return option('plot', id, plot ? format.text(plot.name) : t('filter.outside'))
            })}
          </Section>
        )}
      </div>
    </aside>
  )
}

/** Who handles any of the alarms: oneself first, then the others, nobody last. */
function useOwners(list: AlarmListState): { id: string; name: string }[] {
  const { t } = useTranslation('alarms')
  const { items } = useCollection('alarm.changed')
  const me = useSession()?.account?.id
  return useMemo(() => {
    const ids = [...list.view.counts.owner.keys()]
    const names = new Map<string, string>()
    for (const { owner } of items.values()) if (owner) names.set(owner.accountId, owner.name)
    const rank = (id: string) => (id === me ? 0 : id === '' ? 2 : 1)
    return ids
      .map((id) => ({ id, name: id === '' ? t('owner.nobody') : id === me ? t('owner.me') : (names.get(id) ?? id) }))
      .sort((a, b) => rank(a.id) - rank(b.id) || (a.name < b.name ? -1 : 1))
  }, [list.view.counts, items, me, t])
}

const byImportance = (counts: ReadonlyMap<string, Counter>, a: string, b: string) => {
  const [first, second] = [counts.get(a) ?? zero, counts.get(b) ?? zero]
  return second.all - first.all || (a < b ? -1 : 1)
}

interface ScopeNote {
  short: string
  tip: string
}

interface OptionProps {
  name: string
  mark?: ReactNode
  /** What is behind the figures: why they do not move. */
  note?: ScopeNote | undefined
  counter: Counter
  isShown: boolean
  onToggle(): void
}

function Option({ name, mark, note, counter, isShown, onToggle }: OptionProps) {
  return (
    <Checkbox
      className={note === undefined ? styles.option : `${styles.option} ${styles.outside}`}
      isChecked={isShown}
      onChange={onToggle}
    >
      {mark}
      <span className={styles.name} title={note?.tip}>
        {name}
      </span>
      {note !== undefined && <span className={styles.note}>{note.short}</span>}
      <b className={styles.waiting}>{counter.unacknowledged > 0 ? counter.unacknowledged : ''}</b>
      <span className={styles.all}>{counter.all}</span>
    </Checkbox>
  )
}

import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceStateName } from '../../../domain/contract'
import { familySymbol, isFamily } from '../../alarms/families'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { treeRows, type TreeRow } from '../../registry/treeRows'
import { useNamedItems } from '../../registry/useNamedItems'
import { Button, Section, Sign, StateMark, SystemIcon } from '../../widgets'
import { familyOf } from './deviceBook'
import { FilterTree } from './FilterTree'
import { isFiltered, noFilter, type Facet } from './filterDevices'
import type { DeviceListState } from './useDeviceList'
import styles from './FilterColumn.module.css'

const states: readonly DeviceStateName[] = ['abnormal', 'offline', 'unknown', 'outOfService', 'online']

/** Tags that are shown at once: there may be hundreds. */
const mostShown = 12

/** By what the list is narrowed: state, alarms, system and its types, plot and its buildings, group, organisation and tag; each value with how many devices it would leave. */
export function FilterColumn({ list }: { list: DeviceListState }) {
  const { t } = useTranslation(['devices', 'common', 'error'])
  const registry = useRegistry()
  const format = useFormat()
  const organisations = useNamedItems('organisation.changed')
  const groups = useNamedItems('deviceGroup.changed')
  const [hasAllTags, setAllTags] = useState(false)
  const { counts, filter } = list
  const option = (facet: Facet, value: string, name: string, mark?: ReactNode) => (
    <li key={value}>
      <button
        type="button"
        className={styles.option}
        aria-pressed={filter[facet].has(value)}
        onClick={() => list.toggle(facet, value)}
      >
        {mark}
        <span className={styles.name}>{name}</span>
        <span className={styles.count}>{format.number(counts[facet].get(value) ?? 0)}</span>
      </button>
    </li>
  )
  /** Values with devices, most first; chosen ones stay in sight with none. */
  const valuesOf = (facet: Facet, isOffered: (id: string) => boolean = () => true) =>
    [...new Set([...counts[facet].keys(), ...filter[facet]])]
      .filter(isOffered)
      .sort((a, b) => (counts[facet].get(b) ?? 0) - (counts[facet].get(a) ?? 0) || (a < b ? -1 : 1))
  const types = valuesOf('type', (id) => filter.family.has(familyOf(registry.types.get(id)?.systemKey ?? '')))
  const buildings = valuesOf('building', (id) => filter.plot.has(registry.building(id)?.plotId ?? ''))
  /** Tags are of no order; the rest of a long list on request. */
  const tags = valuesOf('tag')
  const shownTags = hasAllTags ? tags : tags.filter((tag, at) => at < mostShown || filter.tag.has(tag))
  const treeSection = (facet: 'group' | 'organisation', items: readonly TreeRow[]) => {
    const rows = rowsWithDevices(items, valuesOf(facet))
    if (rows.length === 0) return undefined
    return (
      <Section className={styles.section} title={t(`filter.${facet}`)}>
        <FilterTree
          label={t(`filter.${facet}`)}
          rows={rows}
          counts={counts[facet]}
          chosen={filter[facet]}
          onToggle={(id) => list.toggle(facet, id)}
        />
      </Section>
    )
  }
  return (
    <aside className={styles.column} aria-label={t('filter.title')}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('filter.title')}</h2>
        <Button look="plain" size="small" disabled={!isFiltered(filter)} onClick={() => list.setFilter(noFilter)}>
          {t('filter.clear')}
        </Button>
      </header>
      <div className={styles.scroll}>
        <Section className={styles.section} title={t('filter.state')}>
          <ul>
            {states.map((state) =>
              option('state', state, t(`common:deviceState.${state}`), <StateMark state={state} isDecoration />),
            )}
            {registry.devices.retired.length > 0 && option('record', 'retired', t('filter.retired'))}
            {option('alarm', 'standing', t('filter.alarmed'), <Sign priority="urgent" size={14} isOutline />)}
          </ul>
        </Section>
        <Section className={styles.section} title={t('filter.family')}>
          <ul>
            {valuesOf('family').map((family) =>
              option(
                'family',
                family,
                isFamily(family) ? t(`common:system.${family}`) : family,
                <SystemIcon symbol={familySymbol(family)} size={16} />,
              ),
            )}
          </ul>
        </Section>
        {types.length > 0 && (
          <Section className={styles.section} title={t('filter.type')}>
            <ul>
              {types.map((id) => {
                const type = registry.types.get(id)
                return option(
                  'type',
                  id,
                  type ? format.text(type.name) : id,
                  <SystemIcon symbol={type?.symbol ?? ''} size={16} />,
                )
              })}
            </ul>
          </Section>
        )}
        <Section className={styles.section} title={t('filter.plot')}>
          <ul>
            {valuesOf('plot').map((id) => {
              const plot = registry.plot(id)
              return option('plot', id, plot ? format.text(plot.name) : id)
            })}
          </ul>
        </Section>
        {buildings.length > 0 && (
          <Section className={styles.section} title={t('filter.building')}>
            <ul>
              {buildings.map((id) => {
                const building = registry.building(id)
                return option('building', id, building ? format.text(building.name) : id)
              })}
            </ul>
          </Section>
        )}
        {treeSection('organisation', organisations)}
        {treeSection('group', groups)}
        {tags.length > 0 && (
          <Section className={styles.section} title={t('filter.tag')}>
            <ul>{shownTags.map((tag) => option('tag', tag, tag))}</ul>
            {tags.length > mostShown && (
              <Button look="plain" size="small" aria-expanded={hasAllTags} onClick={() => setAllTags(!hasAllTags)}>
                {hasAllTags ? t('filter.fewer') : t('filter.allOf', { count: tags.length })}
              </Button>
            )}
          </Section>
        )}
        {list.labelCode !== undefined && (
          <p className={styles.refused} role="status">
            {t('filter.noLabels')} {t(`error:${list.labelCode}`)}
          </p>
        )}
      </div>
    </aside>
  )
}

/** Those that have devices, or stand above such; what is gone from the lists but named by devices goes by its id. */
function rowsWithDevices(items: readonly TreeRow[], ids: readonly string[]): readonly TreeRow[] {
  const has = new Set(ids)
  const gone = ids.filter((id) => !items.some((item) => item.id === id)).map((id) => ({ id, name: id }))
  return treeRows([...items.filter(({ id }) => has.has(id)), ...gone])
}

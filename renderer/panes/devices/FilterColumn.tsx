import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceStateName } from '../../../domain/contract'
import { familySymbol, isFamily } from '../../alarms/families'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { useNamedItems, type NamedItem } from '../../registry/useNamedItems'
import { Button, Section, Sign, StateMark, SystemIcon } from '../../widgets'
import { familyOf } from './deviceBook'
import { isFiltered, noFilter, type Facet } from './filterDevices'
import type { DeviceListState } from './useDeviceList'
import styles from './FilterColumn.module.css'

const states: readonly DeviceStateName[] = ['abnormal', 'offline', 'unknown', 'outOfService', 'online']

/** Values of one section that are shown at once: tags may be hundreds. */
const mostShown = 12

/** By what the list is narrowed: state, alarms, system and its types, plot and its buildings, group, organisation and tag; each value with how many devices it would leave. */
export function FilterColumn({ list }: { list: DeviceListState }) {
  const { t } = useTranslation(['devices', 'common', 'error'])
  const registry = useRegistry()
  const format = useFormat()
  const organisations = useNamedItems('organisation.changed')
  const groups = useNamedItems('deviceGroup.changed')
  const [isOpen, setOpen] = useState<ReadonlySet<Facet>>(new Set())
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
  /** A section of values that not every district has; the rest of a long one on request. */
  const labelSection = (facet: 'group' | 'organisation' | 'tag', nameOf: (value: string) => string) => {
    const values = valuesOf(facet)
    if (values.length === 0) return undefined
    const shown = isOpen.has(facet) ? values : values.filter((value, at) => at < mostShown || filter[facet].has(value))
    return (
      <Section className={styles.section} title={t(`filter.${facet}`)}>
        <ul>{shown.map((value) => option(facet, value, nameOf(value)))}</ul>
        {values.length > mostShown && (
          <Button
            look="plain"
            size="small"
            aria-expanded={isOpen.has(facet)}
            onClick={() => setOpen(new Set(isOpen.has(facet) ? [] : [facet]))}
          >
            {isOpen.has(facet) ? t('filter.fewer') : t('filter.allOf', { count: values.length })}
          </Button>
        )}
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
        {labelSection('group', (id) => nameIn(groups, id))}
        {labelSection('organisation', (id) => nameIn(organisations, id))}
        {labelSection('tag', (tag) => tag)}
        {list.labelCode !== undefined && (
          <p className={styles.refused} role="status">
            {t('filter.noLabels')} {t(`error:${list.labelCode}`)}
          </p>
        )}
      </div>
    </aside>
  )
}

const nameIn = (items: readonly NamedItem[], id: string): string => items.find((item) => item.id === id)?.name ?? id

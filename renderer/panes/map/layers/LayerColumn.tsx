import { useMemo, useState, type ReactNode } from 'react'
import { ChevronDown, ChevronRight, Layers, PanelLeftClose } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AlarmPriority, BusinessType, type Alarm, type Person } from '../../../../domain/contract'
import { isAside } from '../../../alarms/rank'
import { useCollection, useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Checkbox, Sign, SystemIcon } from '../../../widgets'
import {
  alarmLayer,
  alarmLayers,
  alarmLayerSymbols,
  deviceLayerGroups,
  peopleLayer,
  peopleLayers,
  peopleLayerSymbols,
  type LayerChoice,
} from './mapLayers'
import styles from './LayerColumn.module.css'

export interface LayerColumnProps {
  choice: LayerChoice
  onChoose(choice: LayerChoice): void
  isFolded: boolean
  onFold(isFolded: boolean): void
}

const toggled = <T extends string>(list: readonly T[], item: T, isIn: boolean): T[] =>
  isIn ? [...list.filter((each) => each !== item), item] : list.filter((each) => each !== item)

/** What the map shows: alarms, people and devices by system, with their counts, and the key to its colours and signs. */
export function LayerColumn({ choice, onChoose, isFolded, onFold }: LayerColumnProps) {
  const { t } = useTranslation(['map', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const { items: alarms } = useCollection('alarm.changed')
  const groups = useMemo(() => deviceLayerGroups(registry), [registry])
  const alarmCounts = useMemo(
    () =>
      countBy(
        [...alarms.values()].filter((alarm) => !isAside(alarm)),
        (alarm: Alarm) => alarmLayer(registry.alarmDefinition(alarm)),
      ),
    [alarms, registry],
  )
  const peopleCounts = useMemo(
    () => countBy(registry.people.values(), (person: Person) => peopleLayer(person.post)),
    [registry],
  )
  const total = alarmLayers.length + peopleLayers.length + groups.reduce((sum, { layers }) => sum + layers.length, 0)
  const shown =
    total -
    choice.hiddenAlarms.length -
    choice.hiddenPeople.length -
    groups.reduce(
      (sum, { layers }) => sum + layers.filter(({ typeId }) => !choice.shownTypes.includes(typeId)).length,
      0,
    )

  if (isFolded) {
    return (
      <button
        type="button"
        className={styles.rail}
        title={t('layers.unfold')}
        aria-label={t('layers.unfold')}
        onClick={() => onFold(false)}
      >
        <Layers size={18} strokeWidth={1.5} />
        <span className={styles.railCount}>{shown}</span>
      </button>
    )
  }
  return (
    <aside className={styles.column} aria-label={t('layers.title')}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('layers.title')}</h2>
        <span className={styles.meta}>{t('layers.shown', { shown, total })}</span>
        <button
          type="button"
          className={styles.fold}
          title={t('layers.fold')}
          aria-label={t('layers.fold')}
          onClick={() => onFold(true)}
        >
          <PanelLeftClose size={16} strokeWidth={1.5} />
        </button>
      </header>
      <div className={styles.groups}>
        <Group title={t('layers.alarms')}>
          {alarmLayers.map((layer) => (
            <Row
              key={layer}
              symbol={alarmLayerSymbols[layer]}
              name={t(`layers.alarm.${layer}`)}
              count={format.number(alarmCounts.get(layer) ?? 0)}
              isShown={!choice.hiddenAlarms.includes(layer)}
              onShow={(isShown) => onChoose({ ...choice, hiddenAlarms: toggled(choice.hiddenAlarms, layer, !isShown) })}
            />
          ))}
        </Group>
        <Group title={t('layers.people')}>
          {peopleLayers.map((layer) => (
            <Row
              key={layer}
              symbol={peopleLayerSymbols[layer]}
              name={t(`layers.person.${layer}`)}
              count={format.number(peopleCounts.get(layer) ?? 0)}
              isShown={!choice.hiddenPeople.includes(layer)}
              onShow={(isShown) => onChoose({ ...choice, hiddenPeople: toggled(choice.hiddenPeople, layer, !isShown) })}
            />
          ))}
        </Group>
        {groups.map(({ system, layers }, at) => (
          <Group key={system} title={t(`common:system.${system}`, { defaultValue: system })} isOpenAtFirst={at < 6}>
            {layers.map(({ typeId, symbol, name, count }) => (
              <Row
                key={typeId}
                symbol={symbol}
                name={format.text(name)}
                count={format.number(count)}
                isShown={choice.shownTypes.includes(typeId)}
                onShow={(isShown) => onChoose({ ...choice, shownTypes: toggled(choice.shownTypes, typeId, isShown) })}
              />
            ))}
          </Group>
        ))}
      </div>
      <Legend />
    </aside>
  )
}

function Group({
  title,
  isOpenAtFirst = true,
  children,
}: {
  title: string
  isOpenAtFirst?: boolean
  children: ReactNode
}) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <section>
      <button type="button" className={styles.groupTitle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Chevron size={12} strokeWidth={1.75} />
        {title}
      </button>
      {isOpen && children}
    </section>
  )
}

function Row({
  symbol,
  name,
  count,
  isShown,
  onShow,
}: {
  symbol: string
  name: string
  count: string
  isShown: boolean
  onShow(isShown: boolean): void
}) {
  return (
    <Checkbox className={isShown ? styles.row : styles.rowOff} isChecked={isShown} onChange={onShow}>
      <SystemIcon symbol={symbol} size={16} />
      <span className={styles.name} title={name}>
        {name}
      </span>
      <span className={styles.count}>{count}</span>
    </Checkbox>
  )
}

function Legend() {
  const { t } = useTranslation(['map', 'common'])
  const registry = useRegistry()
  const counts = useMemo(() => countBy(registry.geometry.buildings, ({ businessType }) => businessType), [registry])
  return (
    <>
      <section className={styles.legend} aria-label={t('legend.buildings')}>
        <h3 className={styles.legendTitle}>{t('legend.buildings')}</h3>
        <ul className={styles.legendGrid}>
          {BusinessType.options.map((type) => (
            <li key={type} className={styles.legendItem}>
              <span className={styles.swatch} style={{ background: `var(--map-${type})` }} />
              <span className={styles.name}>{t(`legend.business.${type}`)}</span>
              <span className={styles.count}>{counts.get(type) ?? 0}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.legend} aria-label={t('legend.signs')}>
        <h3 className={styles.legendTitle}>{t('legend.signs')}</h3>
        <ul className={styles.legendGrid}>
          {AlarmPriority.options.map((priority) => (
            <li key={priority} className={styles.legendItem}>
              <Sign priority={priority} size={16} />
              <span className={styles.name}>{t(`common:priority.${priority}`)}</span>
            </li>
          ))}
          <li className={styles.legendItem}>
            <Sign priority="minor" state="returned" size={16} />
            <span className={styles.name}>{t('common:alarmState.returned')}</span>
          </li>
        </ul>
      </section>
    </>
  )
}

function countBy<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, number> {
  const counts = new Map<K, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  Activity,
  Bell,
  Circle,
  Gauge,
  Hash,
  Square,
  SquareMousePointer,
  ThermometerSun,
  Type,
  Waypoints,
  type LucideIcon,
} from 'lucide-react'
import { basicKinds, type BasicKind } from '../../../domain/graphics/edit/newElement'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import { SymbolPicture } from '../../graphics/SymbolPicture'
import { useFormat } from '../../i18n'
import { Empty, SelectField, TextField } from '../../widgets'
import { filterOptions } from '../../widgets/pickOptions'
import { carryComponent, type Dragged } from './libraryDrag'
import { useSystemNames } from './useSystemNames'
import styles from './Library.module.css'

const icons: Record<BasicKind, LucideIcon> = {
  text: Type,
  value: Hash,
  level: ThermometerSun,
  gauge: Gauge,
  trend: Activity,
  button: SquareMousePointer,
  alarms: Bell,
  pipe: Waypoints,
  rectangle: Square,
  ellipse: Circle,
}

/** Components to drag onto the sheet, symbols by system; Enter or a click puts one into the middle of what is seen. */
export const Library = memo(function Library({
  symbols,
  isReadOnly,
  onAdd,
}: {
  symbols: ReadonlyMap<string, EffectiveSymbol>
  isReadOnly: boolean
  onAdd(dragged: Dragged): void
}) {
  const { t } = useTranslation('graphicEditor')
  const { text } = useFormat()
  const systems = useSystemNames()
  const [sought, setSought] = useState('')
  const [system, setSystem] = useState('')
  const offered = useMemo(() => [...symbols.values()].filter(({ isOffered }) => isOffered), [symbols])
  const used = new Set(offered.map(({ symbol }) => symbol.systemKey))
  const found = useMemo(() => {
    const ofSystem = offered.filter(({ symbol }) => system === '' || symbol.systemKey === system)
    if (sought.trim() === '') return ofSystem
    const options = ofSystem.map(({ symbol }) => ({ id: symbol.id, name: text(symbol.name), detail: symbol.systemKey }))
    return filterOptions(options, sought).flatMap(({ id }) => symbols.get(id) ?? [])
  }, [offered, symbols, system, sought, text])
  const basics = basicKinds.filter(
    (kind) => system === '' && filterOptions([{ id: kind, name: t(`basic.${kind}`) }], sought).length > 0,
  )
  const keys = [...new Set(found.map(({ symbol }) => symbol.systemKey))]
  const nameOf = (key: string) =>
    key === 'general' ? t('library.general') : (systems.find(({ id }) => id === key)?.name ?? key)
  return (
    <div className={styles.library}>
      <div className={styles.search}>
        <TextField
          label={t('library.search')}
          isLabelHidden
          placeholder={t('library.search')}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
        <SelectField
          label={t('library.system')}
          isLabelHidden
          value={system}
          none={['', t('library.allSystems')]}
          options={[
            ...(used.has('general') ? [['general', t('library.general')] as const] : []),
            ...systems.filter(({ id }) => used.has(id)).map(({ id, name }) => [id, name] as const),
          ]}
          onChange={setSystem}
        />
      </div>
      <div className={styles.shelves}>
        {basics.length > 0 && (
          <Shelf title={t('library.basics')}>
            {basics.map((basic) => {
              const Icon = icons[basic]
              return (
                <Item key={basic} name={t(`basic.${basic}`)} dragged={{ basic }} isReadOnly={isReadOnly} onAdd={onAdd}>
                  <Icon size={20} strokeWidth={1.5} aria-hidden />
                </Item>
              )
            })}
          </Shelf>
        )}
        {keys.map((key) => (
          <Shelf key={key} title={nameOf(key)}>
            {found
              .filter(({ symbol }) => symbol.systemKey === key)
              .map(({ symbol }) => (
                <Item
                  key={symbol.id}
                  name={text(symbol.name)}
                  dragged={{ symbolId: symbol.id }}
                  isReadOnly={isReadOnly}
                  onAdd={onAdd}
                >
                  <SymbolPicture symbol={symbol} className={styles.picture} />
                </Item>
              ))}
          </Shelf>
        ))}
        {basics.length === 0 && found.length === 0 && <Empty>{t('library.nothing')}</Empty>}
      </div>
    </div>
  )
})

function Shelf({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={styles.shelf}>
      <h4 className={styles.shelfName}>{title}</h4>
      <ul className={styles.items}>{children}</ul>
    </section>
  )
}

function Item({
  name,
  dragged,
  isReadOnly,
  onAdd,
  children,
}: {
  name: string
  dragged: Dragged
  isReadOnly: boolean
  onAdd(dragged: Dragged): void
  children: React.ReactNode
}) {
  const { t } = useTranslation('graphicEditor')
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        title={t('library.tip', { name })}
        disabled={isReadOnly}
        draggable={!isReadOnly}
        onDragStart={(event) => carryComponent(event, dragged)}
        onClick={() => onAdd(dragged)}
      >
        <span className={styles.itemPicture}>{children}</span>
        <span className={styles.itemName}>{name}</span>
      </button>
    </li>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { familySymbol, isFamily } from '../../alarms/families'
import { useFormat } from '../../i18n'
import { Empty, SystemIcon, TextField } from '../../widgets'
import type { TypeFamily } from './familyTree'
import styles from './DeviceTypesPane.module.css'

/** The types by family; arrows go from one to the next. */
export function TypeTree({
  families,
  chosen,
  sought,
  onSought,
  onChoose,
}: {
  families: readonly TypeFamily[]
  chosen: string | undefined
  sought: string
  onSought(text: string): void
  onChoose(typeId: string): void
}) {
  const { t } = useTranslation(['deviceTypes', 'common'])
  const format = useFormat()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) =>
    setClosed((known) => {
      const next = new Set(known)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return (
    <aside className={styles.tree} aria-label={t('title')}>
      <div className={styles.search}>
        <TextField
          label={t('search')}
          isLabelHidden
          placeholder={t('searchPlaceholder')}
          type="search"
          maxLength={100}
          value={sought}
          onChange={(event) => onSought(event.target.value)}
        />
      </div>
      <div className={styles.families}>
        {families.length === 0 && <Empty>{t('noneFound')}</Empty>}
        {families.map(({ id, leaves, devices }) => {
          const isOpen = sought !== '' || !closed.has(id)
          return (
            <section key={id}>
              <button type="button" className={styles.family} aria-expanded={isOpen} onClick={() => toggle(id)}>
                <SystemIcon symbol={familySymbol(id)} size={16} />
                <span className={styles.grow}>{isFamily(id) ? t(`common:system.${id}`) : id}</span>
                <span className={styles.muted}>{format.number(devices)}</span>
              </button>
              {isOpen && (
                <ul>
                  {leaves.map(({ type, devices: ofType, isKept }) => (
                    <li key={type.id}>
                      <button
                        type="button"
                        className={isKept ? styles.leaf : styles.leafOff}
                        aria-pressed={type.id === chosen}
                        title={`${type.systemKey} · ${type.id}`}
                        onClick={() => onChoose(type.id)}
                      >
                        <span className={styles.grow}>{format.text(type.name)}</span>
                        <span className={styles.muted}>{isKept ? format.number(ofType) : t('notKept')}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          )
        })}
      </div>
    </aside>
  )
}

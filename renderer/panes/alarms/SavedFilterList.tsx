import { useState } from 'react'
import { Bookmark, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSetting } from '../../settings/useSetting'
import { Button, Section, TextField } from '../../widgets'
import { isFiltered } from './facets'
import { dropFilter, keepFilter, nameOf, noSavedFilters, SavedFilters, toFilter } from './savedFilters'
import type { AlarmListState } from './useAlarmList'
import styles from './FilterColumn.module.css'

/** Filters under a name, kept for the account at every seat: a click takes one, a name keeps the present one. */
export function SavedFilterList({ list }: { list: AlarmListState }) {
  const { t } = useTranslation(['alarms', 'common', 'error'])
  const { value: saved, save, refusal } = useSetting('alarms.filters', SavedFilters, noSavedFilters)
  const [name, setName] = useState<string>()
  const chosen = nameOf(saved, list.filter)
  const canKeep = isFiltered(list.filter) && chosen === undefined
  if (saved.filters.length === 0 && !canKeep) return undefined
  return (
    <Section className={styles.section} title={t('saved.title')}>
      <ul>
        {saved.filters.map((each) => (
          <li key={each.name} className={styles.saved}>
            <button
              type="button"
              className={styles.savedName}
              aria-pressed={each.name === chosen}
              onClick={() => list.setFilter(toFilter(each))}
            >
              <Bookmark size={14} strokeWidth={1.5} aria-hidden />
              {each.name}
            </button>
            <button
              type="button"
              className={styles.drop}
              aria-label={t('saved.drop', { name: each.name })}
              title={t('saved.drop', { name: each.name })}
              onClick={() => save(dropFilter(saved, each.name))}
            >
              <X size={14} strokeWidth={1.5} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {canKeep &&
        (name === undefined ? (
          <Button look="plain" size="small" className={styles.keep} onClick={() => setName('')}>
            {t('saved.keep')}
          </Button>
        ) : (
          <form
            className={styles.naming}
            onSubmit={(event) => {
              event.preventDefault()
              if (name.trim() === '') return
              save(keepFilter(saved, name.trim(), list.filter))
              setName(undefined)
            }}
          >
            <TextField
              label={t('saved.name')}
              isLabelHidden
              isFocusedAtStart
              placeholder={t('saved.name')}
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" size="small" disabled={name.trim() === ''}>
              {t('saved.save')}
            </Button>
          </form>
        ))}
      {refusal && <p className={styles.refusal}>{t(`error:${refusal}`)}</p>}
    </Section>
  )
}

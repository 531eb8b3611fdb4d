import { useEffect, useState, type KeyboardEvent } from 'react'
import { BellRing, Building2, Cpu, PanelTop, Siren, UserRound, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AlarmId, DeviceId, type SearchHit } from '../../domain/contract'
import { PaneId } from '../../layouts'
import { reveal, select, useClient, useHub, useRight } from '../feed'
import { useFormat } from '../i18n'
import { panes } from '../panes/registry'
import { Dialog } from '../widgets'
import styles from './Palette.module.css'

interface Choice {
  kind: SearchHit['kind'] | 'pane'
  id: string
  name: string
  detail: string
  go(): void
}

const icons: Record<Choice['kind'], LucideIcon> = {
  device: Cpu,
  building: Building2,
  person: UserRound,
  incident: Siren,
  alarm: BellRing,
  pane: PanelTop,
}

/** Waits for a pause in typing, so that the core is asked once a word and not once a letter. */
const pauseMs = 120

/** Ctrl K: find anything by name or code and go there. */
export function Palette({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('shell')
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { choices, isSearched } = useChoices(text.trim())
  const chosen = Math.min(at, choices.length - 1)

  const choose = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    choice.go()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') choose(choices[chosen])
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || choices.length === 0) return
    event.preventDefault()
    setAt((chosen + step + choices.length) % choices.length)
  }

  return (
    <Dialog label={t('searchLabel')} place="top" onClose={onClose}>
      <div className={styles.palette}>
        <input
          className={styles.input}
          role="combobox"
          aria-label={t('searchLabel')}
          aria-expanded={choices.length > 0}
          aria-controls="palette-choices"
          aria-activedescendant={choices[chosen] ? `palette-${chosen}` : undefined}
          placeholder={t('search')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        <div id="palette-choices" className={styles.choices} role="listbox" aria-label={t('searchLabel')}>
          {choices.map((choice, index) => {
            const Icon = icons[choice.kind]
            return (
              <button
                type="button"
                tabIndex={-1}
                key={`${choice.kind} ${choice.id}`}
                id={`palette-${index}`}
                role="option"
                aria-selected={index === chosen}
                className={styles.choice}
                onPointerEnter={() => setAt(index)}
                onClick={() => choose(choice)}
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                <span className={styles.name}>{choice.name}</span>
                <span className={styles.detail}>{choice.detail}</span>
                <span className={styles.kind}>{t(`hit.${choice.kind}`)}</span>
              </button>
            )
          })}
        </div>
        {choices.length === 0 && (
          <p className={styles.none}>{isSearched ? t('searchNone', { text: text.trim() }) : t('searchHint')}</p>
        )}
      </div>
    </Dialog>
  )
}

/** Panes whose title fits, at once; then what the core finds. */
function useChoices(text: string): { choices: Choice[]; isSearched: boolean } {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const hub = useHub()
  const [found, setFound] = useState<{ text: string; hits: SearchHit[] }>({ text: '', hits: [] })
  useEffect(() => {
    if (text === '') return setFound({ text, hits: [] })
    let isCurrent = true
    const timer = setTimeout(() => {
      client.call('registry.search', { text, limit: 20 }).then(
        ({ hits }) => isCurrent && setFound({ text, hits }),
        () => isCurrent && setFound({ text, hits: [] }),
      )
    }, pauseMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, text])

  const goTo = ({ kind, id }: SearchHit) => {
    const alarm = kind === 'alarm' ? hub.collection('alarm.changed').getState().items.get(AlarmId.parse(id)) : undefined
    switch (kind) {
      case 'device':
        select({ deviceId: DeviceId.parse(id) }, { locate: true })
        return reveal('device')
      case 'building':
        return select({ buildingId: id }, { locate: true })
      case 'person':
        return select({ personId: id }, { locate: true })
      case 'alarm':
        select({ alarmId: id, ...(alarm && { deviceId: alarm.deviceId }) }, { locate: true })
        return reveal('alarms')
      case 'incident':
        select({ incidentId: id }, { locate: true })
        return reveal('dispatch')
    }
  }
  const mayReadRefusals = useRight(panes.refusals.right)
  const mayManageAccounts = useRight(panes.accounts.right)
  const allowed = PaneId.options.filter(
    (pane) => (pane !== 'refusals' || mayReadRefusals) && (pane !== 'accounts' || mayManageAccounts),
  )
  const pages = allowed
    .map((pane): Choice => ({ kind: 'pane', id: pane, name: t(`pane.${pane}`), detail: '', go: () => reveal(pane) }))
    .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
  const hits = found.hits.map((hit): Choice => ({
    kind: hit.kind,
    id: hit.id,
    name: format.text(hit.name),
    detail: format.text(hit.detail),
    go: () => goTo(hit),
  }))
  return { choices: [...pages, ...(text === '' ? [] : hits)], isSearched: text !== '' && found.text === text }
}

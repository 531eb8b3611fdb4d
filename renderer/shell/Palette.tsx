import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { Building2, Command, LayoutTemplate, PanelTop, UserRound, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useItem, useRegistry } from '../feed'
import { useSetting } from '../settings/useSetting'
import { Dialog, GradeBadge, KeyCap, Sign, SystemIcon } from '../widgets'
import { choiceKinds, noRecent, Recent, withRecent, type Choice, type ChoiceKind } from './PaletteChoice'
import { goToThing, usePaletteChoices } from './usePaletteChoices'
import styles from './Palette.module.css'

type GroupName = (typeof choiceKinds)[number]

/** Ctrl K: find anything by name, code or pinyin and go there, or do what a key would do. */
export function Palette({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('shell')
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { value: recent, save } = useSetting('palette.recent', Recent, noRecent)
  const sought = text.trim()
  const { choices, isSearched } = usePaletteChoices(sought, recent)
  const groups = useMemo(() => groupsOf(choices, sought === '' ? recent : noRecent), [choices, recent, sought])
  const listed = groups.flatMap((group) => group.choices)
  const chosen = Math.min(at, listed.length - 1)
  const id = useId()

  const choose = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    const next = withRecent(recent, choice)
    if (next !== recent) save(next)
    choice.go()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return
    if (event.key === 'Enter') choose(listed[chosen])
    const step = steps[event.key]?.(chosen, listed.length)
    if (step === undefined || listed.length === 0) return
    event.preventDefault()
    setAt(step)
    document.getElementById(`${id}-${step}`)?.scrollIntoView?.({ block: 'nearest' })
  }
  return (
    <Dialog label={t('searchLabel')} place="top" onClose={onClose}>
      <div className={styles.palette}>
        <input
          className={styles.input}
          role="combobox"
          aria-label={t('searchLabel')}
          aria-expanded={listed.length > 0}
          aria-controls={id}
          aria-activedescendant={listed[chosen] ? `${id}-${chosen}` : undefined}
          placeholder={t('search')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        <div id={id} className={styles.choices} role="listbox" aria-label={t('searchLabel')}>
          {groups.map((group) => (
            <div key={group.name} role="group" aria-label={t(`hit.${group.name}`)}>
              <div className={styles.groupName} aria-hidden>
                {t(`hit.${group.name}`)}
              </div>
              {group.choices.map((choice, offset) => {
                const index = group.from + offset
                return (
                  <button
                    type="button"
                    tabIndex={-1}
                    key={`${choice.kind} ${choice.id}`}
                    id={`${id}-${index}`}
                    role="option"
                    aria-selected={index === chosen}
                    className={styles.choice}
                    onPointerMove={() => setAt(index)}
                    onClick={() => choose(choice)}
                  >
                    <Symbol kind={choice.kind} id={choice.id} />
                    <span className={styles.name}>{choice.name}</span>
                    <span className={styles.detail}>{choice.detail}</span>
                    {choice.cap && <KeyCap>{choice.cap}</KeyCap>}
                  </button>
                )
              })}
            </div>
          ))}
        </div>
        {listed.length === 0 && isSearched && <p className={styles.none}>{t('searchNone', { text: sought })}</p>}
        <p className={styles.hint}>{t('searchHint')}</p>
      </div>
    </Dialog>
  )
}

const page = 8
const steps: Partial<Record<string, (at: number, length: number) => number>> = {
  ArrowDown: (at, length) => (at + 1) % length,
  ArrowUp: (at, length) => (at - 1 + length) % length,
  PageDown: (at, length) => Math.min(length - 1, at + page),
  PageUp: (at) => Math.max(0, at - page),
}

interface Group {
  name: GroupName
  choices: Choice[]
  /** Place of its first choice among all. */
  from: number
}

/** Choices by kind; on top what was used lately, which then does not stand twice. */
function groupsOf(choices: readonly Choice[], recent: Recent): Group[] {
  const lately = recent.flatMap((each): Choice[] => {
    const { kind, id } = each
    if (kind === 'device' || kind === 'building' || kind === 'person')
      return [{ ...each, kind, go: () => goToThing(kind, id) }]
    return choices.filter((choice) => choice.kind === kind && choice.id === id)
  })
  const groups: Group[] = []
  let from = 0
  for (const name of choiceKinds) {
    const listed =
      name === 'recent' ? lately : choices.filter((choice) => choice.kind === name && !lately.includes(choice))
    if (listed.length > 0) groups.push({ name, choices: listed, from })
    from += listed.length
  }
  return groups
}

const icons: Record<Exclude<ChoiceKind, 'alarm' | 'incident' | 'device'>, LucideIcon> = {
  building: Building2,
  person: UserRound,
  pane: PanelTop,
  layout: LayoutTemplate,
  command: Command,
}

/** The sign it bears everywhere else. */
function Symbol({ kind, id }: { kind: ChoiceKind; id: string }) {
  const registry = useRegistry()
  const alarm = useItem('alarm.changed', kind === 'alarm' ? id : undefined)
  const incident = useItem('incident.changed', kind === 'incident' ? id : undefined)
  if (alarm) return <Sign priority={alarm.priority} state={alarm.state} size={16} />
  if (incident) return <GradeBadge grade={incident.grade} size={16} />
  if (kind === 'device')
    return <SystemIcon symbol={registry.deviceType(registry.deviceIndex(id) ?? -1)?.symbol ?? 'meter'} size={16} />
  const Icon = kind === 'alarm' || kind === 'incident' ? icons.command : icons[kind]
  return <Icon size={16} strokeWidth={1.75} aria-hidden />
}

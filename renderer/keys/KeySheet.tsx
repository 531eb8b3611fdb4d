import { useEffect, useRef, useState } from 'react'
import { Pencil, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../feed'
import { useSetting } from '../settings/useSetting'
import { Button, Dialog, KeyCap } from '../widgets'
import { actionGroups, actionIds, definitionOf, fixedKeys, type ActionGroup, type ActionId } from './actions'
import { bind, giveBack, KeyOverrides, noOverrides, settingKey } from './bindings'
import { capOfChord } from './chord'
import { KeyPress } from './KeyPress'
import { useBindings, useHeldBackKeys } from './keyboard'
import { numberedLine } from './numberedLine'
import styles from './KeySheet.module.css'

const places = ['alarms', 'dispatch', 'map'] as const

/** F1: every key, drawn from the list that is asked when one is pressed; and the changing of them. */
export function KeySheet({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['keys', 'common', 'error'])
  const [isChanging, setIsChanging] = useState(false)
  const [asked, setAsked] = useState<ActionId>()
  const [last, setLast] = useState<ActionId>()
  const { value, save, refusal } = useSetting(settingKey, KeyOverrides, noOverrides)
  useHeldBackKeys(asked !== undefined)
  const keep = (overrides: KeyOverrides) => {
    setAsked(undefined)
    save(Object.keys(overrides).length === 0 ? undefined : overrides)
  }
  const isOwn = Object.keys(value).length > 0
  return (
    <Dialog label={t('title')} onClose={asked === undefined ? onClose : undefined}>
      <div className={styles.sheet}>
        <header className={styles.header}>
          <h2 className={styles.title}>{t('title')}</h2>
          <p className={styles.hint}>{refusal ? t(`error:${refusal}`) : t(isChanging ? 'changingHint' : 'hint')}</p>
          {isChanging && (
            <Button look="plain" disabled={!isOwn} onClick={() => keep(noOverrides)}>
              <RotateCcw size={14} aria-hidden />
              {t('allBack')}
            </Button>
          )}
          <Button look="plain" onClick={() => setIsChanging(!isChanging)}>
            <Pencil size={14} aria-hidden />
            {t(isChanging ? 'changingDone' : 'change')}
          </Button>
          <Button onClick={onClose}>{t('common:close')}</Button>
        </header>
        <div className={styles.groups}>
          {actionGroups.map((group) => (
            <Group key={group} name={t(`group.${group}`)}>
              {isChanging ? (
                idsOf(group).map((id) =>
                  asked === id ? (
                    <KeyPress
                      key={id}
                      action={id}
                      onChosen={(chord) => keep(bind(value, id, chord))}
                      onLeave={() => setAsked(undefined)}
                    />
                  ) : (
                    <ChangeRow
                      key={id}
                      action={id}
                      isOwn={Object.hasOwn(value, id)}
                      isLast={id === last}
                      onAsk={() => {
                        setAsked(id)
                        setLast(id)
                      }}
                      onBack={() => keep(giveBack(value, id))}
                    />
                  ),
                )
              ) : (
                <ReadRows group={group} />
              )}
            </Group>
          ))}
          {!isChanging &&
            places.map((place) => (
              <Group key={place} name={t(`place.${place}`)}>
                {fixedKeys
                  .filter((row) => row.place === place)
                  .map(({ id, keys }) => (
                    <Row key={id} label={t(`fixed.${id}`)} keys={keys} />
                  ))}
              </Group>
            ))}
        </div>
      </div>
    </Dialog>
  )
}

const idsOf = (group: ActionGroup) => actionIds.filter((id) => definitionOf(id).group === group)

function Group({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <section className={styles.group} aria-label={name}>
      <h3 className={styles.groupName}>{name}</h3>
      {children}
    </section>
  )
}

/** Layouts and displays, nine keys each, are one line while their keys are in a row. */
function ReadRows({ group }: { group: ActionGroup }) {
  const { t } = useTranslation('keys')
  const bindings = useBindings()
  const rights = useSession()?.rights ?? []
  const ids = idsOf(group)
  const line = numberedLine(ids.map((id) => bindings.get(id)?.[0]))
  if (line)
    return <Row label={t(`all.${group === 'display' ? 'display' : 'layout'}`)} keys={[line.first, line.last]} isRange />
  return ids.map((id) => {
    const { right } = definitionOf(id)
    return (
      <Row
        key={id}
        label={t(`action.${id}`)}
        keys={bindings.get(id) ?? []}
        isMuted={right !== undefined && !rights.includes(right)}
      />
    )
  })
}

interface RowProps {
  label: string
  keys: readonly string[]
  isRange?: boolean
  /** The account has no right to it. */
  isMuted?: boolean
}

function Row({ label, keys, isRange = false, isMuted = false }: RowProps) {
  const { t } = useTranslation(['keys', 'common'])
  return (
    <div className={styles.row} title={isMuted ? t('common:state.needsRight') : undefined}>
      <span className={isMuted ? styles.muted : styles.label}>{label}</span>
      <span className={styles.caps}>
        {keys.length === 0 && <span className={styles.muted}>{t('none')}</span>}
        {keys.map((chord, at) => (
          <span key={chord}>
            {isRange && at > 0 && '… '}
            <KeyCap>{capOfChord(chord)}</KeyCap>
          </span>
        ))}
      </span>
    </div>
  )
}

interface ChangeRowProps {
  action: ActionId
  isOwn: boolean
  /** Its key was just asked for: the keyboard goes on from here. */
  isLast: boolean
  onAsk(): void
  onBack(): void
}

function ChangeRow({ action, isOwn, isLast, onAsk, onBack }: ChangeRowProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isLast) button.current?.focus()
  }, [isLast])
  const { t } = useTranslation('keys')
  const keys = useBindings().get(action) ?? []
  const label = t(`action.${action}`)
  return (
    <div className={styles.row}>
      <button
        ref={button}
        type="button"
        className={styles.changing}
        aria-label={t('changeOf', { action: label })}
        onClick={onAsk}
      >
        <span className={styles.label}>{label}</span>
        {keys.length === 0 && <span className={styles.muted}>{t('none')}</span>}
        {keys.map((chord) => (
          <KeyCap key={chord}>{capOfChord(chord)}</KeyCap>
        ))}
      </button>
      {isOwn && (
        <button type="button" className={styles.back} aria-label={t('backOf', { action: label })} onClick={onBack}>
          <RotateCcw size={12} aria-hidden />
        </button>
      )}
    </div>
  )
}

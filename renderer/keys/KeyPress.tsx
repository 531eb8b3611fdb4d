import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, KeyCap } from '../widgets'
import type { ActionId } from './actions'
import { holderOf, problemOf } from './bindings'
import { capOfChord, chordOf } from './chord'
import { useBindings } from './keyboard'
import styles from './KeySheet.module.css'

export interface KeyPressProps {
  action: ActionId
  onChosen(chord: string): void
  onLeave(): void
}

/** Waits for the new key of an action; one that another action has is taken from it only when asked again. */
export function KeyPress({ action, onChosen, onLeave }: KeyPressProps) {
  const { t } = useTranslation(['keys', 'common'])
  const bindings = useBindings()
  const [chord, setChord] = useState<string>()
  const field = useRef<HTMLButtonElement>(null)
  useEffect(() => field.current?.focus(), [])
  const problem = chord === undefined ? undefined : problemOf(chord, action)
  const holder = chord === undefined || problem ? undefined : holderOf(chord, action, bindings)

  const press = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onLeave()
    const pressed = chordOf(event.nativeEvent)
    if (pressed === undefined) return
    if (!problemOf(pressed, action) && !holderOf(pressed, action, bindings)) onChosen(pressed)
    else setChord(pressed)
  }
  return (
    <div className={styles.press} role="group" aria-label={t('changeOf', { action: t(`action.${action}`) })}>
      <button ref={field} type="button" className={styles.field} onKeyDown={press}>
        <span className={styles.label}>{t(`action.${action}`)}</span>
        {chord === undefined ? (
          <span className={styles.waiting}>{t('press')}</span>
        ) : (
          <KeyCap>{capOfChord(chord)}</KeyCap>
        )}
      </button>
      <p className={styles.problem} role="status">
        {problem && t(`problem.${problem}`)}
        {holder && t('taken', { action: t(`action.${holder}`) })}
      </p>
      {chord !== undefined && holder && <Button onClick={() => onChosen(chord)}>{t('takeIt')}</Button>}
      <Button look="plain" onClick={onLeave}>
        {t('common:cancel')}
      </Button>
    </div>
  )
}

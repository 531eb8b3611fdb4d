import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { DispatchProposal } from '../../domain/contract'
import { reveal, select, useItem, useRegistry, useRight } from '../feed'
import { useFormat } from '../i18n'
import { Button, GradeTag } from '../widgets'
import type { Dispatch } from '../dispatching/useDispatch'
import styles from './AlarmCard.module.css'

export interface DispatchFootProps {
  dispatch: Dispatch
  proposal: DispatchProposal | undefined
  count: number
  onStart(): void
}

/** The one bright button: sends, and for five seconds takes it back. */
export function DispatchFoot({ dispatch, proposal, count, onStart }: DispatchFootProps) {
  const { t } = useTranslation(['map', 'error'])
  const format = useFormat()
  const registry = useRegistry()
  const mayDispatch = useRight('incident.dispatch')
  const { state, code, undo } = dispatch
  const incident = useItem(
    'incident.changed',
    state.status === 'held' || state.status === 'sent' ? state.incidentId : undefined,
  )
  const plan = proposal?.planId === undefined ? undefined : registry.plans.get(proposal.planId)
  const isHeld = state.status === 'held'

  useEffect(() => {
    if (!isHeld) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      event.stopPropagation()
      void undo()
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [isHeld, undo])

  return (
    <footer className={styles.foot}>
      {code !== undefined && (
        <p className={styles.refused} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
      {(state.status === 'idle' || state.status === 'starting') && (
        <>
          <Button
            look="command"
            className={styles.dispatch}
            keyCap="F9"
            isPending={state.status === 'starting'}
            disabled={!mayDispatch || !proposal}
            onClick={onStart}
          >
            {[t('card.dispatch'), t('card.people', { count }), plan && format.text(plan.name)]
              .filter(Boolean)
              .join(' · ')}
          </Button>
          <p className={styles.note}>
            {!mayDispatch && `${t('card.noRight')} · `}
            {proposal
              ? t('card.willDo', { commands: proposal.commands.length, messages: proposal.messages.length })
              : t('card.asking')}
          </p>
        </>
      )}
      {state.status === 'held' && (
        <>
          <Button look="command" className={styles.dispatch} keyCap="Esc" onClick={() => void undo()}>
            {t('card.undo', { seconds: Math.ceil(state.leftMs / 1000) })}
          </Button>
          <p className={styles.note}>{t('card.held')}</p>
        </>
      )}
      {state.status === 'sent' && (
        <button
          type="button"
          className={styles.running}
          onClick={() => {
            select({ incidentId: state.incidentId })
            reveal('dispatch')
          }}
        >
          {incident && <GradeTag grade={incident.grade} />}
          <span className={styles.strong}>{incident?.number ?? t('card.sent')}</span>
          <span className={styles.meta}>{t('card.openIncident')}</span>
        </button>
      )}
    </footer>
  )
}

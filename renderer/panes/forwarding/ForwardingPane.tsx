import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CirclePause, CircleCheck, CircleEllipsis, RefreshCw, type LucideIcon } from 'lucide-react'
import type { ErrorCode, ForwardState, ShownRoute } from '../../../domain/contract'
import { refusalCode, useClient, useNow, useRight } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading, Pane, PaneTitle } from '../../widgets'
import { Asides } from './Asides'
import { RouteForm } from './RouteForm'
import { type RouteDraft, draftOf, newDraft, targetText } from './routeDraft'
import { useForwarding } from './useForwarding'
import styles from './ForwardingPane.module.css'

const icons: Record<ForwardState['state'], LucideIcon> = {
  running: CircleCheck,
  retrying: RefreshCw,
  paused: CirclePause,
  elsewhere: CircleEllipsis,
}

/** Data that leaves the house: where it goes, how it does, what waits and what was refused. */
export function ForwardingPane() {
  const { t } = useTranslation(['forwarding', 'common'])
  const answer = useForwarding()
  const mayWrite = useRight('configuration.write')
  const [draft, setDraft] = useState<RouteDraft>()
  const [asideOf, setAsideOf] = useState<string>()
  const facts = answer.status === 'ready' ? answer.facts : undefined
  const waiting = facts?.states.reduce((sum, { backlog }) => sum + backlog, 0) ?? 0
  const routeAside = facts?.routes.find(({ id }) => id === asideOf)
  return (
    <Pane
      header={
        <PaneTitle
          title={t('common:pane.forwarding')}
          meta={facts && t('count', { count: facts.routes.length, waiting })}
        >
          {mayWrite && (
            <Button size="small" onClick={() => setDraft(newDraft())}>
              {t('add')}
            </Button>
          )}
        </PaneTitle>
      }
    >
      {answer.status === 'loading' && <Loading />}
      {answer.status === 'failed' && <Failed code={answer.code} />}
      {facts?.routes.length === 0 && !draft && <Empty>{t(mayWrite ? 'empty' : 'emptyRead')}</Empty>}
      {facts && facts.routes.length > 0 && (
        <div className={styles.table}>
          <div className={`${styles.row} ${styles.head}`}>
            {(['state', 'route', 'target', 'waiting', 'rate', 'sent', 'aside'] as const).map((column) => (
              <span key={column} className={figures.has(column) ? styles.figure : undefined}>
                {t(`column.${column}`)}
              </span>
            ))}
            <span className="srOnly">{t('column.deeds')}</span>
          </div>
          {facts.routes.map((route) => (
            <RouteRow
              key={route.id}
              route={route}
              state={facts.states.find(({ id }) => id === route.id)}
              mayWrite={mayWrite}
              onEdit={() => setDraft(draftOf(route))}
              onAsides={() => setAsideOf(route.id)}
            />
          ))}
        </div>
      )}
      {routeAside && (
        <Asides key={routeAside.id} route={routeAside} mayWrite={mayWrite} onClose={() => setAsideOf(undefined)} />
      )}
      {draft && <RouteForm key={draft.id ?? 'new'} start={draft} onClose={() => setDraft(undefined)} />}
    </Pane>
  )
}

const figures = new Set(['waiting', 'rate', 'sent', 'aside'])

function RouteRow({
  route,
  state,
  mayWrite,
  onEdit,
  onAsides,
}: {
  route: ShownRoute
  state: ForwardState | undefined
  mayWrite: boolean
  onEdit(): void
  onAsides(): void
}) {
  const { t } = useTranslation(['forwarding', 'error'])
  const client = useClient()
  const format = useFormat()
  const now = useNow()
  const [code, setCode] = useState<ErrorCode>()
  const kind = state?.state ?? 'elsewhere'
  const Icon = icons[kind]
  const toggle = async () => {
    setCode(undefined)
    const { id, name, isEnabled, filter, fields, target, mostQueueMb } = route
    try {
      await client.call('forwarding.save', {
        id,
        route: { name, isEnabled: !isEnabled, filter, fields, target, mostQueueMb },
      })
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  const lastError = kind === 'retrying' ? state?.lastError : undefined
  return (
    <div className={styles.group}>
      <div className={`${styles.row} ${styles[kind]}`}>
        <span className={styles.state}>
          <Icon size={14} aria-hidden />
          {t(`state.${kind}`)}
        </span>
        <b className={styles.name} title={route.name}>
          {route.name}
        </b>
        <span className={styles.target} title={targetText(route.target)}>
          {t(`target.${route.target.kind}`)} <span className={styles.address}>{targetText(route.target)}</span>
        </span>
        <span className={styles.figure}>
          {state && kind !== 'elsewhere' ? (
            <>
              {format.number(state.backlog)}
              {state.oldestAtMs !== undefined && state.backlog > 0 && (
                <span className={styles.age}> · {format.age(now - state.oldestAtMs)}</span>
              )}
            </>
          ) : (
            unknown
          )}
        </span>
        <span className={styles.figure}>
          {state && kind !== 'elsewhere' ? t('perSecond', { rate: format.number(state.ratePerS, 1) }) : unknown}
        </span>
        <span className={styles.figure}>{state && kind !== 'elsewhere' ? format.number(state.sent) : unknown}</span>
        <span className={styles.figure}>
          {state && state.aside > 0 ? (
            <button type="button" className={styles.asideCount} onClick={onAsides}>
              {format.number(state.aside)}
            </button>
          ) : (
            '0'
          )}
        </span>
        <span className={styles.deeds}>
          {mayWrite && (
            <>
              <Button size="small" look="plain" onClick={() => void toggle()}>
                {t(route.isEnabled ? 'pause' : 'resume')}
              </Button>
              <Button size="small" look="plain" onClick={onEdit}>
                {t('edit')}
              </Button>
            </>
          )}
        </span>
      </div>
      {(lastError !== undefined || code !== undefined || (state?.dropped ?? 0) > 0) && (
        <p className={styles.trouble} role="status">
          {lastError && (
            <>
              {t(`fault.${lastError.fault}`)} · {lastError.text}
              {state?.nextTryAtMs !== undefined && state.nextTryAtMs > now && (
                <> · {t('nextTry', { time: format.clock(state.nextTryAtMs) })}</>
              )}
            </>
          )}
          {(state?.dropped ?? 0) > 0 && <> {t('dropped', { count: state?.dropped })}</>}
          {code && <> {t(`error:${code}`)}</>}
        </p>
      )}
    </div>
  )
}

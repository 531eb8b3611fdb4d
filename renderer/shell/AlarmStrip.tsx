import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { useAcknowledgeRefusal, usePendingAcknowledgements } from '../alarms/acknowledge'
import { countByPriority, isUnacknowledged, mostImportant } from '../alarms/rank'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { reveal, select, useCollection, useNow, useRight } from '../feed'
import { useFormat } from '../i18n'
import { useKeyCap } from '../keys/keyboard'
import { Button, GradeBadge, Sign } from '../widgets'
import type { useStripActions } from './useStripActions'
import styles from './AlarmStrip.module.css'

const counted = ['urgent', 'important', 'minor', 'commloss'] as const

/** Above every pane of every display: how many alarms, the one that matters most, and the five things one can do about it. */
export function AlarmStrip({ actions }: { actions: ReturnType<typeof useStripActions> }) {
  const { t } = useTranslation(['shell', 'common', 'error'])
  const { items } = useCollection('alarm.changed')
  const mayAcknowledge = useRight('alarm.acknowledge')
  const mayDispatch = useRight('incident.dispatch')
  const refusal = useAcknowledgeRefusal()
  const counters = countByPriority(items.values())
  const alarm = mostImportant(items.values())
  const needsRight = t('common:state.needsRight')
  const caps = {
    silence: useKeyCap('silence'),
    acknowledge: useKeyCap('acknowledge'),
    alarms: useKeyCap('alarms'),
    incidents: useKeyCap('incidents'),
    dispatch: useKeyCap('dispatch'),
  }
  return (
    <section className={styles.strip} aria-label={t('strip')} data-round="">
      {counted.map((priority) => {
        const { unacknowledged, all } = counters[priority]
        const label = t('counter', { priority: t(`common:priority.${priority}`), unacknowledged, all })
        return (
          <button
            key={priority}
            type="button"
            className={styles.counter}
            aria-label={label}
            title={label}
            onClick={actions.alarms}
          >
            <Sign priority={priority} size={18} />
            <b className={unacknowledged > 0 ? styles.some : styles.none}>{unacknowledged}</b>
            <span>/ {all}</span>
          </button>
        )
      })}
      <RunningIncident />
      {alarm ? (
        <AlarmLine key={alarm.id} alarm={alarm} others={waitingBeside(alarm, items.values())} />
      ) : (
        <p className={styles.quiet}>{t('quiet')}</p>
      )}
      {refusal && <p className={styles.refusal}>{t('acknowledgeRefused', { reason: t(`error:${refusal}`) })}</p>}
      <div className={styles.actions}>
        <Button look="plain" keyCap={caps.silence} onClick={actions.silence}>
          {t('action.silence')}
        </Button>
        <Button
          keyCap={caps.acknowledge}
          disabled={!mayAcknowledge}
          title={mayAcknowledge ? undefined : needsRight}
          onClick={actions.acknowledge}
        >
          {t('action.acknowledge')}
        </Button>
        <Button look="plain" keyCap={caps.alarms} onClick={actions.alarms}>
          {t('action.alarms')}
        </Button>
        <Button look="plain" keyCap={caps.incidents} onClick={actions.incidents}>
          {t('action.incidents')}
        </Button>
        <Button
          look="command"
          keyCap={caps.dispatch}
          disabled={!mayDispatch}
          title={mayDispatch ? undefined : needsRight}
          onClick={actions.dispatch}
        >
          {t('action.dispatch')}
        </Button>
      </div>
    </section>
  )
}

function waitingBeside(shown: Alarm, alarms: Iterable<Alarm>): number {
  let count = 0
  for (const alarm of alarms) if (alarm.id !== shown.id && isUnacknowledged(alarm)) count += 1
  return count
}

function AlarmLine({ alarm, others }: { alarm: Alarm; others: number }) {
  const { t } = useTranslation(['shell', 'common'])
  const words = useAlarmWords()
  const format = useFormat()
  const now = useNow()
  const isPending = usePendingAcknowledgements().has(alarm.id)
  const open = () => {
    select(
      { alarmId: alarm.id, deviceId: alarm.deviceId, ...(alarm.incidentId && { incidentId: alarm.incidentId }) },
      { locate: true },
    )
    reveal('alarms')
  }
  return (
    <button
      type="button"
      className={[styles.line, styles[alarm.priority], isUnacknowledged(alarm) && styles.tinted]
        .filter(Boolean)
        .join(' ')}
      onClick={open}
    >
      <Sign priority={alarm.priority} state={alarm.state} size={22} />
      <span className={styles.moment}>{format.moment(alarm.raisedAtMs, now)}</span>
      <span className={styles.place}>{words.place(alarm.deviceId)}</span>
      <span className={styles.what}>
        {words.device(alarm.deviceId)} {words.alarm(alarm)}
      </span>
      <span className={styles.value}>{words.value(alarm)}</span>
      <span className={styles.state} title={alarm.isUnsaved && t('common:unsavedTip')}>
        {alarm.isUnsaved
          ? t('common:unsaved')
          : isPending
            ? t('common:pending')
            : t(`common:alarmState.${alarm.state}`)}
      </span>
      {others > 0 && <span className={styles.others}>{t('otherUnacknowledged', { count: others })}</span>}
    </button>
  )
}

const isGrave = (grade: string) => grade === 'major' || grade === 'critical' || grade === 'publicEmergency'

/** The gravest running incident of grade major or above stands first in the line. */
function RunningIncident() {
  const { t } = useTranslation(['shell', 'common'])
  const format = useFormat()
  const now = useNow()
  const { items } = useCollection('incident.changed')
  const grave = [...items.values()].filter(({ state, grade }) => state === 'open' && isGrave(grade))
  const order = ['publicEmergency', 'critical', 'major']
  const incident = grave.sort(
    (a, b) => order.indexOf(a.grade) - order.indexOf(b.grade) || b.opened.atMs - a.opened.atMs,
  )[0]
  if (!incident) return undefined
  const running = t('incidentRunning', { grade: t(`common:grade.${incident.grade}`) })
  const since = `${format.text(incident.title)} · ${format.duration(now - incident.opened.atMs)}`
  return (
    <button
      type="button"
      className={styles.incident}
      aria-label={`${running} ${since}`}
      title={`${running} ${since}`}
      onClick={() => {
        select({ incidentId: incident.id }, { locate: true })
        reveal('dispatch')
      }}
    >
      <GradeBadge grade={incident.grade} size={22} />
      <b className={styles.place}>{running}</b>
      <span className={styles.moment}>{since}</span>
    </button>
  )
}

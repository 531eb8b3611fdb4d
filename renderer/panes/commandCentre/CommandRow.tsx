import { useTranslation } from 'react-i18next'
import type { Command } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { reveal, select, useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { useRefusalWords } from './useRefusalWords'
import { useServiceName } from './useServiceName'
import styles from './CommandCentre.module.css'

/** One command: when, what, of which device, by whom, and what became of it. */
export function CommandRow({ command }: { command: Command }) {
  const { t } = useTranslation('device')
  const words = useAlarmWords()
  const format = useFormat()
  const nowMs = useNow()
  const serviceName = useServiceName()
  const { refusal: say } = useRefusalWords()
  const { deviceId, state, issued, confirmed } = command
  const what = serviceName(deviceId, command.service, command.input)
  const isBad = state === 'failed' || state === 'unknown' || state === 'expired'
  const outcome = command.refusal ? say(command.refusal, deviceId) : (command.answer ?? command.reason ?? '')
  return (
    <div className={styles.commandRow}>
      <span className={styles.muted}>{format.moment(issued.atMs, nowMs)}</span>
      <button
        type="button"
        className={styles.device}
        title={deviceId}
        onClick={() => {
          select({ deviceId }, { locate: true })
          reveal('device')
        }}
      >
        {words.device(deviceId)}
      </button>
      <span title={what}>{what}</span>
      <span className={styles.muted}>
        {issued.by.name ?? issued.by.id}
        {confirmed && ` + ${confirmed.by.name ?? confirmed.by.id}`}
      </span>
      <span
        className={isBad ? styles.bad : state === 'answered' ? styles.good : styles.busy}
        title={t(`commandState.${state}`)}
      >
        {t(`commandState.${state}`)}
      </span>
      <span className={styles.muted} title={outcome}>
        {outcome}
      </span>
    </div>
  )
}

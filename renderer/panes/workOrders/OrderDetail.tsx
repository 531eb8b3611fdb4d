import { MapPin, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useInstruction } from '../../dispatching/useInstruction'
import { reveal, select } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, GradeBadge, Pane, PaneTitle } from '../../widgets'
import { OrderDeeds } from './OrderDeeds'
import { OrderFacts } from './OrderFacts'
import { OrderLog } from './OrderLog'
import type { OrderRow } from './orderRows'
import styles from './OrderDetail.module.css'

/** The chosen order in full: what and where, who and by when, what happened, and what can be done about it. */
export function OrderDetail({ row }: { row: OrderRow }) {
  const { t } = useTranslation(['workOrders', 'dispatch'])
  const format = useFormat()
  const { task, incident } = row
  const instruction = useInstruction()(task)
  const target = { incidentId: task.incidentId, personId: task.personId, taskId: task.id }
  return (
    <div className={styles.order}>
      <Pane
        header={
          <PaneTitle title={row.number} meta={t(`dispatch:taskState.${task.state}`)}>
            <Button size="small" look="plain" onClick={() => select(target, { locate: true })}>
              <MapPin size={14} aria-hidden /> {t('toMap')}
            </Button>
          </PaneTitle>
        }
      >
        <div className={styles.what}>
          <p className={styles.instruction}>{instruction}</p>
          <button
            type="button"
            className={styles.incident}
            title={t('openIncident')}
            onClick={() => {
              select(target)
              reveal('dispatch')
            }}
          >
            {incident && <GradeBadge grade={incident.grade} size={20} />}
            <span className={styles.incidentTitle}>{incident ? format.text(incident.title) : task.title}</span>
            <Send size={14} aria-hidden />
          </button>
        </div>
        <OrderFacts row={row} />
        <OrderLog task={task} />
      </Pane>
      {row.phase !== 'ended' && <OrderDeeds row={row} />}
    </div>
  )
}

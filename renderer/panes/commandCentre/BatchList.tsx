import { useTranslation } from 'react-i18next'
import type { CommandBatch } from '../../../domain/contract'
import { useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { useServiceName } from './useServiceName'
import styles from './CommandCentre.module.css'

const shown = 12

/** The batches of the last hours, newest first. */
export function BatchList({
  batches,
  chosen,
  onChoose,
}: {
  batches: ReadonlyMap<string, CommandBatch>
  chosen: string | undefined
  onChoose(id: string): void
}) {
  const { t } = useTranslation('commands')
  const format = useFormat()
  const nowMs = useNow()
  const serviceName = useServiceName()
  const list = [...batches.values()].sort((a, b) => b.started.atMs - a.started.atMs).slice(0, shown)
  if (list.length === 0) return undefined
  return (
    <section className={styles.batches}>
      <h3 className={styles.step}>{t('batches')}</h3>
      <ul>
        {list.map((batch) => (
          <li key={batch.id}>
            <button
              type="button"
              className={batch.id === chosen ? styles.batchActive : styles.batch}
              aria-pressed={batch.id === chosen}
              onClick={() => onChoose(batch.id)}
            >
              <span className={styles.muted}>{format.moment(batch.started.atMs, nowMs)}</span>
              <span className={styles.grow}>{serviceName(batch.devices[0]?.id, batch.service)}</span>
              <span className={styles.muted}>{t('devices', { count: batch.devices.length })}</span>
              <span className={batch.state === 'ended' ? styles.muted : styles.busy}>
                {batch.state === 'ended' ? t(`end.${batch.end ?? 'done'}`) : t(`batchState.${batch.state}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command, CommandBatch, DeviceId } from '../../../domain/contract'
import { newKey, useClient, useCollection, useSession } from '../../feed'
import { Button, VirtualList } from '../../widgets'
import { batchFigures } from './batchFigures'
import { CommandRow } from './CommandRow'
import { useAsk } from './useAsk'
import { useServiceName } from './useServiceName'
import styles from './CommandCentre.module.css'

/** Failures first: they are what somebody has to look at. */
const order: Record<Command['state'], number> = {
  failed: 0,
  unknown: 1,
  expired: 2,
  withdrawn: 3,
  awaiting: 4,
  held: 4,
  sent: 5,
  issued: 6,
  answered: 7,
}
const parts = ['answered', 'underWay', 'unknown', 'failed', 'unsent'] as const

/** A batch under way or over: how far it is, what became of each device, and how to end it or ask the failed ones again. */
export function BatchView({ batch, onRetry }: { batch: CommandBatch; onRetry(ids: readonly DeviceId[]): void }) {
  const { t } = useTranslation(['commands', 'error'])
  const client = useClient()
  const commands = useCollection('command.changed').items
  const serviceName = useServiceName()
  const mayCommand = useSession()?.rights.includes('command.issue') ?? false
  const { ask, isPending, code } = useAsk()
  const [isCancelled, setCancelled] = useState(false)
  const own = useMemo(() => [...commands.values()].filter(({ batchId }) => batchId === batch.id), [commands, batch.id])
  const figures = useMemo(() => {
    const byDevice = new Map(own.map((command) => [command.deviceId, command]))
    return batchFigures(batch, (id) => byDevice.get(id))
  }, [batch, own])
  const rows = useMemo(() => own.toSorted((a, b) => order[a.state] - order[b.state]), [own])
  const isOver = batch.state === 'ended'
  const done = figures.answered + figures.failed + figures.unknown

  const cancel = async (): Promise<void> => {
    const asked = await ask(() =>
      client.call('commandBatch.cancel', { key: newKey(), id: batch.id, reason: t('cancelled') }),
    )
    if (asked) setCancelled(true)
  }
  return (
    <>
      <div className={styles.batchHead}>
        <b className={styles.batchTitle}>{serviceName(batch.devices[0]?.id, batch.service, batch.input)}</b>
        <span className={isOver ? styles.muted : styles.busy}>
          {isOver ? t(`end.${batch.end ?? 'done'}`) : t(`batchState.${batch.state}`)}
        </span>
        <span className={styles.muted}>
          {batch.started.by.name ?? batch.started.by.id}
          {batch.confirmed && ` + ${batch.confirmed.by.name ?? batch.confirmed.by.id}`}
          {batch.reason !== undefined && ` · ${batch.reason}`}
        </span>
        <span className={styles.spring} />
        {!isOver && mayCommand && (
          <Button
            isPending={isPending}
            disabled={batch.state === 'ending' || isCancelled}
            onClick={() => void cancel()}
          >
            {t('cancel')}
          </Button>
        )}
        {isOver && figures.toRetry.length > 0 && mayCommand && (
          <Button look="primary" onClick={() => onRetry(figures.toRetry)}>
            {t('retry', { count: figures.toRetry.length })}
          </Button>
        )}
      </div>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={t('progress')}
        aria-valuemin={0}
        aria-valuemax={figures.total}
        aria-valuenow={done}
      >
        {parts.map((part) => (
          <span key={part} className={styles[`bar_${part}`]} style={{ flexGrow: figures[part] }} />
        ))}
        <span style={{ flexGrow: Math.max(0, figures.total - done - figures.unsent - figures.underWay) }} />
      </div>
      <p className={styles.sum}>
        <b>{t('doneOf', { done, total: figures.total })}</b>
        {parts.map(
          (part) =>
            figures[part] > 0 && (
              <span key={part} className={styles[`sum_${part}`]}>
                {t(`figure.${part}`, { count: figures[part] })}
              </span>
            ),
        )}
        {code !== undefined && (
          <span className={styles.bad} role="alert">
            {t(`error:${code}`)}
          </span>
        )}
      </p>
      <div className={styles.rows}>
        <VirtualList
          label={t('results')}
          count={rows.length}
          rowKey={(at) => rows[at]?.id ?? ''}
          renderRow={(at) => {
            const row = rows[at]
            return row && <CommandRow command={row} />
          }}
        />
      </div>
    </>
  )
}

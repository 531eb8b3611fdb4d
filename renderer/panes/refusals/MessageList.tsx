import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, Refusal, Result } from '../../../domain/contract'
import { refusalCode, seatNow, useClient, useNow, useSeat } from '../../feed'
import { formatNumber, useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading, VirtualList } from '../../widgets'
import styles from './RefusalsPane.module.css'

const limit = 500

type State =
  | { status: 'loading' }
  | { status: 'failed'; code: ErrorCode; sinceMs: number }
  | { status: 'ready'; list: Result<'refusal.list'> }

/** Messages from the site that were turned away at the connector: when, from where, why, and how they began. */
export function MessageList() {
  const { t } = useTranslation('refusals')
  const client = useClient()
  const total = useSeat()?.refusedMessages ?? 0
  const [state, setState] = useState<State>({ status: 'loading' })
  const read = useCallback(async () => {
    try {
      const list = await client.call('refusal.list', { limit })
      setState({ status: 'ready', list })
    } catch (error) {
      setState({ status: 'failed', code: refusalCode(error), sinceMs: seatNow() })
    }
  }, [client])
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- read again whenever the seat says that there are more
  useEffect(() => void read(), [read, total])

  if (state.status === 'loading') return <Loading onRetry={() => void read()} />
  if (state.status === 'failed') return <Failed code={state.code} sinceMs={state.sinceMs} onRetry={() => void read()} />
  const { list } = state
  return (
    <div className={styles.table}>
      <div className={styles.tools}>
        <span>{t('count', { total: formatNumber(list.total), shown: list.refusals.length })}</span>
        <Reasons byReason={list.byReason} />
        <Button size="small" className={styles.last} onClick={() => void read()}>
          {t('refresh')}
        </Button>
      </div>
      {list.refusals.length === 0 ? <Empty>{t('empty')}</Empty> : <Table refusals={list.refusals} />}
    </div>
  )
}

/** The commonest reasons with their counts. */
function Reasons({ byReason }: { byReason: Record<string, number> }) {
  const { t } = useTranslation('refusals')
  const commonest = Object.entries(byReason)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
  return commonest.map(([reason, count]) => (
    <span key={reason} className={styles.reasonCount}>
      {t(`reason.${reason}`, { defaultValue: reason })} <b>{formatNumber(count)}</b>
    </span>
  ))
}

function Table({ refusals }: { refusals: readonly Refusal[] }) {
  const { t } = useTranslation('refusals')
  const format = useFormat()
  const now = useNow()
  return (
    <>
      <div className={`${styles.row} ${styles.columns}`}>
        <span>{t('column.time')}</span>
        <span>{t('column.reason')}</span>
        <span>{t('column.device')}</span>
        <span>{t('column.topic')}</span>
        <span>{t('column.detail')}</span>
        <span>{t('column.head')}</span>
        <span className={styles.bytes}>{t('column.bytes')}</span>
      </div>
      <div className={styles.rows}>
        <VirtualList
          label={t('title')}
          count={refusals.length}
          rowKey={(at) => `${refusals[at]?.atMs} ${refusals[at]?.topic} ${at}`}
          renderRow={(at) => {
            const refusal = refusals[at]
            return (
              refusal && (
                <div className={styles.row}>
                  <span>{format.moment(refusal.atMs, now)}</span>
                  <span className={styles.reason}>{t(`reason.${refusal.reason}`)}</span>
                  <span title={refusal.linkId}>{refusal.deviceId ?? refusal.linkId}</span>
                  <span title={refusal.topic}>{refusal.topic}</span>
                  <span title={refusal.detail}>{refusal.detail}</span>
                  <code className={styles.head} title={refusal.head}>
                    {refusal.head}
                  </code>
                  <span className={styles.bytes}>{formatNumber(refusal.bytes)}</span>
                </div>
              )
            )
          }}
        />
      </div>
    </>
  )
}

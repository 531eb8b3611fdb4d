import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, ForwardAside, ShownRoute } from '../../../domain/contract'
import { refusalCode, useClient } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading, Section } from '../../widgets'
import styles from './ForwardingPane.module.css'

const most = 50

/** What a target refused for good: to be looked at, sent again or thrown away. */
export function Asides({ route, mayWrite, onClose }: { route: ShownRoute; mayWrite: boolean; onClose(): void }) {
  const { t } = useTranslation(['forwarding', 'common', 'error'])
  const client = useClient()
  const format = useFormat()
  const [asides, setAsides] = useState<readonly ForwardAside[]>()
  const [code, setCode] = useState<ErrorCode>()
  const read = useCallback(async () => {
    try {
      const answer = await client.call('forwarding.asides', { routeId: route.id, limit: most })
      setAsides(answer.asides)
      setCode(undefined)
    } catch (error) {
      setCode(refusalCode(error))
    }
  }, [client, route.id])
  useEffect(() => void read(), [read])
  const settle = async (deed: 'retry' | 'discard') => {
    try {
      await client.call('forwarding.settleAsides', {
        routeId: route.id,
        ids: (asides ?? []).map(({ id }) => id),
        deed,
      })
      await read()
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  return (
    <Section
      title={t('asides', { name: route.name })}
      meta={
        <span className={styles.deeds}>
          {mayWrite && asides && asides.length > 0 && (
            <>
              <Button size="small" onClick={() => void settle('retry')}>
                {t('sendAgain')}
              </Button>
              <Button size="small" look="plain" onClick={() => void settle('discard')}>
                {t('throwAway')}
              </Button>
            </>
          )}
          <Button size="small" look="plain" onClick={onClose}>
            {t('common:close')}
          </Button>
        </span>
      }
    >
      {code && <Failed code={code} onRetry={() => void read()} />}
      {!asides && !code && <Loading />}
      {asides?.length === 0 && <Empty>{t('noAsides')}</Empty>}
      <ul className={styles.asides}>
        {asides?.map((aside) => (
          <li key={aside.id} className={styles.aside}>
            <span>{format.dateTime(aside.atMs)}</span>
            <span className={styles.reason}>{aside.reason}</span>
            <code className={styles.body}>{aside.body}</code>
          </li>
        ))}
      </ul>
    </Section>
  )
}

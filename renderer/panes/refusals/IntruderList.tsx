import { useMemo, useState } from 'react'
import { Lock, LockOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, Intruder } from '../../../domain/contract'
import { endedCodeOf, refusalCode, useClient, useCollection, useNow, useRight } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading, TextField } from '../../widgets'
import styles from './RefusalsPane.module.css'

const nothing = '*'

/** Those who are locked out first, then who came last. */
const byUrgency = (nowMs: number) => (a: Intruder, b: Intruder) =>
  Number((b.lockedUntilMs ?? 0) > nowMs) - Number((a.lockedUntilMs ?? 0) > nowMs) || b.lastAtMs - a.lastAtMs

/** Who wanted in and was not let in, by all seats: who, from where, how often, why; and to listen to them again. */
export function IntruderList() {
  const { t } = useTranslation('refusals')
  const feed = useCollection('intruder.changed')
  const { items, status } = feed
  const now = useNow()
  const minute = Math.floor(now / 60_000) * 60_000
  const intruders = useMemo(() => [...items.values()].toSorted(byUrgency(minute)), [items, minute])
  if (status === 'loading') return <Loading />
  if (status === 'ended') return <Failed code={endedCodeOf(feed)} />
  if (intruders.length === 0) return <Empty>{t('noIntruders')}</Empty>
  return (
    <div className={styles.scroller}>
      <table className={styles.intruders}>
        <thead>
          <tr>
            <th>{t('intruder.state')}</th>
            <th>{t('intruder.name')}</th>
            <th>{t('intruder.address')}</th>
            <th className={styles.figure}>{t('intruder.count')}</th>
            <th>{t('intruder.reason')}</th>
            <th>{t('intruder.last')}</th>
            <th>{t('intruder.first')}</th>
            <th>{t('intruder.sample')}</th>
            <th>
              <span className="srOnly">{t('intruder.unlock')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {intruders.map((intruder) => (
            <IntruderRow key={intruder.id} intruder={intruder} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function IntruderRow({ intruder }: { intruder: Intruder }) {
  const { t } = useTranslation('refusals')
  const format = useFormat()
  const now = useNow()
  const {
    name,
    address,
    count,
    firstAtMs,
    lastAtMs,
    lastReason,
    sample,
    lockedUntilMs = 0,
    lockOuts,
    linkId,
  } = intruder
  const isLocked = lockedUntilMs > now
  const who = name === nothing ? t('everybody') : name
  return (
    <tr className={isLocked ? styles.lockedRow : undefined}>
      <td>
        {isLocked ? (
          <span className={styles.locked} title={t('lockOuts', { count: lockOuts })}>
            <Lock size={14} aria-hidden />
            {t('lockedFor')} {format.duration(lockedUntilMs - now)}
          </span>
        ) : (
          <span className={styles.muted}>{t('refusedOnly')}</span>
        )}
      </td>
      <td title={who}>
        <b className={styles.reason}>{who}</b>
      </td>
      <td title={linkId}>{address === nothing ? t('everywhere') : address || t('viaBroker', { link: linkId })}</td>
      <td className={styles.figure}>{format.number(count)}</td>
      <td title={t(`intrusionTip.${lastReason}`)}>{t(`intrusion.${lastReason}`)}</td>
      <td title={format.dateTime(lastAtMs)}>{format.moment(lastAtMs, now)}</td>
      <td title={format.dateTime(firstAtMs)}>{format.moment(firstAtMs, now)}</td>
      <td className={styles.sample}>
        <code className={styles.head} title={sample}>
          {sample || unknown}
        </code>
      </td>
      <td className={styles.act}>{isLocked && <Unlock intruder={intruder} who={who} />}</td>
    </tr>
  )
}

/** Asks for a word of why: it goes into the journal. */
function Unlock({ intruder, who }: { intruder: Intruder; who: string }) {
  const { t } = useTranslation(['refusals', 'common', 'error'])
  const client = useClient()
  const mayUnlock = useRight('access.unlock')
  const [note, setNote] = useState<string>()
  const [code, setCode] = useState<ErrorCode>()
  const unlock = async () => {
    try {
      await client.call('intruder.unlock', { id: intruder.id, note: note ?? '' })
      setNote(undefined)
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  if (note === undefined)
    return (
      <Button
        size="small"
        disabled={!mayUnlock}
        title={mayUnlock ? undefined : t('common:state.needsRight')}
        onClick={() => setNote('')}
      >
        <LockOpen size={14} aria-hidden />
        {t('intruder.unlock')}
      </Button>
    )
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault()
        void unlock()
      }}
    >
      <TextField
        label={t('unlockNote', { who })}
        isLabelHidden
        placeholder={t('unlockWhy')}
        isFocusedAtStart
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="submit" size="small" look="primary" disabled={note.trim() === ''}>
        {t('intruder.unlock')}
      </Button>
      <Button size="small" look="plain" onClick={() => setNote(undefined)}>
        {t('common:cancel')}
      </Button>
      {code && (
        <span role="alert" className={styles.locked}>
          {t(`error:${code}`)}
        </span>
      )}
    </form>
  )
}

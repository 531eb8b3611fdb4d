import { useTranslation } from 'react-i18next'
import type { PeerState, SeatState } from '../../../domain/contract'
import { useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { useReasonWords } from '../../seat/useReasonWords'
import { Popover, StateMark } from '../../widgets'
import { factClass } from './Fact'
import styles from './Peers.module.css'

/** Clocks that differ by more put entries of two seats in the wrong order. @source promise P11 */
export const maximumSkewMs = 60_000

const marks = { up: 'online', connecting: 'stale', down: 'offline', refused: 'bad' } as const

/** How many of the other seats are in touch; opens what is known of each. */
export function Peers({ seat: { peers } }: { seat: SeatState }) {
  const { t } = useTranslation('seat')
  const up = peers.filter(({ state }) => state === 'up').length
  const isOff = ({ state, clockSkewMs = 0 }: PeerState) => state !== 'up' || Math.abs(clockSkewMs) > maximumSkewMs
  if (peers.length === 0) return undefined
  const needsAttention = peers.some(isOff)
  return (
    <Popover
      label={t('peers.label', { up, all: peers.length })}
      className={factClass({ needsAttention, rank: 1 })}
      trigger={
        <>
          {needsAttention && <StateMark state="abnormal" size={12} />}
          {t('peers.short')}
          <span className={styles.count}>
            {up} / {peers.length}
          </span>
        </>
      }
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th colSpan={2}>{t('peers.name')}</th>
            <th>{t('peers.kind')}</th>
            <th>{t('peers.state')}</th>
            <th className={styles.figure}>{t('peers.since')}</th>
            <th className={styles.figure}>{t('peers.behind')}</th>
            <th className={styles.figure}>{t('peers.skew')}</th>
          </tr>
        </thead>
        <tbody>
          {peers.map((peer) => (
            <PeerRow key={peer.seatId ?? peer.name} peer={peer} />
          ))}
        </tbody>
      </table>
    </Popover>
  )
}

function PeerRow({ peer }: { peer: PeerState }) {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const reasonWords = useReasonWords()
  const now = useNow()
  const skewMs = peer.clockSkewMs
  const isSkewed = skewMs !== undefined && Math.abs(skewMs) > maximumSkewMs
  return (
    <tr>
      <td>
        <StateMark state={marks[peer.state]} size={14} />
      </td>
      <th scope="row">{peer.name}</th>
      <td>{t(`peers.kindOf.${peer.kind}`)}</td>
      <td className={peer.state === 'up' ? undefined : styles.off}>
        {t(`peers.stateOf.${peer.state}`)}
        {peer.state !== 'up' && peer.reason !== undefined && (
          <span className={styles.reason}>{reasonWords(peer.reason)}</span>
        )}
      </td>
      <td className={styles.figure}>{format.moment(peer.sinceMs, now)}</td>
      <td className={styles.figure}>{format.number(peer.behind)}</td>
      <td className={isSkewed ? styles.skewed : styles.figure}>
        {isSkewed && <StateMark state="abnormal" size={12} />}
        {skewMs === undefined ? '—' : `${skewMs > 0 ? '+' : ''}${format.number(skewMs / 1000, 1)} s`}
        {isSkewed && <span className={styles.reason}>{t('peers.skewed')}</span>}
      </td>
    </tr>
  )
}

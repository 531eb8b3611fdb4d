import { useEffect, useState } from 'react'
import { Ban, CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AccessState, LinkState, PeerState } from '../../../domain/contract'
import { reveal, useClient, useCollection, useNow, useRight, useSeat } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import { Empty, Loading, Pane, PaneTitle, Section } from '../../widgets'
import styles from './LinksPane.module.css'

const icons = { up: CircleCheck, connecting: LoaderCircle, down: CircleX, quarantined: Ban, refused: Ban } as const
/** The doors change with what people do, not by the second. */
const doorsEveryMs = 5_000

/** Every way in and out of this seat: links to the site, the doors for devices, other seats; what each carries and what went wrong last. */
export function LinksPane() {
  const { t } = useTranslation('links')
  const seat = useSeat()
  const up = seat?.links.filter(({ state }) => state === 'up').length ?? 0
  const header = <PaneTitle title={t('title')} meta={seat && t('count', { up, all: seat.links.length })} />
  return (
    <Pane header={header} footer={<span>{t('foot')}</span>}>
      {!seat && <Loading />}
      {seat && <LinkTable links={seat.links} />}
      <Doors />
      {seat && <Peers peers={seat.peers} />}
    </Pane>
  )
}

function LinkTable({ links }: { links: readonly LinkState[] }) {
  const { t } = useTranslation('links')
  const { items: gaps } = useCollection('gap.changed')
  const openGaps = (linkId: string) =>
    [...gaps.values()].filter((gap) => gap.linkId === linkId && gap.endedAtMs === undefined).length
  return (
    <Section title={t('site')}>
      {links.length === 0 && <Empty>{t('none')}</Empty>}
      {links.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('column.state')}</th>
              <th>{t('column.link')}</th>
              <th>{t('column.since')}</th>
              <th className={styles.figure}>{t('column.rate')}</th>
              <th className={styles.figure}>{t('column.messages')}</th>
              <th className={styles.figure}>{t('column.refused')}</th>
              <th className={styles.figure}>{t('column.gaps')}</th>
              <th className={styles.figure}>{t('column.reconnects')}</th>
              <th className={styles.figure}>{t('column.roundTrip')}</th>
              <th>{t('column.heard')}</th>
              <th>{t('column.lastError')}</th>
            </tr>
          </thead>
          <tbody>
            {links.map((link) => (
              <LinkRow key={link.id} link={link} gaps={openGaps(link.id)} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

function LinkRow({ link, gaps }: { link: LinkState; gaps: number }) {
  const { t } = useTranslation('links')
  const format = useFormat()
  const now = useNow()
  const { roundTripMs, lastError, lastMessageAtMs, messagesPerS, reconnects } = link
  return (
    <tr>
      <td>
        <State state={link.state} />
      </td>
      <td>
        <b className={styles.name}>{link.id}</b> <span className={styles.muted}>{t(`protocol.${link.protocol}`)}</span>{' '}
        <code className={styles.address}>{link.address}</code>
      </td>
      <td title={format.dateTime(link.sinceMs)}>{format.duration(Math.max(0, now - link.sinceMs))}</td>
      <td className={styles.figure}>{messagesPerS === undefined ? unknown : format.number(messagesPerS, 1)}</td>
      <td className={styles.figure}>{format.number(link.messages)}</td>
      <td className={styles.figure}>
        <Jump pane="refusals" count={link.refused} />
      </td>
      <td className={styles.figure}>
        <Jump pane="gaps" count={gaps} />
      </td>
      <td className={styles.figure}>{reconnects === undefined ? unknown : format.number(reconnects)}</td>
      <td className={styles.figure}>
        {link.protocol === 'mqtt' && link.state === 'up' && roundTripMs === undefined ? (
          <span title={t('inProcessTip')}>{t('inProcess')}</span>
        ) : roundTripMs === undefined ? (
          unknown
        ) : (
          `${format.number(roundTripMs, roundTripMs < 10 ? 1 : 0)} ms`
        )}
      </td>
      <td>{lastMessageAtMs === undefined ? unknown : format.moment(lastMessageAtMs, now)}</td>
      <td className={styles.error} title={lastError?.reason}>
        {lastError ? `${format.moment(lastError.atMs, now)} ${lastError.reason}` : t('noError')}
      </td>
    </tr>
  )
}

/** A count that leads to the pane which tells more of it. */
function Jump({ pane, count }: { pane: 'refusals' | 'gaps'; count: number }) {
  const format = useFormat()
  const { t } = useTranslation('common')
  if (count === 0) return '0'
  return (
    <button type="button" className={styles.jump} title={t(`pane.${pane}`)} onClick={() => reveal(pane)}>
      {format.number(count)}
    </button>
  )
}

function State({ state }: { state: LinkState['state'] | PeerState['state'] }) {
  const { t } = useTranslation('links')
  const Icon = icons[state]
  return (
    <span className={`${styles.state} ${styles[state]}`}>
      <Icon size={14} aria-hidden />
      {t(`state.${state}`)}
    </span>
  )
}

/** Where devices come in to the embedded broker. */
function Doors() {
  const { t } = useTranslation('links')
  const format = useFormat()
  const client = useClient()
  const mayRead = useRight('engineering.read')
  const [state, setState] = useState<AccessState>()
  useEffect(() => {
    if (!mayRead) return undefined
    let isGone = false
    const read = () =>
      void client.call('access.read', {}).then(
        (found) => !isGone && setState(found),
        () => !isGone && setState(undefined),
      )
    read()
    const timer = setInterval(read, doorsEveryMs)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [client, mayRead])
  if (!state) return undefined
  const { broker, keys } = state
  const refused = Object.values(broker?.refused ?? {}).reduce((sum, count) => sum + count, 0)
  return (
    <Section title={t('doors')}>
      {!broker && <Empty>{t('foreignBroker')}</Empty>}
      {broker && (
        <dl className={styles.facts}>
          <dt>{t('door.plain')}</dt>
          <dd>
            <code className={styles.address}>{broker.url}</code>
          </dd>
          <dt>{t('door.tls')}</dt>
          <dd className={broker.tls?.reason === undefined ? undefined : styles.down}>
            {broker.tls?.url ? (
              <code className={styles.address}>{broker.tls.url}</code>
            ) : (
              (broker.tls?.reason ?? t('door.off'))
            )}
          </dd>
          <dt>{t('door.devices')}</dt>
          <dd>{format.number(broker.devicesConnected)}</dd>
          <dt>{t('door.refused')}</dt>
          <dd>
            <Jump pane="refusals" count={refused} />
          </dd>
          <dt>{t('door.keys')}</dt>
          <dd>{t('door.keysCount', keys)}</dd>
        </dl>
      )}
    </Section>
  )
}

function Peers({ peers }: { peers: readonly PeerState[] }) {
  const { t } = useTranslation('links')
  const format = useFormat()
  const now = useNow()
  return (
    <Section title={t('peers')}>
      {peers.length === 0 && <Empty>{t('noPeers')}</Empty>}
      {peers.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('column.state')}</th>
              <th>{t('column.seat')}</th>
              <th>{t('column.since')}</th>
              <th className={styles.figure}>{t('column.behind')}</th>
              <th className={styles.figure}>{t('column.skew')}</th>
              <th>{t('column.lastError')}</th>
            </tr>
          </thead>
          <tbody>
            {peers.map((peer) => (
              <tr key={`${peer.kind} ${peer.name} ${peer.seatId ?? ''}`}>
                <td>
                  <State state={peer.state} />
                </td>
                <td>
                  <b className={styles.name}>{peer.name}</b>{' '}
                  <span className={styles.muted}>{t(`peer.${peer.kind}`)}</span>
                </td>
                <td>{format.duration(Math.max(0, now - peer.sinceMs))}</td>
                <td className={styles.figure}>{format.number(peer.behind)}</td>
                <td className={styles.figure}>
                  {peer.clockSkewMs === undefined ? unknown : `${format.number(peer.clockSkewMs)} ms`}
                </td>
                <td className={styles.error} title={peer.reason}>
                  {peer.reason ?? t('noError')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

import { useTranslation } from 'react-i18next'
import type { SeatState } from '../../../domain/contract'
import { reveal, useNow, useSilentSince } from '../../feed'
import { useFormat } from '../../i18n'
import { Drawing } from '../../widgets'
import { BackupFact } from './BackupFact'
import { CertificateFact } from './CertificateFact'
import { Fact, factClass } from './Fact'
import { Peers } from './Peers'
import { StorageFact } from './StorageFact'

/** What the seat is to the others: role, who drives the site, peers, what waits, what clashed, what is missing, what is kept. */
export function SeatFacts({ seat }: { seat: SeatState }) {
  const { t } = useTranslation(['seat', 'common'])
  const format = useFormat()
  const now = useNow()
  const { role, roleSinceMs, openConflicts, openGaps, pendingEntries } = seat
  const isAside = role === 'suspecting' || role === 'alone'
  return (
    <>
      <span
        className={factClass({ needsAttention: isAside, rank: 1 })}
        title={t('roleSince', { role: t(`common:seatRole.${role}`), time: format.moment(roleSinceMs, now) })}
      >
        <Drawing kind="role" name={role} size={14} />
        {t(`common:seatRole.${role}`)} {format.duration(now - roleSinceMs)}
      </span>
      <Driver seat={seat} />
      <Core seat={seat} />
      <Peers seat={seat} />
      <Fact label={t('fact.pending')} title={t('fact.pendingTip')} needsAttention={isAside && pendingEntries > 0}>
        {format.number(pendingEntries)}
      </Fact>
      <Fact
        label={t('fact.conflicts')}
        title={t('fact.conflictsTip')}
        needsAttention={openConflicts > 0}
        onOpen={() => reveal('conflicts')}
      >
        {format.number(openConflicts)}
      </Fact>
      <Fact
        label={t('fact.gaps')}
        title={t('fact.gapsTip')}
        needsAttention={openGaps > 0}
        onOpen={() => reveal('gaps')}
      >
        {format.number(openGaps)}
      </Fact>
      {seat.endingCertificates && <CertificateFact ending={seat.endingCertificates} />}
      <BackupFact backup={seat.backup} />
      <StorageFact storage={seat.storage} />
    </>
  )
}

/** Which seat acts on the site: one, or nobody while the one that did is silent. */
function Driver({ seat: { isDriving, driverName } }: { seat: SeatState }) {
  const { t } = useTranslation('seat')
  if (isDriving) return <Fact label={t('driver.self')} title={t('driver.tip')} rank={2} />
  return driverName === undefined ? (
    <Fact label={t('driver.nobody')} title={t('driver.nobodyTip')} needsAttention />
  ) : (
    <Fact label={t('driver.other')} title={t('driver.tip')} rank={2}>
      {driverName}
    </Fact>
  )
}

/** The core that this window talks to, and the service that the core follows. */
function Core({ seat }: { seat: SeatState }) {
  const { t } = useTranslation('seat')
  const isSilent = useSilentSince() !== undefined
  // A browser seat works at the service that served the page.
  const isEmbedded = window.chengtai !== undefined && seat.serviceUrl === undefined
  if (isEmbedded) return <Fact label={t('core.embedded')} mark={isSilent ? 'offline' : 'online'} rank={2} />
  const service = seat.peers.find(({ kind }) => kind === 'service')
  const isAway = seat.serviceUrl !== undefined && service !== undefined && service.state !== 'up'
  return (
    <Fact label={t('core.service')} mark={isSilent || isAway ? 'offline' : 'online'}>
      {seat.serviceUrl?.replace(/^\w+:\/\//, '') ?? location.host}
      {isAway && ` ${t('core.away')}`}
    </Fact>
  )
}

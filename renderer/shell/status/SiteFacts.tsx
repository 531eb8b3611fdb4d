import { useTranslation } from 'react-i18next'
import type { SeatState } from '../../../domain/contract'
import { reveal, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Fact } from './Fact'
import styles from './StatusBar.module.css'

/** How the site comes in: links, samples, journal, what was turned away, devices. */
export function SiteFacts({ seat }: { seat: SeatState }) {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const mayReadRefusals = useRight('engineering.read')
  const up = seat.links.filter(({ state }) => state === 'up').length
  const { online, abnormal, total } = seat.devices
  return (
    <>
      <Fact label={t('status.connectors')} mark={up === seat.links.length ? 'online' : 'abnormal'} rank={2}>
        {up} / {seat.links.length}
      </Fact>
      <Fact label={t('status.samples')} rank={3}>
        {format.number(Math.round(seat.samplesPerS))}
        <span className={styles.unit}>/s</span>
      </Fact>
      <Fact label={t('status.journal')} rank={4}>
        #{format.number(seat.journalPosition)}
      </Fact>
      <Fact label={t('status.refused')} rank={4} isDisabled={!mayReadRefusals} onOpen={() => reveal('refusals')}>
        {format.number(seat.refusedMessages)}
      </Fact>
      <Fact label={t('status.devices')} rank={3}>
        {format.number(online + abnormal)} / {format.number(total)}
      </Fact>
    </>
  )
}

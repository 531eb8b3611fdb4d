import { useTranslation } from 'react-i18next'
import type { SeatState } from '../../../domain/contract'
import { daysLeft } from '../../../domain/access/expiryWarning'
import { reveal, useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { Fact } from './Fact'

/** Certificates that end soon: after that their devices are not let in any more. Shown only while there are some. */
export function CertificateFact({ ending }: { ending: NonNullable<SeatState['endingCertificates']> }) {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const now = useNow()
  const { count, soonestMs } = ending
  const days = daysLeft(soonestMs, now)
  return (
    <Fact
      label={t('certificates.label')}
      title={t('certificates.tip', { count, time: format.dateTime(soonestMs) })}
      needsAttention
      onOpen={() => reveal('certificates')}
    >
      {days === 0 ? t('certificates.ended') : t('certificates.days', { count: days })}
    </Fact>
  )
}

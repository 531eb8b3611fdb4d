import { useTranslation } from 'react-i18next'
import type { SeatState } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { Fact } from './Fact'

const megabyte = 1e6
const gigabyte = 1e9

/** Room left for the journal and what is kept of values; in words when there is too little or writing fails. */
export function StorageFact({
  storage: { state, freeBytes, databaseBytes, reason },
}: {
  storage: SeatState['storage']
}) {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const isGood = state === 'good'
  const free =
    freeBytes === undefined
      ? undefined
      : freeBytes < gigabyte
        ? `${format.number(freeBytes / megabyte)} MB`
        : `${format.number(freeBytes / gigabyte, 1)} GB`
  const title = [
    t('storage.used', { size: `${format.number(databaseBytes / gigabyte, 1)} GB` }),
    !isGood && t(`storage.${state}`),
    reason,
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <Fact
      label={isGood ? t('storage.free') : t(`storage.${state}Short`)}
      title={title}
      needsAttention={!isGood}
      rank={isGood ? 4 : 1}
    >
      {free ?? (isGood ? '—' : undefined)}
    </Fact>
  )
}

import { ShieldX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSeat } from '../../feed'
import { useReasonWords } from '../../seat/useReasonWords'
import { Banner } from './Banner'

/** A seat answers and must not be talked to: its entries do not reach this one. */
export function PeerRefusedBanner() {
  const { t } = useTranslation('seat')
  const reasonWords = useReasonWords()
  const refused = useSeat()?.peers.filter(({ state }) => state === 'refused') ?? []
  return (
    <Banner
      isSlim
      tone="important"
      icon={<ShieldX size={20} strokeWidth={1.5} aria-hidden />}
      title={t('banner.peerRefused.title', { name: refused.map(({ name }) => name).join(t('listSeparator')) })}
      detail={t('banner.peerRefused.detail', {
        reason: [...new Set(refused.flatMap(({ reason }) => (reason === undefined ? [] : [reasonWords(reason)])))].join(
          t('listSeparator'),
        ),
      })}
    />
  )
}

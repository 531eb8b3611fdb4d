import { Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow, useSeatHeardAtMs } from '../../feed'
import { useFormat } from '../../i18n'
import { Banner } from './Banner'

/** This window no longer hears its own core: nothing below is the present. */
export function LostBanner() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const now = useNow()
  const heardAtMs = useSeatHeardAtMs()
  return (
    <Banner
      tone="important"
      icon={<Unplug size={28} strokeWidth={1.5} aria-hidden />}
      title={t('banner.lost.title')}
      detail={t('banner.lost.detail', { time: format.clock(heardAtMs) })}
      facts={[{ label: t('banner.lasting'), value: format.duration(now - heardAtMs) }]}
    />
  )
}

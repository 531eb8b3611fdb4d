import { HardDrive } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSeat } from '../../feed'
import { useFormat } from '../../i18n'
import { Banner, type BannerProps } from './Banner'

const tones = { low: 'minor', shedding: 'important', reserve: 'urgent', degraded: 'urgent' } as const satisfies Record<
  string,
  BannerProps['tone']
>
const megabyte = 1e6

/** The disk is getting full, or does not take what is written: what still goes, and what must be done. */
export function StorageBanner() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const storage = useSeat()?.storage
  if (!storage || storage.state === 'good') return undefined
  const { state, freeBytes, reason } = storage
  const free = freeBytes === undefined ? undefined : `${format.number(freeBytes / megabyte)} MB`
  return (
    <Banner
      isSlim
      tone={tones[state]}
      icon={<HardDrive size={20} strokeWidth={1.5} aria-hidden />}
      title={t(`storage.${state}`)}
      detail={t(`banner.storage.${state}`)}
      facts={[
        ...(free === undefined ? [] : [{ label: t('storage.free'), value: free }]),
        ...(reason === undefined ? [] : [{ label: t('banner.reason'), value: reason }]),
      ]}
    />
  )
}

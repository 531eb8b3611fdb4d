import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { reveal, useNow, useSeat } from '../../feed'
import { useFormat } from '../../i18n'
import { useScopeWords } from '../../seat/useScopeWords'
import { Button, Drawing } from '../../widgets'
import { Banner } from './Banner'

/** The service is silent; in some seconds this seat goes on without it. */
export function SuspectingBanner() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const now = useNow()
  const sinceMs = useSeat()?.roleSinceMs ?? now
  return (
    <Banner
      isSlim
      tone="minor"
      icon={<Drawing kind="role" name="suspecting" size={20} />}
      title={t('banner.suspecting.title')}
      detail={t('banner.suspecting.detail', { time: format.clock(sinceMs) })}
      facts={[{ label: t('banner.lasting'), value: format.duration(now - sinceMs) }]}
    />
  )
}

/** This seat drives what must go on: what that is, what does not go, how much waits to be told. */
export function AloneBanner() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const now = useNow()
  const sinceMs = useSeat()?.roleSinceMs ?? now
  return (
    <Banner
      tone="important"
      icon={<Drawing kind="role" name="alone" size={28} />}
      title={t('banner.alone.title')}
      detail={t('banner.alone.detail', { time: format.moment(sinceMs, now) })}
      facts={useAwayFacts()}
    >
      <Button onClick={() => reveal('gaps')}>{t('banner.gaps')}</Button>
    </Banner>
  )
}

/** The service is away, and another console drives for all. */
export function AccompaniedBanner() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const now = useNow()
  const seat = useSeat()
  const driver = seat?.driverName
  return (
    <Banner
      tone="important"
      icon={<Drawing kind="role" name="following" size={28} />}
      title={driver === undefined ? t('banner.accompanied.titleNobody') : t('banner.accompanied.title', { driver })}
      detail={t('banner.accompanied.detail', { time: format.moment(seat?.roleSinceMs ?? now, now) })}
      facts={useAwayFacts()}
    />
  )
}

/** Less than half of the consoles see each other: the others may be driving too. */
export function MinorityBanner() {
  const { t } = useTranslation('seat')
  return (
    <Banner
      isSlim
      tone="important"
      icon={<Users size={20} strokeWidth={1.5} aria-hidden />}
      title={t('banner.minority.title')}
      detail={t('banner.minority.detail')}
    />
  )
}

/** How long it lasts, what is driven, what is not, how many entries wait. */
function useAwayFacts() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const now = useNow()
  const seat = useSeat()
  const { inside, outside, plots } = useScopeWords(seat?.scope)
  const list = (names: readonly string[]) => names.join(t('listSeparator'))
  const places = plots.length === 0 ? [] : [{ label: t('banner.plots'), value: list(plots) }]
  return [
    { label: t('banner.lasting'), value: format.duration(now - (seat?.roleSinceMs ?? now)) },
    { label: t('banner.inside'), value: inside.length === 0 ? t('banner.everything') : list(inside) },
    ...places,
    ...(outside.length === 0
      ? []
      : [
          {
            label: t('banner.outside'),
            value: list(outside),
            tip: list(outside),
          },
        ]),
    { label: t('banner.pending'), value: t('banner.entries', { count: seat?.pendingEntries ?? 0 }) },
  ]
}

import { Siren } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { reveal, select, useNow, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { useBreakGlassCommands } from '../../seat/useBreakGlassCommands'
import { Button } from '../../widgets'
import { Banner } from './Banner'

/** A command was given without what it usually needs: who, what, why, told in every window of every seat. */
export function BreakGlassBanner() {
  const { t } = useTranslation('seat')
  const format = useFormat()
  const registry = useRegistry()
  const words = useAlarmWords()
  const now = useNow()
  const [command, ...others] = useBreakGlassCommands()
  if (!command) return undefined
  const { deviceId, issued, breakGlass = '' } = command
  const index = registry.deviceIndex(deviceId)
  const service =
    index === undefined ? undefined : registry.deviceType(index)?.services.find(({ id }) => id === command.service)
  return (
    <Banner
      isSlim
      tone="important"
      icon={<Siren size={20} strokeWidth={1.5} aria-hidden />}
      title={t('banner.breakGlass.title', {
        by: issued.by.name ?? issued.by.id,
        device: words.device(deviceId),
        service: service ? format.text(service.name) : command.service,
      })}
      detail={[
        format.moment(issued.atMs, now),
        t('banner.breakGlass.reason', { reason: breakGlass }),
        others.length > 0 && t('banner.breakGlass.others', { count: others.length }),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      <Button
        onClick={() => {
          select({ deviceId }, { locate: true })
          reveal('device')
        }}
      >
        {t('banner.breakGlass.open')}
      </Button>
    </Banner>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceId } from '../../../domain/contract'
import { AlarmSettings } from '../../alarms/settings/AlarmSettings'
import { Button, Section } from '../../widgets'

/** The alarms that the device can raise, with their limits: opened by whoever wants to see or set them. */
export function AlarmSection({ deviceId }: { deviceId: DeviceId }) {
  const { t } = useTranslation('alarmSettings')
  const [isOpen, setOpen] = useState(false)
  return (
    <Section title={t('title')}>
      {isOpen ? (
        <AlarmSettings deviceId={deviceId} />
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('show')}
        </Button>
      )}
    </Section>
  )
}

import { useMemo } from 'react'
import { CircuitBoard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceTypeId } from '../../../domain/contract'
import { reveal, select } from '../../feed'
import { useFormat } from '../../i18n'
import { useGraphicBook } from '../graphicEditor/useGraphicBook'
import { graphicsOfDevice } from '../graphics/groupGraphics'
import styles from './DevicePanel.module.css'

/** Opens the graphic in which the device is to be seen: the one for its type, else one that draws it. Nothing where there is none. */
export function OpenGraphic({ deviceId, typeId }: { deviceId: DeviceId; typeId: DeviceTypeId }) {
  const { t } = useTranslation('graphics')
  const format = useFormat()
  const { graphics } = useGraphicBook()
  const graphic = useMemo(
    () => graphicsOfDevice(graphics.values(), { id: deviceId, typeId })[0]?.graphic,
    [graphics, deviceId, typeId],
  )
  if (!graphic) return undefined
  const label = t('openOf', { name: format.text(graphic.name) })
  return (
    <button
      type="button"
      className={styles.tool}
      title={label}
      aria-label={label}
      onClick={() => {
        select({ deviceId, graphicId: graphic.id })
        reveal('graphics')
      }}
    >
      <CircuitBoard size={16} strokeWidth={1.5} />
    </button>
  )
}

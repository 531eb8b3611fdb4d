import { useState } from 'react'
import { Maximize, Pencil, ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Graphic, GraphicElement } from '../../../domain/contract'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import { resolveDevice } from '../../../domain/graphics/partsOf'
import { reveal, select, useRight } from '../../feed'
import { GraphicSheet } from '../../graphics/GraphicSheet'
import { useLiveReadings } from '../../graphics/useLiveReadings'
import { useFormat } from '../../i18n'
import { ActionPanel, type AskedService } from './ActionPanel'
import type { OpenGraphic } from './trail'
import { useZoom } from './useZoom'
import styles from './Graphics.module.css'

/** One graphic, live: as large as the pane, or larger and pulled about; a click does what the element says. */
export function Viewer({
  graphic,
  opened,
  symbols,
  onGo,
}: {
  graphic: Graphic
  /** The device that it was opened for. */
  opened: string | undefined
  symbols: ReadonlyMap<string, EffectiveSymbol>
  onGo(next: OpenGraphic): void
}) {
  const { t } = useTranslation('graphics')
  const format = useFormat()
  const readings = useLiveReadings(graphic, opened)
  const zoom = useZoom(graphic.sheet)
  const mayDraw = useRight('graphic.write')
  const [asked, setAsked] = useState<AskedService>()

  const act = ({ action }: GraphicElement): void => {
    if (!action) return
    if (action.kind === 'graphic') return onGo({ graphicId: action.graphicId, deviceId: action.deviceId })
    const deviceId = resolveDevice(action.deviceId, opened)
    if (deviceId === undefined) return
    if (action.kind === 'service') return setAsked({ deviceId, serviceId: action.serviceId, input: action.input })
    select({ deviceId })
    reveal('device')
  }
  const { width, height } = graphic.sheet
  const tools = [
    { key: 'zoomOut', icon: ZoomOut, act: () => zoom.step(-1) },
    { key: 'zoomIn', icon: ZoomIn, act: () => zoom.step(1) },
    { key: 'fit', icon: Maximize, act: zoom.fit },
  ] as const
  return (
    <div className={styles.viewer}>
      <div className={styles.stage}>
        <div
          ref={zoom.box}
          className={styles.scroller}
          role="region"
          aria-label={format.text(graphic.name)}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
          tabIndex={0}
          {...zoom.handlers}
        >
          <div
            className={zoom.scale === undefined ? styles.fitted : styles.scaled}
            style={zoom.scale === undefined ? undefined : { width: width * zoom.scale, height: height * zoom.scale }}
          >
            <GraphicSheet
              graphic={graphic}
              symbols={symbols}
              readings={readings}
              onAct={act}
              label={format.text(graphic.name)}
            />
          </div>
        </div>
        <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
          {tools.map(({ key, icon: Icon, act: onClick }) => (
            <button
              key={key}
              type="button"
              className={styles.tool}
              title={t(key)}
              aria-label={t(key)}
              onClick={onClick}
            >
              <Icon size={16} strokeWidth={1.5} aria-hidden />
            </button>
          ))}
          <button type="button" className={styles.scale} title={t('full')} onClick={zoom.full}>
            {zoom.scale === undefined ? t('fitted') : `${Math.round(zoom.scale * 100)} %`}
          </button>
          {mayDraw && (
            <button
              type="button"
              className={styles.tool}
              title={t('edit')}
              aria-label={t('edit')}
              onClick={() => {
                select({ editedGraphicId: graphic.id, ...(opened !== undefined && { deviceId: opened }) })
                reveal('graphicEditor')
              }}
            >
              <Pencil size={16} strokeWidth={1.5} aria-hidden />
            </button>
          )}
        </div>
      </div>
      {asked && <ActionPanel asked={asked} onClose={() => setAsked(undefined)} />}
    </div>
  )
}
